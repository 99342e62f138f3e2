"""Assets summed up by unit, class, custodian, place and age."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.asset_accounts import CLASSES
from union_ledger.core.depreciation import month_number
from union_ledger.reports.assets.held import unit_text
from union_ledger.reports.model import Column
from union_ledger.reports.model import Formed
from union_ledger.reports.model import Ref
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from datetime import date

    from union_ledger.core.registers import Registers
    from union_ledger.reports.assets.held import Held

_NO_CUSTODIAN = "（没有保管人）"
_NO_PLACE = "（没有地点）"
_YEAR = 12
# Up to so many years, and what that is called; older things come last.
_AGES = ((1, "不满 1 年"), (3, "1—3 年"), (5, "3—5 年"), (10, "5—10 年"))
_OLDEST = "10 年及以上"


def summaries(registers: Registers, held: list[Held], day: date) -> tuple[Table, ...]:
    """Return the tables; every one sums up the same things."""
    ages = [name for _, name in _AGES] + [_OLDEST]
    return (
        _table("按单位", held, lambda h: unit_text(registers, h.now.unit, day)),
        _table("按类别", held, lambda h: h.card.class_, CLASSES),
        _table("按保管人", held, lambda h: h.now.custodian or _NO_CUSTODIAN),
        _table("按地点", held, lambda h: h.now.place or _NO_PLACE),
        _table("按使用年数", held, lambda h: _age(h.card.acquired_on, day), ages),
    )


def _age(acquired: date, day: date) -> str:
    months = month_number(day) - month_number(acquired)
    return next((name for years, name in _AGES if months < years * _YEAR), _OLDEST)


def _table(
    title: str,
    held: list[Held],
    key: Callable[[Held], str],
    order: Iterable[str] = (),
) -> Table:
    found: dict[str, list[Held]] = {}
    for each in held:
        found.setdefault(key(each), []).append(each)
    names = [n for n in order if n in found] or sorted(found)
    rows = tuple(
        Row(
            (
                name,
                len(found[name]),
                sum(each.now.quantity for each in found[name]),
                sum(each.now.cost for each in found[name]),
                sum(each.now.written_off for each in found[name]),
                Formed((Ref(number, "cost"),), (Ref(number, "written"),)),
            )
        )
        for number, name in enumerate(names)
    )
    columns = (
        Column("name", title.removeprefix("按"), width=30),
        Column("cards", "卡片", "count", total="sum"),
        Column("quantity", "数量", "count", total="sum"),
        Column("cost", "原值", "money", total="sum"),
        Column("written", "累计折旧", "money", total="sum"),
        Column("net", "净值", "money", total="sum"),
    )
    return Table(title, columns, rows, total_label="合计", empty="没有在册的资产。")
