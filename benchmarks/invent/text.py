"""Writes entries as an accountant's ledger text: aligned by display width."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from benchmarks.invent.entry import Entry
    from benchmarks.invent.entry import Leg

NUMBER_END = 74
KEY_ORDER = (
    "id",
    "voucher",
    "unit",
    "fund",
    "project",
    "event",
    "event-date",
    "headcount",
    "member",
    "invoice",
    "list",
    "attachments",
    "contract",
    "minutes",
    "submitted",
    "approved",
    "paid",
    "handler",
    "reviewer",
    "approver",
    "bookkeeper",
    "cashier",
    "reserve",
    "closing",
    "quota",
)
_RANK = {key: place for place, key in enumerate(KEY_ORDER)}

Value = str | int | bool | date


@cache
def width(text: str) -> int:
    """Return the columns ``text`` takes on a terminal; a Chinese character takes 2."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def money(fen: int) -> str:
    """Return fen as yuan with two decimals, no thousands separators."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def value_text(value: Value) -> str:
    """Return a metadata value as Beancount writes it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def meta_lines(meta: dict[str, Value], indent: str = "  ") -> list[str]:
    """Return the metadata, one line a key, in the order people look for it."""
    keys = sorted(meta, key=lambda key: (_RANK.get(key, len(_RANK)), key))
    return [f"{indent}{key}: {value_text(meta[key])}" for key in keys]


def posting_lines(leg: Leg) -> list[str]:
    """Return a posting and its metadata."""
    if leg.lot is None:
        number, unit = money(leg.fen), leg.currency
    else:
        lot = leg.lot
        number = str(lot.count)
        cost = f"{money(lot.cost)} CNY, {lot.acquired.isoformat()}"
        unit = f'PC {{{cost}, "{lot.label}"}}'
    gap = max(NUMBER_END - 2 - width(leg.account) - len(number), 2)
    lines = [f"  {leg.account}{' ' * gap}{number} {unit}"]
    return lines + meta_lines(leg.meta, "    ")


def entry_text(entry: Entry) -> str:
    """Return the whole entry, without a blank line after it."""
    payee = f" {value_text(entry.payee)}" if entry.payee else ""
    links = "".join(f" ^{link}" for link in entry.links)
    head = f"{entry.day.isoformat()} {entry.flag}{payee} {value_text(entry.narration)}"
    lines = [head + links, *meta_lines(entry.meta)]
    for leg in entry.legs:
        lines += posting_lines(leg)
    return "\n".join(lines)


def custom_text(
    day: date, kind: str, values: tuple[str, ...], meta: dict[str, Value]
) -> str:
    """Return a register line; ``values`` are written as they are."""
    head = f'{day.isoformat()} custom "{kind}" {" ".join(values)}'
    fields = [f"  {key}: {value_text(value)}" for key, value in meta.items()]
    return "\n".join([head, *fields])
