"""银行存款余额调节表: each bank account at each month's end, and what is open there.

One form an account and month with both sides, a summary of them all, and the list of
未达账项. How the sides are found is told in ``union_ledger.reports.bank_sides``.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING

from union_ledger.core.money import yuan_text
from union_ledger.reports.bank_sides import BankAccount
from union_ledger.reports.bank_sides import OpenItem
from union_ledger.reports.bank_sides import Sides
from union_ledger.reports.bank_sides import bank_accounts
from union_ledger.reports.model import Cell
from union_ledger.reports.model import Column
from union_ledger.reports.model import Figure
from union_ledger.reports.model import Link
from union_ledger.reports.model import Linked
from union_ledger.reports.model import Report
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.source import in_account
from union_ledger.reports.source import provenance_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period

TITLE = "银行存款余额调节表"
SUMMARY = "各账户各月对账情况"
ITEMS = "未达账项清单"
AGREES, DIFFERS, NO_STATEMENT = "相符", "不符", "没有对账单"
# Longer than a month an item is no matter of the post any more.
OLD = 30
_SIGN = "编制人：＿＿＿＿＿＿　　复核人：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿"
_NOTES = (
    "对账单余额是导入时登记的（statement），不由账簿推算；没有对账单的月份不编调节表。",
    "未达账项按分录日期和银行日期（bank-date）判断；时间过长的应当查明原因。",
)
_CLASSES = {
    (True, True): "企业已收、银行未收",
    (True, False): "企业已付、银行未付",
    (False, True): "银行已收、企业未收",
    (False, False): "银行已付、企业未付",
}


@dataclass(frozen=True, slots=True)
class Reckoned:
    """One account at one month's end; ``name`` is what people call the account."""

    account: BankAccount
    name: str
    first: date
    sides: Sides

    @property
    def verdict(self) -> str:
        """Return 相符, 不符 or 没有对账单."""
        if self.sides.bank is None:
            return NO_STATEMENT
        return DIFFERS if self.sides.difference else AGREES

    @property
    def title(self) -> str:
        """Return what the form is called."""
        return f"{self.name} {self.first:%Y-%m}"

    @property
    def items(self) -> tuple[OpenItem, ...]:
        """Return its 未达账项; without a statement none can be told."""
        return () if self.sides.bank is None else self.sides.items


def reconciliation(ledger: Ledger, period: Period) -> Report:
    """Return the reconciliation of every bank account at each month's end."""
    accounts = bank_accounts(ledger.books)
    names = _names(accounts)
    months = list(_months(ledger, period))
    reckoned = [
        Reckoned(account, names[account.account], first, account.at(first, last))
        for account in accounts
        for first, last in months
        if account.first_day is not None and account.first_day <= last
    ]
    return Report(
        title=TITLE,
        entity=ledger.entity,
        period=period.label,
        provenance=provenance_of(ledger),
        figures=_figures(reckoned),
        tables=(
            _summary(reckoned, period),
            *(_form(each) for each in reckoned if each.verdict != NO_STATEMENT),
            _items(reckoned),
        ),
        notes=(*_NOTES, *_remarks(accounts, names)),
    )


def _names(accounts: Sequence[BankAccount]) -> dict[str, str]:
    """Return what people call each account: its third component without the code."""
    parts = {each.account: each.account.split(":")[:3][-1] for each in accounts}
    short = {account: name.partition("-")[2] or name for account, name in parts.items()}
    often = Counter(short.values())
    return {
        account: name if often[name] == 1 else account.partition(":")[2]
        for account, name in short.items()
    }


def _remarks(accounts: Sequence[BankAccount], names: dict[str, str]) -> list[str]:
    """Return what is wrong with the records, and accounts that cannot be told apart."""
    found = [
        f"{names[each.account]}：{remark}"
        for each in accounts
        for remark in each.remarks
    ]
    holders: dict[str, list[str]] = defaultdict(list)
    for each in accounts:
        for tail in sorted({line.own_account for line in each.statements}):
            holders[tail].append(names[each.account])
    found += [
        f"{'、'.join(held)}的账号末四位都是 {tail}，分录上的编号分不清是哪个账户的。"
        for tail, held in holders.items()
        if len(held) > 1
    ]
    return found


def _months(ledger: Ledger, period: Period) -> Iterator[tuple[date, date]]:
    """Yield first and last day of the period's months that the books have come to."""
    books = ledger.books
    days = [entry.day for entry in books.entries[-1:]]
    days += [line.since for line in books.registers.bank_statements]
    until = max(days, default=date.min)
    for month in range(period.first.month, period.last.month + 1):
        first = date(period.year, month, 1)
        if first <= until:
            yield first, first.replace(day=monthrange(first.year, month)[1])


def _figures(reckoned: Sequence[Reckoned]) -> tuple[Figure, ...]:
    verdicts = Counter(each.verdict for each in reckoned)
    last = max((each.first for each in reckoned), default=None)
    at_end = [
        (item, each.sides.day)
        for each in reckoned
        if each.first == last
        for item in each.items
    ]
    return (
        *(
            Figure(verdict, verdicts[verdict], "count", "账户 × 月份")
            for verdict in (AGREES, DIFFERS, NO_STATEMENT)
        ),
        Figure("期末未达账项", len(at_end), "count", "笔"),
        Figure(
            f"超过 {OLD} 天",
            sum(item.age(day) > OLD for item, day in at_end),
            "count",
            "期末未达账项中",
        ),
    )


