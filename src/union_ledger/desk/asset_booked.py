"""Cards for what a payment on the books has bought（已入账的购置）.

The payment was imported with 507 alone. It is not booked twice: the legs of 162 and
资产基金 belong into the same entry, so they are put below its postings, and the cards
below it, in one change of that file; every other byte stays.
"""

from __future__ import annotations

from contextlib import nullcontext
from copy import deepcopy
from dataclasses import dataclass
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from beancount.core.data import Transaction
from beancount.parser import parser

from union_ledger.core.asset_accounts import cost_code
from union_ledger.core.errors import InputError
from union_ledger.core.ledger import load_ledger
from union_ledger.core.ledger import main_file
from union_ledger.core.money import yuan_text
from union_ledger.desk.asset_card import fund_leg
from union_ledger.desk.asset_card import lot_leg
from union_ledger.desk.asset_card import numbered
from union_ledger.desk.asset_desk import desk_of
from union_ledger.desk.asset_draft import Draft
from union_ledger.desk.asset_draft import legs_text
from union_ledger.desk.asset_writing import Written
from union_ledger.desk.asset_writing import tried
from union_ledger.desk.journal import Journal

if TYPE_CHECKING:
    from beancount.core.data import Directive

    from union_ledger.core.books import Entry
    from union_ledger.core.findings import Finding
    from union_ledger.core.ledger import Ledger
    from union_ledger.desk.asset_card import NewCard
    from union_ledger.desk.asset_desk import AssetDesk

_ASSETS = ("161", "162", "171")


@dataclass(frozen=True, slots=True)
class _Change:
    """Lines to be put into the file of an entry, behind one of its lines."""

    path: Path
    after: int
    expected: str
    lines: list[str]

    @property
    def shown(self) -> str:
        """Return the change as a diff."""
        head = f"@@ {self.path.name} 第 {self.after} 行之后 @@\n {self.expected}\n"
        return head + "".join(f"+{line}\n" for line in self.lines)


def entry_of(ledger: Ledger, entry_id: str) -> Entry:
    """Return an entry by its permanent id.

    Raises:
        InputError: There is none.
    """
    for entry in ledger.books.entries:
        if entry.id == entry_id:
            return entry
    raise InputError(
        f"账上没有编号是 {entry_id} 的分录",
        file=ledger.main,
        hint="请写分录里的 id，不是凭证号。",
    )


def take_booked(
    books: Path, entry_id: str, card: NewCard, cards: int, *, dry_run: bool
) -> Written:
    """Write the cards and the missing legs of a purchase that is on the books.

    Args:
        books: The books.
        entry_id: The permanent id of the payment.
        card: What was bought; a ``cost`` of 0 is all of 507 that has no asset yet.
        cards: On how many cards it is put.
        dry_run: Only show it.

    Raises:
        InputError: The entry is not such a purchase, the step is not legal, the books
            would not load with it, or the file has changed.
    """
    main = main_file(books)
    with nullcontext() if dry_run else Journal(main.parent) as journal:
        ledger = load_ledger(main)
        entry = entry_of(ledger, entry_id)
        desk = desk_of(ledger, entry.day)
        draft = Draft(entry.day)
        left = _left(entry)
        cost = card.cost or left
        if cost > left:
            raise InputError(
                f"这笔资本性支出还有 {yuan_text(left)} 元没有对应的资产，"
                f"写的是 {yuan_text(cost)} 元",
                file=entry.filename,
                line=entry.lineno,
                hint="请核对 --cost；不写 --cost 就取全部。",
            )
        if cost < left:
            draft.notes.append(
                f"这笔支出还有 {yuan_text(left - cost)} 元没有对应的资产，"
                "请接着为它建卡"
            )
        row = next(row for row in entry.rows if row.code[:3] == "507")
        fund = desk.registers.funds.get(row.fund)
        bought = replace(
            card,
            cost=cost,
            method="购置",
            funding=card.funding or (fund.name if fund else ""),
            voucher=card.voucher or entry.name,
        )
        change = _change(desk, entry, numbered(desk, bought, cards, draft), draft)
        findings: list[Finding] = []
        if journal is not None:
            journal.insert(change.path, change.after, change.expected, change.lines)
            told = {finding.id for finding in ledger.findings}
            after = load_ledger(main).findings
            findings = [each for each in after if each.id not in told]
    return Written(change.path, change.shown, tuple(draft.notes), findings)


def _left(entry: Entry) -> int:
    """Return what of 507 has no asset in the entry yet, in fen."""
    spent = sum(row.amount for row in entry.rows if row.code[:3] == "507")
    gained = sum(row.amount for row in entry.rows if row.code[:3] in _ASSETS)
    if spent <= 0:
        raise InputError(
            f"分录 {entry.id} 没有资本性支出（507）",
            file=entry.filename,
            line=entry.lineno,
            hint="先把它的支出科目改为 507 的明细，再建卡。",
        )
    if gained >= spent:
        raise InputError(
            f"分录 {entry.id} 的资本性支出已经全部登记为资产",
            file=entry.filename,
            line=entry.lineno,
            hint="请核对 --entry。",
        )
    return spent - gained


def _change(
    desk: AssetDesk, entry: Entry, cards: list[NewCard], draft: Draft
) -> _Change:
    """Return the legs and the cards as lines behind the entry's last one; try them."""
    path = Path(entry.filename)
    text = path.read_bytes().decode("utf-8").replace("\r\n", "\n").split("\n")
    last = entry.lineno
    while last < len(text) and text[last][:1] in {" ", "\t"} and text[last].strip():
        last += 1
    legs = [lot_leg(desk, card) for card in cards]
    legs.append(fund_leg(desk, replace(cards[0], cost=sum(c.cost for c in cards))))
    draft.open(desk.books, legs)
    for card in cards:
        draft.line("asset", [card.number, card.name], card.said())
    draft.notes.append(
        f"付款已经在账（{entry.name}），不重复记；四条分录要在同一笔里，"
        f"所以只在它下面补上 {cost_code(cards[0].class_)} 与 301 两方"
    )
    lines = [*legs_text(legs), "", *draft.text.rstrip("\n").split("\n")]
    change = _Change(path, last, text[last - 1], lines)
    _try(change, entry, len(legs), text)
    alone = deepcopy(draft)
    alone.entry(desk.books, entry.narration, legs, {"id": f"{entry.id}-ZC"})
    tried(desk.ledger, alone.text)
    return change


def _try(change: _Change, entry: Entry, legs: int, text: list[str]) -> None:
    """Read the changed file: the entry has the legs more, and nothing else changed."""
    after = [*text[: change.after], *change.lines, *text[change.after :]]
    before_entries, before_errors, _ = parser.parse_string("\n".join(text))
    entries, errors, _ = parser.parse_string("\n".join(after))
    postings = _postings(before_entries), _postings(entries)
    grown = sum(postings[1].values()) - sum(postings[0].values())
    at = postings[1].get(entry.lineno, 0) - postings[0].get(entry.lineno, 0)
    if len(errors) != len(before_errors) or grown != legs or at != legs:
        raise InputError(
            f"分录 {entry.id} 的写法认不出从哪里补，没有写",
            file=change.path,
            line=entry.lineno,
            hint="请把 162 与 301 两方自己加到这笔分录的末尾，再在登记册里写卡片。",
        )


def _postings(entries: list[Directive]) -> dict[int, int]:
    """Return how many postings the entry at each line has."""
    return {
        entry.meta["lineno"]: len(entry.postings)
        for entry in entries
        if isinstance(entry, Transaction)
    }
