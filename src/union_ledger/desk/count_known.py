"""What was counted already this year, so that nothing is booked twice or against it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING
from typing import NamedTuple

from union_ledger.core.stocktaking import counts_of
from union_ledger.desk.count_answers import BOOKED
from union_ledger.desk.count_answers import KNOWN
from union_ledger.desk.count_answers import REJECTED
from union_ledger.desk.count_answers import Found

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from union_ledger.core.asset_records import Count
    from union_ledger.core.registers import Registers


class _Earlier(NamedTuple):
    day: date
    sheet: str
    found: Found


class CountedBefore:
    """The results of a year so far: those of the register, and of files before."""

    def __init__(self, registers: Registers) -> None:
        """Remember where to look."""
        self._registers = registers
        self._day: date | None = None
        self._taken: dict[str, list[_Earlier]] = defaultdict(list)
        self._known: dict[str, list[_Earlier]] = {}

    def look_at(self, day: date) -> None:
        """Look at the stocktaking that a counting of ``day`` belongs to."""
        self._day = day
        self._known = {
            number: [_Earlier(each.since, each.sheet, _found(each)) for each in counts]
            for number, counts in counts_of(self._registers, day.year).items()
        }

    def has(self, number: str) -> bool:
        """Tell whether the year's register has a result of a thing."""
        return bool(self._known.get(number))

    def judged(self, found: Found, sheet: str) -> tuple[str, str]:
        """Return the state of a result, and the reason or the result itself."""
        day = self._day
        taken = self._taken[found.number]
        earlier = self._known.get(found.number, []) + [
            each for each in taken if day and each.day.year == day.year
        ]
        for each in earlier:
            if each.sheet == sheet:
                if each.found.answer == found.answer:
                    return KNOWN, f"这张表已经导入过，结果相同：{found.result}"
                return REJECTED, (
                    f"这张表已经导入过，那次是{_told(each.found)}，这次是{_told(found)}；"
                    "复盘请换一个盘点日期，用新印的盘点表"
                )
        if not earlier or day is None:
            return BOOKED, _told(found)
        last = max(earlier, key=lambda each: each.day)
        whose = f"{last.sheet or '登记册'}（{last.day}）"
        if last.found.answer == found.answer:
            return KNOWN, f"{whose}已经盘过，结果相同：{found.result}"
        if day > last.day:
            return BOOKED, f"{_told(found)}，复盘，取代{whose}的{_told(last.found)}"
        return REJECTED, f"{_told(found)}，与{whose}的{_told(last.found)}矛盾，请核实"

    def take(self, founds: Iterable[Found], day: date, sheet: str) -> None:
        """Remember what a file brought, for the files behind it."""
        for found in founds:
            self._taken[found.number].append(_Earlier(day, sheet, found))


def _found(count: Count) -> Found:
    return Found(
        number=count.number,
        result=count.result,
        quantity=count.quantity,
        place=count.place,
        custodian=count.custodian,
        state=count.state,
        name=count.name,
    )


def _told(found: Found) -> str:
    parts = [
        f"{label} {value}"
        for label, value in (
            ("实有", found.quantity),
            ("在", found.place),
            ("保管", found.custodian),
            ("现状", found.state),
        )
        if value not in {None, ""}
    ]
    return found.result + (f"（{'，'.join(parts)}）" if parts else "")
