"""How far a year's stocktaking has come（盘点进度）, as text and as data."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from union_ledger.core.ledger import Ledger
    from union_ledger.core.stocktaking import Difference
    from union_ledger.core.stocktaking import UnitCount

_SHOWN = 6


def status_text(
    ledger: Ledger,
    year: int,
    last: date,
    own: Sequence[UnitCount],
    reference: Sequence[UnitCount],
) -> str:
    """Return a line a unit, then what is still to be done."""
    lines = [f"{year} 年固定资产盘点进度（截至 {last}）", *_part(ledger, own)]
    if reference:
        lines += ["", "备查（行政提供、租入）", *_part(ledger, reference)]
    unsettled = [each for unit in own for each in unit.unsettled]
    if unsettled:
        lines += ["", f"没有处理的差异 {len(unsettled)} 项"]
        lines += [f"  {_difference(each)}" for each in unsettled]
    return "\n".join(lines)


def status_data(
    ledger: Ledger,
    year: int,
    last: date,
    own: Sequence[UnitCount],
    reference: Sequence[UnitCount],
) -> dict[str, Any]:
    """Return the same as data."""
    return {
        "year": year,
        "day": last.isoformat(),
        "own": [_as_data(ledger, unit) for unit in own],
        "reference": [_as_data(ledger, unit) for unit in reference],
    }


def _part(ledger: Ledger, units: Sequence[UnitCount]) -> list[str]:
    lines = []
    for unit in units:
        name = ledger.books.registers.unit_name(unit.unit)
        lines.append(f"  {unit.unit} {name}：{_figures([unit])}")
        if unit.open:
            shown = "、".join(unit.open[:_SHOWN])
            more = " 等" if len(unit.open) > _SHOWN else ""
            lines.append(f"      没有盘 {len(unit.open)} 项：{shown}{more}")
    return [*lines, f"  合计 {len(units)} 个单位：{_figures(units)}"]


def _figures(units: Sequence[UnitCount]) -> str:
    due = sum(len(unit.due) for unit in units)
    counted = sum(unit.counted for unit in units)
    matched = sum(unit.matched for unit in units)
    different = sum(len(unit.differences) for unit in units)
    left = sum(len(unit.unsettled) for unit in units)
    said = (
        f"应盘 {due}，已盘 {counted}（{_share(counted, due)}），"
        f"相符 {matched}（{_share(matched, counted)}）"
    )
    return said + (f"，差异 {different}，未处理 {left}" if different else "")


def _share(part: int, whole: int) -> str:
    """Return per cent with one figure behind the point, cut off: 99.9 is not all."""
    if not whole:
        return "—"
    whole_part, rest = divmod(part * 1000 // whole, 10)
    return f"{whole_part}.{rest}%"


def _difference(each: Difference) -> str:
    count = each.count
    name = f" {count.name}" if count.name else ""
    sheet = f"，{count.sheet}" if count.sheet else ""
    return f"{count.number}{name} {count.result}（{count.since}{sheet}）"


def _as_data(ledger: Ledger, unit: UnitCount) -> dict[str, Any]:
    return {
        "unit": unit.unit,
        "name": ledger.books.registers.unit_name(unit.unit),
        "due": len(unit.due),
        "counted": unit.counted,
        "matched": unit.matched,
        "open": unit.open,
        "differences": [
            {
                "number": each.count.number,
                "result": each.count.result,
                "day": each.count.since.isoformat(),
                "sheet": each.count.sheet,
                "settled": each.settled.isoformat() if each.settled else None,
            }
            for each in unit.differences
        ],
    }