def _summary(reckoned: Sequence[Reckoned], period: Period) -> Table:
    rows: list[Row] = []
    name = ""
    for each in reckoned:
        if each.name != name:
            name = each.name
            rows.append(Row((name,), role="group"))
        sides = each.sides
        old = sum(item.age(sides.day) > OLD for item in each.items)
        known = sides.bank is not None
        rows.append(
            Row(
                (
                    f"{each.first:%Y-%m}",
                    sides.bank,
                    in_account(sides.book, each.account.account, period),
                    len(each.items) if known else None,
                    old if known else None,
                    sides.difference,
                    each.verdict,
                    _remark(sides),
                ),
                level=1,
            )
        )
    columns = (
        Column("month", "账户、月份", width=16),
        Column("bank", "对账单余额", "money"),
        Column("book", "日记账余额", "money"),
        Column("items", "未达笔数", "count"),
        Column("old", f"超过 {OLD} 天", "count"),
        Column("difference", "调节后差额", "money"),
        Column("verdict", "结论", width=12),
        Column("remark", "说明", width=42, blank=True),
    )
    return Table(SUMMARY, columns, tuple(rows), empty="本期没有银行存款。")


def _remark(sides: Sides) -> str | None:
    if sides.ends is None:
        return None
    return f"对账单到 {sides.ends} 为止，其后的不知道"


def _form(each: Reckoned) -> Table:
    """Return the form of one account and month, the bank's side at the left."""
    sides = each.sides
    rows = [
        Row(
            (
                f"银行对账单余额（{sides.ends or sides.day}）",
                sides.bank,
                f"银行存款日记账余额（{sides.day}）",
                sides.book,
            ),
            role="group",
        )
    ]
    for word, into in (("加", True), ("减", False)):
        left = _of_class(sides.at_bank_later, into=into)
        right = _of_class(sides.in_books_later, into=into)
        rows.append(
            Row(
                (
                    f"{word}：{_CLASSES[True, into]}",
                    _sum(left),
                    f"{word}：{_CLASSES[False, into]}",
                    _sum(right),
                ),
                role="group",
            )
        )
        cells = (_lines(left, sides.day), _lines(right, sides.day))
        for (text, fen), (other, other_fen) in zip_longest(
            *cells, fillvalue=(None, None)
        ):
            rows.append(Row((text, fen, other, other_fen)))
    verdict = f"结论：{each.verdict}"
    if sides.difference:
        verdict += f"，相差 {yuan_text(sides.difference)} 元"
    rows += [
        Row(
            ("调节后余额", sides.adjusted_bank, "调节后余额", sides.adjusted_book),
            role="subtotal",
        ),
        Row((verdict, None, _remark(sides)), role="group"),
    ]
    columns = (
        Column("bank_item", "项目", width=44, group="银行对账单", blank=True),
        Column("bank_amount", "金额", "money", 15, group="银行对账单", blank=True),
        Column("book_item", "项目", width=44, group="企业银行存款日记账", blank=True),
        Column(
            "book_amount", "金额", "money", 15, group="企业银行存款日记账", blank=True
        ),
    )
    return Table(each.title, columns, tuple(rows), note=_SIGN, form=True)


def _of_class(items: Sequence[OpenItem], *, into: bool) -> list[OpenItem]:
    return [item for item in items if (item.fen > 0) is into]


def _sum(items: Sequence[OpenItem]) -> int:
    return abs(sum(item.fen for item in items))


def _lines(items: Sequence[OpenItem], day: date) -> list[tuple[str | None, int | None]]:
    """Return each item as a form's lines and its amount; 无 where there is none."""
    return [(_said(item, day), abs(item.fen)) for item in items] or [("无", None)]


def _said(item: OpenItem, day: date) -> str:
    days = item.age(day)
    old = f"，超过 {OLD} 天" if days > OLD else ""
    head = f"{item.day} {item.voucher}".rstrip()
    return f"{head}（{days} 天{old}）\n{item.payee} {item.narration}".rstrip()


def _items(reckoned: Sequence[Reckoned]) -> Table:
    rows = []
    for each in reckoned:
        for item in each.items:
            entry = item.entry
            in_books = item in each.sides.at_bank_later
            days = item.age(each.sides.day)
            cells: tuple[Cell, ...] = (
                each.name,
                each.sides.day,
                _CLASSES[in_books, item.fen > 0],
                item.day,
                Linked(
                    item.voucher or entry.id,
                    Link("source", entry.filename, line=entry.lineno),
                ),
                item.payee or None,
                item.narration or None,
                abs(item.fen),
                days,
                f"超过 {OLD} 天" if days > OLD else None,
                item.other_day,
            )
            rows.append(Row(cells))
    columns = (
        Column("account", "账户", width=14),
        Column("day", "月末", "date", width=11),
        Column("class", "类别", width=20),
        Column("date", "日期", "date", width=11),
        Column("voucher", "凭证", "code", width=12),
        Column("payee", "对方", width=24),
        Column("narration", "摘要", width=28),
        Column("amount", "金额", "money"),
        Column("age", "天数", "count"),
        Column("old", "提示", width=12, blank=True),
        Column("other_day", "另一方入账日", "date", blank=True),
    )
    return Table(
        ITEMS,
        columns,
        tuple(rows),
        note="“另一方入账日”空着的，到账簿最后一天对方还没有入账。",
        empty="没有未达账项。",
    )
