"""A disposal is decided before it is written off（处置先批后销）."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from union_ledger.core.asset_accounts import COST
from union_ledger.core.money import yuan_text
from union_ledger.plugins.asset_findings import FIELDS
from union_ledger.plugins.asset_findings import about
from union_ledger.plugins.kinds.options import KindOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.asset_life import TakenOut
    from union_ledger.core.books import Books
    from union_ledger.core.books import Entry
    from union_ledger.core.books import Row
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

__all__ = ["FIELDS", "PARAMETERS", "Options", "check"]

PARAMETERS: tuple[str, ...] = ()
_PENDING = "182"


class Options(KindOptions):
    """``appraised`` are the ways of disposal that need an opinion（技术鉴定）."""

    appraised: tuple[str, ...] = ()


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding for each disposal without decision, or written off before it.

    What waits in 182 is written off by the entry that clears it and names the thing;
    what never was in 182 on the day 162 gives it up. A missing opinion is 提示.
    """
    books = check.books
    out = _going_out(books)
    for life in books.lives.values():
        if not life.card.is_own:
            continue
        for taken in life.taken_out:
            yield from _approval(check, taken, out, options)


def _going_out(books: Books) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in books.of_code(*COST):
        if row.lot and row.quantity < 0:
            found.setdefault(row.lot, []).append(row)
    return found


def _approval(
    check: Check, taken: TakenOut, out: dict[str, list[Row]], options: Options
) -> Iterator[Finding]:
    line = taken.line
    card = check.books.registers.assets[line.number]
    gone = [row for row in out.get(line.number, ()) if row.entry.day == line.since]
    written = _written_off(check.books, line.number, gone)
    # What was not decided yet when it left is decided by the entry that clears it.
    later = written.meta if written is not None else {}
    approved = line.approved or later.get("approved")
    lacking = [
        name
        for name, value in (
            ("批准人（approver）", line.approver or later.get("decided-by")),
            ("批准日期（approved）", approved),
            ("决定的文号（minutes）", line.minutes or later.get("minutes")),
        )
        if not value
    ]
    said = f"{line.since} {line.how}，原值 {yuan_text(taken.cost)} 元"
    evidence = [said, f"账面净值 {yuan_text(taken.cost - taken.written_off)} 元"]
    if lacking and (written is not None or len(lacking) < 3 or _is_old(check, taken)):
        yield from about(
            check,
            card,
            line,
            kind=f"处置 {line.since}",
            problem=f"{line.how}没有写明{'、'.join(lacking)}",
            amount=taken.cost,
            evidence=evidence,
        )
    elif isinstance(approved, date) and written is not None and written.day < approved:
        yield from about(
            check,
            card,
            line,
            kind=f"处置 {line.since}",
            problem=f"{approved} 才批准，{written.day} {written.name} 已经核销",
            amount=taken.cost,
            evidence=evidence,
        )
    if line.how in options.appraised and not line.appraisal:
        yield from about(
            check,
            card,
            line,
            kind=f"鉴定 {line.since}",
            problem=f"{line.how}没有写技术鉴定意见（appraisal）",
            amount=taken.cost,
            severity="提示",
        )


def _is_old(check: Check, taken: TakenOut) -> bool:
    """Tell whether the year of the disposal is over: nothing waits any longer."""
    return check.books.entries[-1].day.year > taken.line.since.year


def _written_off(
    books: Books, number: str, rows: tuple[Row, ...] | list[Row]
) -> Entry | None:
    """Return the entry that writes the thing off for good; None where none has."""
    if not rows:
        return None
    gone = rows[-1].entry
    if not any(row.code[:3] == _PENDING for row in gone.rows):
        return gone
    for row in books.of_code(_PENDING):
        entry = row.entry
        if row.amount >= 0 or entry.day < gone.day or entry is gone:
            continue
        if number in entry.words_of("asset") or number in entry.narration:
            return entry
    return None
