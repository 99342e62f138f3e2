"""Holiday goods are bought near a holiday they may be given for（节日慰问的时间）.

The days of the holidays, the lunar ones among them, come from ``holidays``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from union_ledger.core.festivals import FESTIVALS
from union_ledger.core.festivals import STEMS
from union_ledger.core.festivals import days_of
from union_ledger.plugins.kinds.options import KindOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Entry
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

PARAMETERS: tuple[str, ...] = ()
FIELDS = ("how",)


class Options(KindOptions):
    """``within`` are the days around a holiday; ``others`` names of days that are not.

    Where the entry says under ``festival`` which holiday it was for, only that counts.
    """

    within: int = Field(ge=0)
    others: tuple[str, ...] = ()


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding for each purchase far from its holiday, or for none."""
    for flow_rows in check.flows().values():
        for row in flow_rows:
            if row.amount <= 0 or not check.applies(row.entry):
                continue
            how, evidence = _wrong(row.entry, options)
            if how:
                yield check.finding(
                    row,
                    subject=row.account,
                    amount=row.amount,
                    evidence=evidence,
                    how=how,
                )


def _wrong(entry: Entry, options: Options) -> tuple[str, list[str]]:
    """Return what is wrong, empty when nothing, and the days it rests on."""
    named = entry.text_of("festival")
    text = named or entry.text
    other = next((word for word in options.others if word in text), "")
    stem = next((stem for stem in STEMS if stem in text), "")
    if (other and not stem) or (named and not stem):
        how = f"“{other or named}”不在可以慰问的节日之列"
        return how, [f"可以慰问的节日：{'、'.join(FESTIVALS)}", f"所写：{text}"]
    day = entry.event_date
    near = [
        (abs((day - when).days), name, when)
        for year in (day.year - 1, day.year, day.year + 1)
        for name, when in days_of(year).items()
        if not named or name == STEMS[stem]
    ]
    away, name, when = min(near)
    if away <= options.within:
        return "", []
    how = f"离最近的{name}（{when}）{away} 天，超过 {options.within} 天"
    return how, [f"日期 {day}", f"{name} {when}，相差 {away} 天"]
