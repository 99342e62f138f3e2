"""Payments that crowd just below a limit（贴线）.

Where nobody minds the limit, about as many payments are a little above it as a little
below. A unit with many below and next to none above chooses its amounts by the limit.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from pydantic import Field

from union_ledger.core.money import yuan_text
from union_ledger.plugins.kinds.options import KindOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Entry
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check
    from union_ledger.rules.loader import Value

PARAMETERS = ("ratio",)
FIELDS = ("limit", "below", "above", "unit_name", "year", "band")


class Options(KindOptions):
    """Limits, by their names, and how wide the band on either side is, in percent.

    A unit is judged from so many ``payments`` a little below on, in one year.
    """

    limits: tuple[str, ...] = Field(min_length=1)
    band_percent: int = Field(default=10, ge=1, le=50)
    payments: int = Field(default=5, ge=2)

    @property
    def named(self) -> tuple[str, ...]:
        """Return the parameters the options speak of."""
        return self.limits


@dataclass(slots=True)
class _Band:
    """What a unit paid in a year a little below a limit, and how often above."""

    below: list[tuple[Entry, Value]] = field(default_factory=list)
    above: int = 0


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding for each limit, year and unit; at the last payment below.

    What is paid to a person is often a sum that a rule sets, and does not count.
    """
    for name in options.limits:
        for (_, unit), band in sorted(_bands(check, options, name).items()):
            if len(band.below) < options.payments:
                continue
            ratio = check.value("ratio", band.below[-1][0].event_date)
            if ratio is None or ratio.value is None:
                continue
            if len(band.below) >= ratio.value * band.above:
                yield _finding(check, options, unit, band, ratio)


def _bands(check: Check, options: Options, name: str) -> dict[tuple[int, str], _Band]:
    bands: dict[tuple[int, str], _Band] = defaultdict(_Band)
    under, over = 100 - options.band_percent, 100 + options.band_percent
    low = check.least_fen(name) * under // 100
    high = check.most_fen(name) * over // 100
    persons = check.books.registers.persons
    for entry in check.books.entries:
        if not low <= entry.spent <= high or not low or entry.payee in persons:
            continue
        limit = check.fen_value(name, entry.event_date)
        row = next(check.rows_of(entry), None)
        if limit is None or row is None or not check.applies(entry):
            continue
        percent = entry.spent * 100
        if limit[0] * under <= percent < limit[0] * 100:
            bands[entry.day.year, row.unit].below.append((entry, limit[1]))
        elif limit[0] * 100 <= percent < limit[0] * over:
            bands[entry.day.year, row.unit].above += 1
    return bands


def _finding(
    check: Check, options: Options, unit: str, band: _Band, ratio: Value
) -> Finding:
    entries = [entry for entry, _ in band.below]
    last, limit = band.below[-1]
    return check.finding(
        last,
        subject=f"{last.day.year} {unit} {limit.key}",
        unit=unit,
        amount=sum(entry.spent for entry in entries),
        others=entries[:-1],
        values=(limit, ratio),
        evidence=(
            *(f"{e.day} {e.name} {yuan_text(e.spent)} 元" for e in entries),
            (
                f"限额以下 {options.band_percent}% 以内 {len(entries)} 笔，"
                f"限额及以上 {options.band_percent}% 以内 {band.above} 笔"
            ),
        ),
        limit=f"{limit.value:,}",
        below=str(len(entries)),
        above=str(band.above),
        unit_name=check.books.registers.unit_name(unit, last.day),
        year=str(last.day.year),
        band=str(options.band_percent),
    )
