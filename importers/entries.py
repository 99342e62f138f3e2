"""Rows of a proven statement to directives, ready to be written or shown."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - a constant is annotated with it
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.amount import Amount
from beancount.core.data import EMPTY_SET
from beancount.core.data import Posting
from beancount.core.data import Transaction
from beancount.core.data import new_metadata

from union_ledger.core.errors import InputError
from union_ledger.core.money import yuan
from union_ledger.core.money import yuan_text
from union_ledger.importers.decide import decide
from union_ledger.importers.existing import ids_of
from union_ledger.importers.existing import place
from union_ledger.importers.identity import import_ids
from union_ledger.importers.seen_rows import BALANCE as SEEN_BALANCE

if TYPE_CHECKING:
    from union_ledger.importers.classify import Classification
    from union_ledger.importers.classify import Own
    from union_ledger.importers.decide import Decision
    from union_ledger.importers.existing import Existing
    from union_ledger.importers.proof import Proof
    from union_ledger.importers.statement import Row
    from union_ledger.importers.statement import Statement

CURRENCY = "CNY"
UNPROVEN = "unproven"
NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Item:
    """One row with its id, what was decided about it, and its entry.

    ``known`` is the entry of the books that already holds the row.
    """

    row: Row
    import_id: str
    decision: Decision
    entry: Transaction
    known: Transaction | None


def items_of(
    statement: Statement,
    proof: Proof,
    book: Classification,
    existing: Existing,
    said: Mapping[str, str] = NOTHING,
) -> list[Item]:
    """Return the statement's rows as entries, in the order of the file.

    ``said`` are further metadata that every entry gets, such as the hash of the
    original. With ``unproven``, the reason for which a statement that does not prove
    out was accepted, every entry is flagged ``!``.

    Raises:
        InputError: An own account is not registered in ``classify.yaml``, or a row
            is booked with another amount or date; both places are named.
    """
    ids = import_ids(proof.chains.values())
    present = set(ids.values())
    items = []
    for row in statement.rows:
        own = own_of(statement, row.own_account, book)
        import_id = ids[row.line]
        known = existing.entries.get(import_id)
        if known is not None:
            _same_figures(statement, row, import_id, own, known)
        else:
            known = _same_row(statement, row, own, existing, present)
        if known is None:
            _same_serial(statement, row, own, existing, present)
        decision = decide(row, statement.layout.id, book, existing.units)
        entry = _transaction(statement, row, import_id, own, decision, said)
        items.append(Item(row, import_id, decision, entry, known))
    return items


def own_of(statement: Statement, account: str, book: Classification) -> Own:
    """Return the union's account with this number.

    Raises:
        InputError: ``classify.yaml`` does not register it.
    """
    own = book.own(account, statement.layout.id)
    if own is None:
        raise InputError(
            f"本方账号 {account} 没有登记",
            file=statement.file,
            hint="请在 classify.yaml 的 accounts 里写明它在账簿中的科目。",
        )
    if statement.layout.owner != "union" and not own.collects:
        raise InputError(
            f"账号 {account} 的流水是“{statement.layout.title}”，"
            "它没有登记为代收账户，不能入账",
            file=statement.file,
            hint="经批准代收的，请在 classify.yaml 这个账号下写 collects: true。",
        )
    return own


def _transaction(  # noqa: PLR0913, PLR0917 - the parts of one entry
    statement: Statement,
    row: Row,
    import_id: str,
    own: Own,
    decision: Decision,
    said: Mapping[str, str],
) -> Transaction:
    meta: dict[str, Any] = new_metadata(str(statement.file), row.line)
    meta["id"] = import_id
    meta["source-file"] = statement.file.name
    meta["source-line"] = Decimal(row.line)
    if row.balance is not None:
        meta[SEEN_BALANCE] = str(yuan(row.balance))
    meta |= said
    for key, role in (
        ("serial", "serial"),
        ("bank-voucher", "bank_voucher"),
        ("offset", "offset"),
    ):
        if role in row.text:
            meta[key] = row.text[role]
    decided = {
        "classified": decision.line,
        "unit": decision.unit,
        "fund": decision.fund,
        "project": decision.project,
    }
    meta |= {key: value for key, value in decided.items() if value}
    money = Amount(yuan(row.signed), CURRENCY)
    name = own.posting
    if decision.custodial:
        if own.custodial is None:
            raise InputError(
                f"规则“{decision.line}”要记代管资金，但账号 {row.own_account} "
                "没有写 custodial 科目",
                file=statement.file,
                line=row.line,
                hint="请在 classify.yaml 的 accounts 里补上。",
            )
        name = own.custodial
    return Transaction(
        meta,
        row.date,
        "!" if UNPROVEN in said else decision.flag,
        decision.payee or None,
        decision.narration,
        EMPTY_SET,
        EMPTY_SET,
        [
            Posting(name, money, None, None, None, None),
            Posting(decision.account, -money, None, None, None, None),
        ],
    )


def _same_figures(
    statement: Statement, row: Row, import_id: str, own: Own, known: Transaction
) -> None:
    if import_id != known.meta.get("id"):
        return  # one of several rows that a person joined in one entry
    booked = own.booked_fen(known)
    if known.date == row.date and booked == row.signed:
        return
    raise InputError(
        f"这一行（{row.date}，{yuan_text(row.signed)}）已记在 {place(known)}，"
        f"但账上是 {known.date}，{yuan_text(booked)}",
        file=statement.file,
        line=row.line,
        hint="账簿或银行文件被改过，请核对后再导入。",
    )


def _same_row(
    statement: Statement, row: Row, own: Own, existing: Existing, present: set[str]
) -> Transaction | None:
    """Return the entry of a row that was imported from an export of another layout.

    Raises:
        InputError: Several rows of the day have its amount and balance, so that it is
            not certain which of them are booked.
    """
    held = [e for e in existing.seen.of(row, own) if present.isdisjoint(ids_of(e))]
    if not held:
        return None
    like = [
        other
        for other in statement.rows
        if (other.date, other.balance, other.signed, other.own_account)
        == (row.date, row.balance, row.signed, row.own_account)
    ]
    whole = SEEN_BALANCE not in held[0].meta  # typed before: parts of one row
    if len(like) == 1 and (len(held) == 1 or whole):
        return held[0]
    raise InputError(
        f"{row.date} 有几笔金额、余额都相同的流水（{yuan_text(row.signed)}），"
        f"另一种版式的文件已导入过其中的 {'、'.join(map(place, held))}，分不清是哪几笔",
        file=statement.file,
        line=row.line,
        hint="请用先前那种版式重新导出这一天。",
    )


def _same_serial(
    statement: Statement,
    row: Row,
    own: Own,
    existing: Existing,
    present: set[str],
) -> None:
    """Stop where the books hold this serial number with other figures.

    Two rows may share a number; then the file still holds the row that is booked.
    """
    for other in existing.serials.get(row.text.get("serial", ""), ()):
        touches = any(own.holds(posting.account) for posting in other.postings)
        if touches and present.isdisjoint(ids_of(other)):
            raise InputError(
                f"流水号 {row.text['serial']}（{row.date}，{yuan_text(row.signed)}，"
                f"余额 {yuan_text(row.balance or 0)}）已记在 {place(other)}："
                f"{other.date}，{yuan_text(own.booked_fen(other))}，内容不同",
                file=statement.file,
                line=row.line,
                hint="银行改过这一笔，或账簿被改过，请核对后再导入。",
            )
