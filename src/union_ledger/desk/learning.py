"""``import --learn``: proposed lines of classify.yaml, as text to review."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from union_ledger.core.errors import InputError
from union_ledger.desk.original import kept_originals
from union_ledger.importers.classify import read_classification
from union_ledger.importers.existing import read_books
from union_ledger.importers.identity import import_ids
from union_ledger.importers.learn import case_of
from union_ledger.importers.learn import proposals
from union_ledger.importers.proof import prove
from union_ledger.importers.reading import read_statement

if TYPE_CHECKING:
    from pathlib import Path

    from union_ledger.importers.classify import Case
    from union_ledger.importers.classify import Classification
    from union_ledger.importers.existing import Existing
    from union_ledger.importers.learn import Proposal
    from union_ledger.importers.statement import Statement


def learned_text(books_dir: Path) -> str:
    """Return what a person corrected in imported entries as lines to review.

    Raises:
        InputError: The books or classify.yaml cannot be read.
    """
    book = read_classification(books_dir / "classify.yaml")
    existing = read_books(books_dir / "main.beancount")
    cases = _cases(books_dir, existing, book)
    if not cases:
        return "账簿里没有存着原件的导入分录，无从学起。"
    found = proposals(existing, book, cases)
    if not found:
        return "导入的分录与 classify.yaml 一致，没有可学的更正。"
    head = (
        f"# {len(found)} 条建议，由人工改过的导入分录得出。没有写进任何文件：\n"
        "# 评审后粘到 classify.yaml 的 lines 里，名称自己改定，再运行一次导入核对。"
    )
    return "\n\n".join([head, *map(_text, found)])


def _cases(
    books_dir: Path, existing: Existing, book: Classification
) -> dict[str, Case]:
    """Return the rows of all kept originals that entries name, by import id."""
    hashes = {entry.meta.get("source-sha256") for entry in existing.entries.values()}
    cases: dict[str, Case] = {}
    for sha256 in sorted(text for text in hashes if isinstance(text, str)):
        for path in kept_originals(books_dir, sha256):
            statement = _statement(path, book)
            if statement is None:
                continue
            ids = import_ids(prove(statement).chains.values())
            layout = statement.layout.id
            cases |= {ids[r.line]: case_of(r, layout) for r in statement.rows}
    return cases


def _statement(path: Path, book: Classification) -> Statement | None:
    """Read an original again; the account it does not carry is tried."""
    for account in (None, *(own.number for own in book.accounts)):
        try:
            return read_statement(path, own_account=account)
        except InputError:
            continue
    return None


def _text(proposal: Proposal) -> str:
    line = proposal.line
    where = f"放在“{proposal.before}”之前" if proposal.before else "放在最后"
    told = [f"# 由 {proposal.learned} 笔更正得出；{where}。"]
    if line.then.account.startswith(("Expenses:", "Income:")) and not line.then.unit:
        told.append("# 没有写单位，或各笔不同而文字里认不出：请补 unit。")
    if proposal.against:
        places = "、".join(proposal.against[:3])
        told.append(
            f"# 存疑：它会改变 {len(proposal.against)} 笔已有分录的归类"
            f"（{places}），请加条件。"
        )
    data = line.model_dump(mode="json", exclude_defaults=True)
    body = yaml.safe_dump(
        [data], allow_unicode=True, sort_keys=False, width=88, default_flow_style=False
    )
    return "\n".join([*told, body.rstrip()])
