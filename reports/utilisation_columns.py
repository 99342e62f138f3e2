"""The columns every table of quota has, and lines of quota added up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.quota import QuotaLine
from union_ledger.reports.model import Column
from union_ledger.reports.model import Ratio

if TYPE_CHECKING:
    from collections.abc import Iterable

BASE = ("opening", "allotted", "adjusted")
KEYS = (*BASE, "taken_back", "used", "reserved", "available")
MONEY = (
    Column("opening", "期初额度", "money", total="sum", group="额度"),
    Column("allotted", "本期下达", "money", total="sum", group="额度"),
    Column("adjusted", "调整", "money", total="sum", group="额度"),
    Column("taken_back", "收回", "money", total="sum", group="额度"),
    Column("used", "已使用", "money", total="sum", group="使用"),
    Column("reserved", "在途占用", "money", total="sum", group="使用"),
    Column("available", "可用余额", "money", total="sum", group="使用"),
    Column("rate", "执行率", "percent", total=Ratio(("used",), BASE)),
)


def added(lines: Iterable[QuotaLine]) -> QuotaLine:
    """Return the lines as one, of no unit or fund of its own."""
    total = QuotaLine("", "")
    for line in lines:
        for key in KEYS:
            setattr(total, key, getattr(total, key) + getattr(line, key))
    return total
