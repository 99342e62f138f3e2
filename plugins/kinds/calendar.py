"""Holiday goods are bought near a holiday they may be given for（节日慰问的时间）.

The days of the holidays, the lunar ones among them, come from ``holidays``.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pydantic import Field

from union_ledger.plugins.kinds.options import KindOptions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from union_ledger.core.books import Entry
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

PARAMETERS: tuple[str, ...] = ()
FIELDS = ("how",)

# What begins the name of each; the library says 元旦, 端午节.
_STEMS = {
    "元旦": "元旦",
    "新年": "元旦",
    "春节": "春节",
    "清明": "清明节",
    "劳动": "劳动节",
    "五一": "劳动节",
    "端午": "端午节",
    "中秋": "中秋节",
    "国庆": "国庆节",
}
FESTIVALS = tuple(dict.fromkeys(_STEMS.values()))


class Options(KindOptions):
    """``within`` are the days around a holiday; ``others`` names of days that are not.

    Where the entry says under ``festival`` which holiday it was for, only that counts.
    """

    within: int = Field(ge=0)
    others: tuple[str, ...] = ()


@cache
def days_of(year: int) -> dict[str, date]:
    """Return the day of each of the seven holidays of a year, by name.

    A holiday of several days counts from its first: 春节 from 正月初一.
    """
    # Slow to import, and needed only by books with holiday goods.
    from holidays import country_holidays  # noqa: PLC0415

    found: dict[str, date] = {}
    known = country_holidays("CN", years=year, language="zh_CN")
    for day in sorted(known):
        for name in known.get_list(day):
            if day.year == year and name in FESTIVALS:
                found.setdefault(name, day)
    return found


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
    stem = next((stem for stem in _STEMS if stem in text), "")
    if (other and not stem) or (named and not stem):
        how = f"“{other or named}”不在可以慰问的节日之列"
        return how, [f"可以慰问的节日：{'、'.join(FESTIVALS)}", f"所写：{text}"]
    day = entry.event_date
    near = [
        (abs((day - when).days), name, when)
        for year in (day.year - 1, day.year, day.year + 1)
        for name, when in days_of(year).items()
        if not named or name == _STEMS[stem]
    ]
    away, name, when = min(near)
    if away <= options.within:
        return "", []
    how = f"离最近的{name}（{when}）{away} 天，超过 {options.within} 天"
    return how, [f"日期 {day}", f"{name} {when}，相差 {away} 天"]
