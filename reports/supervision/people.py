"""关键人: how much goes through whose hands — approvers, handlers, payees.

Persons stand by the id they are registered under; no net of persons is drawn.
"""

from __future__ import annotations

import re
from collections import Counter
from collections import defaultdict
from typing import TYPE_CHECKING
from typing import TypeVar

from union_ledger.reports.model import Column
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.model import ratio
from union_ledger.reports.supervision.spending import SHOWN
from union_ledger.reports.supervision.spending import entries_of

if TYPE_CHECKING:
    from union_ledger.core.books import Row as Posting
    from union_ledger.reports.model import Cell
    from union_ledger.reports.model import Value
    from union_ledger.reports.supervision.spending import Spending

APPROVERS = "关键人：审批人"
HANDLERS = "关键人：经办人"
PAYEES = "关键人：收款人"
PAIRS = "关键人：同一经办人与同一收款人"
_Key = TypeVar("_Key")
_NOBODY = "（没有写）"
_PAIR_AT_LEAST = 3
_AMOUNTS = (
    Column("entries", "笔数", "count", total="sum"),
    Column("amount", "金额", "money", total="sum"),
    Column("share", "占全部支出", "percent"),
    Column("units", "涉及单位", "count"),
    Column("found", "未了结发现", "count"),
)


def people_tables(held: Spending) -> tuple[Table, ...]:
    """Return the tables of approvers, handlers, payees, and handlers with payees."""
    return (
        _persons(held, APPROVERS, "approver", "审批人"),
        _persons(held, HANDLERS, "handler", "经办人"),
        _payees(held),
        _pairs(held),
    )


def _persons(held: Spending, title: str, key: str, name: str) -> Table:
    by_person: dict[str, list[Posting]] = defaultdict(list)
    for row in held.rows:
        by_person[row.entry.text_of(key)].append(row)
    registers = held.ledger.books.registers
    rows = []
    for person, own in _largest(by_person):
        known = registers.person(person, held.period.last) if person else None
        words = f'{key}:"^{re.escape(person)}$"' if _is_plain(person) else None
        rows.append(
            Row(
                (
                    person or _NOBODY,
                    held.unit_name(known.unit) if known else None,
                    _largest_payee(own),
                    *_amounts(held, own, words),
                )
            )
        )
    columns = (
        Column("person", name, "code", width=12),
        Column("unit", "所在单位", width=26),
        Column("payee", "最大的收款人（占其金额）", width=36),
        *_AMOUNTS,
    )
    return _table(title, columns, rows, _left_out(len(by_person)))


def _payees(held: Spending) -> Table:
    by_payee: dict[str, list[Posting]] = defaultdict(list)
    for row in held.rows:
        by_payee[row.entry.payee].append(row)
    rows = []
    for payee, own in _largest(by_payee):
        words = f'payee:"^{re.escape(payee)}$"' if _is_plain(payee) else None
        handlers = {row.entry.text_of("handler") for row in own} - {""}
        rows.append(Row((payee or _NOBODY, len(handlers), *_amounts(held, own, words))))
    columns = (
        Column("payee", "收款人", width=36),
        Column("handlers", "经办人数", "count"),
        *_AMOUNTS,
    )
    return _table(PAYEES, columns, rows, _left_out(len(by_payee)))


def _pairs(held: Spending) -> Table:
    by_pair: dict[tuple[str, str], list[Posting]] = defaultdict(list)
    of_handler: Counter[str] = Counter()
    for row in held.rows:
        handler = row.entry.text_of("handler")
        of_handler[handler] += row.amount
        if handler and row.entry.payee:
            by_pair[handler, row.entry.payee].append(row)
    often = {
        pair: own for pair, own in by_pair.items() if entries_of(own) >= _PAIR_AT_LEAST
    }
    rows = []
    for (handler, payee), own in _largest(often):
        words = None
        if _is_plain(handler) and _is_plain(payee):
            words = f'handler:"^{re.escape(handler)}$" payee:"^{re.escape(payee)}$"'
        amount = sum(row.amount for row in own)
        entries, linked, *_ = _amounts(held, own, words)
        rows.append(
            Row(
                (
                    handler,
                    payee,
                    entries,
                    linked,
                    ratio(amount, of_handler[handler], "percent"),
                    held.findings_in(own),
                )
            )
        )
    columns = (
        Column("handler", "经办人", "code", width=12),
        Column("payee", "收款人", width=36),
        Column("entries", "笔数", "count"),
        Column("amount", "金额", "money"),
        Column("share", "占其经办金额", "percent"),
        Column("found", "未了结发现", "count"),
    )
    note = f"只列 {_PAIR_AT_LEAST} 笔以上的。{_left_out(len(often))}"
    return _table(PAIRS, columns, rows, note)


def _amounts(
    held: Spending, own: list[Posting], words: str | None
) -> tuple[int, Cell, Value, int, int]:
    amount = sum(row.amount for row in own)
    return (
        entries_of(own),
        amount if words is None else held.linked(amount, words),
        ratio(amount, held.total, "percent"),
        len({row.unit for row in own if row.unit}),
        held.findings_in(own),
    )


def _largest(groups: dict[_Key, list[Posting]]) -> list[tuple[_Key, list[Posting]]]:
    ordered = sorted(
        groups.items(),
        key=lambda each: (-sum(row.amount for row in each[1]), str(each[0])),
    )
    return ordered[:SHOWN]


def _largest_payee(own: list[Posting]) -> str | None:
    sums: Counter[str] = Counter()
    for row in own:
        if row.entry.payee:
            sums[row.entry.payee] += row.amount
    if not sums:
        return None
    payee, amount = min(sums.items(), key=lambda each: (-each[1], each[0]))
    share = 100 * amount // (sum(row.amount for row in own) or 1)
    return f"{payee}（{share}%）"


def _is_plain(text: str) -> bool:
    return bool(text) and '"' not in text and len(text) <= SHOWN * 3


def _table(
    title: str, columns: tuple[Column, ...], rows: list[Row], note: str
) -> Table:
    """Return a table that is added up where its columns are."""
    label = "所列合计" if any(column.total for column in columns) else None
    return Table(
        title,
        columns,
        tuple(rows),
        total_label=label,
        note=note,
        empty="本期没有这样的支出。",
    )


def _left_out(count: int) -> str:
    """Say how many there are, where not all are listed."""
    if count <= SHOWN:
        return ""
    return f"共 {count} 个，只列金额最大的 {SHOWN} 个。"
