"""Fresh books of one bank account, and whether they hold exactly the truth."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from beancount.core.amount import Amount
from beancount.core.data import Transaction
from beancount.parser import parser
from tests.harness.histories import NAME
from tests.harness.histories import OWN

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence
    from pathlib import Path

    from tests.harness.histories import Move

BANK = "Assets:102-银行存款:01-工行基本户"
REST = "Equity:322-工会资金结余:32205-累计结余"
_MAIN = f"""\
option "operating_currency" "CNY"
include "2024/*.beancount"
2020-01-01 open {BANK}
2020-01-01 open {BANK}:1-自有
2020-01-01 open Assets:135-其他应收款:13599-待查
2020-01-01 open Liabilities:215-其他应付款:21599-待查
2020-01-01 open {REST}
2020-01-01 open Expenses:501-职工活动支出:50102-文体活动
"""
_CLASSIFY = f"""\
accounts:
  - {{number: "{OWN}", posting: "{BANK}:1-自有", balance: "{BANK}"}}
buyers: [{NAME}]
lines:
  - name: 货款
    when: {{summary: 转账, direction: out}}
    then:
      account: "Expenses:501-职工活动支出:50102-文体活动"
      unit: "000"
      fund: "10"
"""


def new_books(folder: Path, opening: int) -> Path:
    """Make books whose bank account begins with ``opening`` fen; return the folder."""
    (folder / "2024").mkdir(parents=True)
    (folder / "main.beancount").write_text(_MAIN, encoding="utf-8")
    (folder / "classify.yaml").write_text(_CLASSIFY, encoding="utf-8")
    first = f"{opening / 100:.2f} CNY"
    (folder / "2024" / "00.beancount").write_text(
        f'2024-01-01 * "年初"\n  {BANK}:1-自有  {first}\n  {REST}\n', encoding="utf-8"
    )
    return folder


def imported(folder: Path) -> list[Transaction]:
    """Return the imported entries of every ledger file; each must parse whole."""
    entries: list[Transaction] = []
    for path in sorted(folder.rglob("*.beancount")):
        found, errors, _ = parser.parse_file(str(path))
        assert not errors, f"{path}：{errors}"
        entries += [
            entry
            for entry in found
            if isinstance(entry, Transaction) and "source-file" in entry.meta
        ]
    return entries


def figures(entries: Iterable[Transaction]) -> Counter[tuple[str, int]]:
    """Return day and signed fen of each entry's bank posting, with how many."""
    return Counter(
        (entry.date.isoformat(), int(posting.units.number * 100))
        for entry in entries
        for posting in entry.postings
        if posting.account.startswith(BANK) and isinstance(posting.units, Amount)
    )


def difference(folder: Path, truth: Sequence[Move]) -> str:
    """Return how the books differ from the truth; empty where they do not."""
    found = figures(imported(folder))
    true = Counter(move.figures for move in truth)
    lost, more = true - found, found - true
    left = [p.name for p in folder.rglob("*") if p.name.startswith(".writing-")]
    parts = (("少了", lost), ("多了", more), ("残留", left))
    return "；".join(f"{what} {some}" for what, some in parts if some)


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file of the books with its bytes."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
