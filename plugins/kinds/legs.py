"""What may stand beside what in one entry（分录搭配）."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Literal

from pydantic import Field
from pydantic import model_validator

from union_ledger.core.chart import label
from union_ledger.core.money import yuan_text
from union_ledger.plugins.balances import is_held
from union_ledger.plugins.balances import of_accounts
from union_ledger.plugins.kinds.options import KindOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Row
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

PARAMETERS: tuple[str, ...] = ()
FIELDS = ("touched", "beside")


class Touching(KindOptions):
    """The accounts an entry must touch for the rule to ask further.

    ``ending``: a part of the account's name ends so; ``words``: it holds the word.
    """

    codes: tuple[str, ...] = Field(min_length=1)
    ending: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def means(self, account: str) -> bool:
        """Tell whether an account with such a code is meant."""
        if self.ending and not is_held(account, self.ending):
            return False
        return not self.words or any(word in account for word in self.words)


class Options(KindOptions):
    """What may not stand opposite: ``never``, or anything but ``only``.

    ``touching`` are alternatives. ``side`` is the side they must be touched on,
    together; an entry in which they come to nought is in order. ``opening`` lets
    the opening balances of the books' first day pass, ``sources`` the legs of a fund
    registered with such a source, or with none. With ``banned`` the accounts may not
    be there at all.
    """

    touching: tuple[Touching, ...] = Field(min_length=1)
    side: Literal["借", "贷", "任一"] = "任一"
    never: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    opening: bool = False
    sources: tuple[str, ...] = ()
    banned: bool = False

    @model_validator(mode="after")
    def _says_one_thing(self) -> Options:
        if sum(map(bool, (self.never, self.only, self.banned))) != 1:
            raise ValueError("never、only、banned 写一个，也只写一个")
        return self


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding for each entry with a leg that may not be there."""
    touched: dict[int, list[Row]] = {}
    for one in options.touching:
        of_code = check.books.of_code(*one.codes)
        for row in of_accounts(of_code, one.means):
            touched.setdefault(row.entry.position, []).append(row)
    first = next((e.day for e in check.books.entries if e.rows), None)
    for _, found in sorted(touched.items()):
        entry = found[0].entry
        same = set(map(id, found))
        rows = [row for row in entry.rows if id(row) in same]
        if entry.closing or (options.opening and entry.day == first):
            continue
        beside = [] if options.banned else _wrong(check, rows, options)
        if (beside or options.banned) and check.applies(entry):
            yield _finding(check, rows, beside)


def _wrong(check: Check, rows: list[Row], options: Options) -> list[Row]:
    """Return the legs on the other side that may not be there."""
    total = sum(row.amount for row in rows)
    if not total or (options.side != "任一" and (options.side == "借") != (total > 0)):
        return []
    same = set(map(id, rows))
    return [
        row
        for row in rows[0].entry.rows
        if row.amount * total < 0 and id(row) not in same
        if _bad(row, options) and not _of_source(check, row, options)
    ]


def _finding(check: Check, rows: list[Row], beside: list[Row]) -> Finding:
    debit = sum(row.amount for row in rows if row.amount > 0)
    credit = -sum(row.amount for row in rows if row.amount < 0)
    return check.finding(
        (beside or rows)[0],
        amount=abs(debit - credit) if beside else max(debit, credit),
        evidence=[
            *(f"{row.account} {yuan_text(row.amount)} 元" for row in rows),
            *(f"同一分录 {r.account} {yuan_text(r.amount)} 元" for r in beside),
        ],
        touched="、".join(dict.fromkeys(label(row.account) for row in rows)),
        beside="、".join(dict.fromkeys(label(row.account) for row in beside)),
    )


def _of_source(check: Check, row: Row, options: Options) -> bool:
    if not options.sources:
        return False
    fund = check.books.registers.funds.get(row.fund)
    if fund is None or not fund.source:
        return True
    return any(code.startswith(options.sources) for code in fund.source)


def _bad(row: Row, options: Options) -> bool:
    if options.never:
        return row.code.startswith(options.never)
    return not row.code.startswith(options.only)
