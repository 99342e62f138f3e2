"""Accounting periods（会计期间） as exports spell them."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.importers.text import squeeze

if TYPE_CHECKING:
    from union_ledger.importers.header import Header

_MONTH = r"(?:(20\d{2})[年.\-/]?(?:第|度)?)?(\d{1,2})(?:月|期)?"
_ONE = re.compile(rf"^{_MONTH}$")
_RANGE = re.compile(rf"^{_MONTH}(?:至|到|-|--|—|~|–){_MONTH}$")
_YEAR = re.compile(r"^(20\d{2})(?:年|年度|全年)?$")
_COMPACT = re.compile(r"^(20\d{2})(\d{2})$")
_DAYS = re.compile(
    r"^(20\d{2})[年.\-/](\d{1,2})[月.\-/](\d{1,2})日?(?:至|到|-|--|—|~|–)"
    r"(20\d{2})[年.\-/](\d{1,2})[月.\-/](\d{1,2})日?$"
)
_ANY_YEAR = re.compile(r"(?<!\d)(20\d{2})(?=年|[.\-/]\d{1,2}|\d{2}(?!\d)|$)")
_LABELS = ("会计期间", "所属期间", "期间", "查询期间", "月份", "日期", "会计月份")
_LABELLED = re.compile(rf"^(?:{'|'.join(_LABELS)})[:：]?(.*)$")


@dataclass(frozen=True, slots=True)
class Months:
    """One month or several of one year; ``year`` is ``None`` where it is not said."""

    year: int | None
    first: int
    last: int

    @property
    def start(self) -> date:
        """Return the first day; the year must be known."""
        return date(self.year or 0, self.first, 1)

    @property
    def end(self) -> date:
        """Return the last day; the year must be known."""
        return last_day(self.year or 0, self.last)


def last_day(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def parse_months(text: str) -> Months | None:
    """Return the period that a text states, ``None`` if it states none.

    Understood: ``12``, ``12月``, ``2024.12``, ``202412``, ``2024年12月``,
    ``2024.10-2024.12``, ``2024年度``, and whole months by their first and last day.
    """
    plain = squeeze(text)
    if found := _YEAR.match(plain):
        return Months(int(found[1]), 1, 12)
    if found := _COMPACT.match(plain):
        return _months(found[1], found[2], found[1], found[2])
    if found := _DAYS.match(plain):
        return _whole_months([int(part) for part in found.groups()])
    if found := _ONE.match(plain):
        return _months(found[1], found[2], found[1], found[2])
    if found := _RANGE.match(plain):
        return _months(found[1], found[2], found[3] or found[1], found[4])
    return None


def parse_year(text: str) -> int | None:
    """Return the year that a text states, ``2024`` or ``2024年度``; else ``None``."""
    found = _YEAR.match(squeeze(text))
    return int(found[1]) if found else None


def _months(
    year: str | None, first: str, last_year: str | None, last: str
) -> Months | None:
    if year != last_year or not 1 <= int(first) <= int(last) <= 12:
        return None
    return Months(int(year) if year else None, int(first), int(last))


def _whole_months(parts: list[int]) -> Months | None:
    year, month, day, last_year, last_month, last = parts
    if year != last_year or day != 1 or not 1 <= month <= last_month <= 12:
        return None
    if last != monthrange(year, last_month)[1]:
        return None
    return Months(year, month, last_month)


def given_months(period: str) -> Months | None:
    """Return the period that whoever imports says, ``None`` if nothing is said.

    Raises:
        InputError: It is none.
    """
    if not period:
        return None
    months = parse_months(period)
    if months is None:
        raise InputError(
            f"--period “{period}”认不出来",
            hint="写法如 2024、2024-12 或 2024.10-2024.12。",
        )
    return months


def months_above(header: Header) -> Months | None:
    """Return the period that the lines above the header state, if just one."""
    found: set[Months] = set()
    for _, row in header.table.rows[: header.index]:
        cells = [squeeze(cell) for cell in row if cell.strip()]
        for position, cell in enumerate(cells):
            labelled = _LABELLED.match(cell)
            if labelled is None:
                continue
            after = labelled[1] or " ".join(cells[position + 1 : position + 2])
            if months := parse_months(after):
                found.add(months)
    return found.pop() if len(found) == 1 else None


def year_above(header: Header) -> int | None:
    """Return the year that the lines above the header name, if just one."""
    years = {
        int(year)
        for _, row in header.table.rows[: header.index]
        for cell in row
        for year in _ANY_YEAR.findall(squeeze(cell))
    }
    return years.pop() if len(years) == 1 else None
