"""Help to people by name: how many distinct ones, never who."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from union_ledger.core.chart import label
from union_ledger.reports.effect_count import people_of
from union_ledger.reports.model import Column
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.model import ratio

if TYPE_CHECKING:
    from union_ledger.core.books import Row as Posting
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period

PEOPLE = "慰问帮扶人数"
HOME = "慰问帮扶覆盖"


def people_table(rows: list[Posting]) -> Table:
    """Return each account that names people: how many, and what it came to apiece."""
    by_account: dict[str, list[Posting]] = defaultdict(list)
    for row in rows:
        by_account[label(row.account)].append(row)
    shown = []
    for name, postings in sorted(by_account.items()):
        named = [row for row in postings if people_of(row)]
        if not named:
            continue
        people = set().union(*map(people_of, named))
        amount = sum(row.amount for row in named)
        shown.append(
            Row(
                (
                    name.partition(" ")[0],
                    name.partition(" ")[2],
                    sum(row.amount for row in postings),
                    amount,
                    len(people),
                    ratio(amount, len(people), "money"),
                    len(postings) - len(named),
                )
            )
        )
    columns = (
        Column("code", "科目", "code", width=10),
        Column("name", "名称", width=26),
        Column("spent", "支出", "money", total="sum"),
        Column("named", "其中填了会员的支出", "money", total="sum"),
        Column("people", "不重复人数", "count"),
        Column("each", "人均", "money"),
        Column("no_member", "会员未填", "count", total="sum"),
    )
    return Table(
        PEOPLE,
        columns,
        tuple(shown),
        total_label="合计",
        note="一人可能得到几个科目的慰问，人数不相加；没有任何一笔填会员的科目不列。",
        empty="本期没有填会员（member）的支出。",
    )


def home_table(ledger: Ledger, period: Period, rows: list[Posting]) -> Table:
    """Return, by the people's own unit, how many were helped out of how many."""
    registers = ledger.books.registers
    people: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for code in people_of(row):
            person = registers.person(code, row.entry.day)
            people[person.unit if person else ""].add(code)
    shown = []
    for unit in sorted(people, key=lambda code: (not code, code)):
        count = len(people[unit])
        # The centre's own headcount, as these are people of it, not its events.
        members = (
            registers.average_members(unit, period.first, period.last) if unit else None
        )
        name = registers.unit_name(unit, period.last) if unit else "未登记人员"
        share = ratio(count, members, "percent")
        shown.append(Row((unit or None, name, members, count, share)))
    columns = (
        Column("unit", "代码", "code", width=6, blank=True),
        Column("unit_name", "会员所在单位", width=28),
        Column("members", "平均会员", "count"),
        Column("people", "不重复人数", "count", total="sum"),
        Column("share", "占会员", "percent"),
    )
    return Table(
        HOME,
        columns,
        tuple(shown),
        total_label="合计",
        note="按人员登记的所在单位归类，付款的可以是校本级；只列人数，不列姓名和编号。",
        empty="本期没有填会员（member）的支出。",
    )
