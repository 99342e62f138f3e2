"""折旧表: what the year charged of every card, and by class and month beside 163."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING
from typing import NamedTuple

from union_ledger.core.asset_accounts import CLASSES
from union_ledger.core.asset_accounts import CONTRA
from union_ledger.core.asset_accounts import class_of
from union_ledger.reports.assets.agreement import agreement_checks
from union_ledger.reports.assets.held import SIGNERS
from union_ledger.reports.assets.held import at
from union_ledger.reports.assets.held import day_note
from union_ledger.reports.assets.held import known_until
from union_ledger.reports.assets.held import lives_until
from union_ledger.reports.assets.held import span_text
from union_ledger.reports.assets.held import unit_text
from union_ledger.reports.model import Column
from union_ledger.reports.model import Figure
from union_ledger.reports.model import Filing
from union_ledger.reports.model import Formed
from union_ledger.reports.model import Ref
from union_ledger.reports.model import Report
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.period_parts import months_of
from union_ledger.reports.period_parts import year_to
from union_ledger.reports.source import provenance_of
from union_ledger.reports.statements.standing import Accounts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from union_ledger.core.asset_life import AssetLife
    from union_ledger.core.books import Books
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period
    from union_ledger.reports.model import Cell
    from union_ledger.reports.model import Check

TITLE = "折旧表"
MONTHS = "分类分月核对"
_NOTES = (
    (
        "本年计提从卡片逐月推算：原值 ÷ 折旧月数，四舍五入到分，最后一个月提足；"
        "当月增加的当月提，当月减少的当月不提，不留残值。"
    ),
    "本年内处置的也列出，期末的累计折旧和净值是剩下的。",
    (
        "分类分月核对：卡片变动 = 计提 − 处置转出 ＋ 建卡带入"
        "（补建的卡片以前月份应提的），与 163、172 当月变动比较；年初余额分录不算变动。"
    ),
)


class _Year(NamedTuple):
    """One card in the year; fen."""

    life: AssetLife
    months: int
    charged: int


@dataclass(slots=True)
class _Moved:
    """What moved one class in one month; fen, growing positive."""

    charged: int = 0
    out: int = 0
    brought: int = 0
    ledger: int = 0

    @property
    def is_silent(self) -> bool:
        return not (self.charged or self.out or self.brought or self.ledger)


def depreciation(ledger: Ledger, period: Period) -> Report:
    """Return the year's depreciation up to the period's end."""
    books = ledger.books
    day = known_until(ledger, period)
    lives = lives_until(ledger, day)
    months = list(months_of(period))
    shown = [_year(life, months, day) for life in lives.values() if life.card.is_own]
    shown = [each for each in shown if _belongs(each, day)]
    moved = _moved(books, lives.values(), months, day)
    table = _cards(ledger, shown, day, agreement_checks(books, lives, day))
    differences = sum(
        abs(m.charged - m.out + m.brought - m.ledger) for m in moved.values()
    )
    ends = [now for each in shown if (now := each.life.on(day)) is not None]
    return Report(
        title=TITLE,
        entity=ledger.entity,
        period=year_to(period).label,
        provenance=provenance_of(ledger),
        figures=(
            Figure("本年计提", sum(each.charged for each in shown), "money"),
            Figure("累计折旧", sum(now.written_off for now in ends), "money"),
            Figure("净值", sum(now.net for now in ends), "money"),
            Figure("与账相差", differences, "money", "各类各月相差的绝对值合计"),
        ),
        tables=(table, _monthly(moved)),
        notes=(*day_note(day, period), *_NOTES),
    )


def _year(life: AssetLife, months: list[Period], day: date) -> _Year:
    charges = [life.charge(month.last) for month in months if month.last <= day]
    return _Year(life, sum(1 for each in charges if each), sum(charges))


def _belongs(each: _Year, day: date) -> bool:
    now = each.life.on(day)
    return now is not None and (now.is_held or bool(each.charged))


def _cards(
    ledger: Ledger, shown: list[_Year], day: date, checks: tuple[Check, ...]
) -> Table:
    registers = ledger.books.registers
    rows: list[Row] = []
    for class_ in CLASSES:
        found = [each for each in shown if each.life.card.class_ == class_]
        if not found:
            continue
        rows.append(Row((class_,), role="group"))
        for each in sorted(found, key=lambda one: one.life.number):
            card, now = each.life.card, each.life.on(day)
            if now is None:
                continue
            place = len(rows)
            cells: tuple[Cell, ...] = (
                at(card.number, card),
                card.name,
                unit_text(registers, now.unit, day),
                card.acquired_on,
                card.life,
                now.cost,
                each.months,
                each.charged,
                now.written_off,
                Formed((Ref(place, "cost"),), (Ref(place, "written"),)),
                _remark(each, day),
            )
            rows.append(Row(cells, level=1))
        rows.append(Row(("小计",), role="subtotal"))
    columns = (
        Column("number", "资产编号", "link", width=16),
        Column("name", "名称", width=20),
        Column("unit", "使用单位", width=27),
        Column("acquired", "取得日期", "date", width=12),
        Column("life", "折旧月数", "count", width=7),
        Column("cost", "原值", "money", width=14, total="sum"),
        Column("months", "本年计提月数", "count", width=9),
        Column("charged", "本年计提", "money", width=14, total="sum"),
        Column("written", "累计折旧", "money", width=14, total="sum"),
        Column("net", "净值", "money", width=14, total="sum"),
        Column("remark", "说明", width=14, blank=True),
    )
    filing = Filing(
        day=span_text(date(day.year, 1, 1), day),
        signers=SIGNERS,
        upright=False,
        long=True,
        checks=checks,
    )
    return Table(
        TITLE,
        columns,
        tuple(rows),
        total_label="合计",
        empty="没有计提折旧的卡片。",
        filing=filing,
    )


def _remark(each: _Year, day: date) -> str | None:
    now = each.life.on(day)
    if now is None or not now.is_held:
        return "本年已处置"
    if not each.life.card.life:
        return "不计提"
    return "已提足" if not now.net else None


def _moved(
    books: Books, lives: Iterable[AssetLife], months: list[Period], day: date
) -> dict[tuple[str, int], _Moved]:
    """Return what moved 累计折旧, by class and month, of cards and of accounts."""
    sums: dict[tuple[str, int], _Moved] = defaultdict(_Moved)
    for life in lives:
        if not life.card.is_own:
            continue
        for month in months:
            last = min(month.last, day)
            now, before = life.on(last), life.on(month.first - timedelta(days=1))
            if last < month.first or now is None:
                continue
            here = sums[life.card.class_, month.last.month]
            charged = life.charge(month.last) if last == month.last else 0
            out = sum(
                t.written_off
                for t in life.taken_out
                if month.first <= t.line.since <= last
            )
            change = now.written_off - (before.written_off if before else 0)
            here.charged += charged
            here.out += out
            here.brought += change - charged + out
    opened = Accounts(books).opened
    year = months[0].first
    for row in books.of_code(*CONTRA):
        if year <= row.entry.day <= day and row.entry.position not in opened:
            sums[class_of(row.account), row.entry.day.month].ledger -= row.amount
    return {key: moved for key, moved in sums.items() if not moved.is_silent}


def _monthly(moved: dict[tuple[str, int], _Moved]) -> Table:
    rows: list[Row] = []
    for class_ in (*CLASSES, ""):
        months = sorted(month for name, month in moved if name == class_)
        if not months:
            continue
        rows.append(Row((class_ or "科目没有写类别",), role="group"))
        for month in months:
            here = moved[class_, month]
            place = len(rows)
            rows.append(
                Row(
                    (
                        f"{month} 月",
                        here.charged,
                        here.out,
                        here.brought,
                        Formed(
                            (Ref(place, "charged"), Ref(place, "brought")),
                            (Ref(place, "out"),),
                        ),
                        here.ledger,
                        Formed((Ref(place, "cards"),), (Ref(place, "ledger"),)),
                    ),
                    level=1,
                )
            )
        rows.append(Row(("小计",), role="subtotal"))
    columns = (
        Column("month", "类别、月份", width=24),
        Column("charged", "本月计提", "money", total="sum", group="卡片"),
        Column("out", "处置转出", "money", total="sum", group="卡片"),
        Column("brought", "建卡带入", "money", total="sum", group="卡片"),
        Column("cards", "变动", "money", total="sum", group="卡片"),
        Column("ledger", "163、172 变动", "money", total="sum"),
        Column("off", "相差", "money", total="sum"),
    )
    return Table(
        MONTHS,
        columns,
        tuple(rows),
        total_label="合计",
        empty="本年卡片没有计提，163、172 也没有变动。",
    )
