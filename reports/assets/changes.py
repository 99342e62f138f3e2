"""变动表: opening, what came, was raised or went, and closing, class by class."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from datetime import timedelta
from typing import TYPE_CHECKING

from union_ledger.core.asset_accounts import CLASSES
from union_ledger.core.asset_records import AssetRaise
from union_ledger.reports.assets.agreement import agreement_checks
from union_ledger.reports.assets.change_lists import changes_table
from union_ledger.reports.assets.change_lists import custody_table
from union_ledger.reports.assets.held import SIGNERS
from union_ledger.reports.assets.held import day_note
from union_ledger.reports.assets.held import known_until
from union_ledger.reports.assets.held import lives_until
from union_ledger.reports.assets.held import month_ends
from union_ledger.reports.assets.held import span_text
from union_ledger.reports.model import Column
from union_ledger.reports.model import Figure
from union_ledger.reports.model import Filing
from union_ledger.reports.model import Formed
from union_ledger.reports.model import Ref
from union_ledger.reports.model import Report
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.source import provenance_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from union_ledger.core.asset_life import AssetLife
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period
    from union_ledger.reports.model import Cell
    from union_ledger.reports.model import Check

TITLE = "资产变动表"
WRITTEN = "累计折旧变动"
_METHODS = ("购置", "建造", "捐赠", "调入", "盘盈")
_OTHER = "其他"
_HOWS = ("报废", "出售", "捐赠", "调出", "盘亏", "毁损")
_NOTES = (
    (
        "期初 ＋ 增加 ＋ 增值 − 减少 = 期末；增加按卡片日期和取得方式"
        "（没有写的算购置），减少按处置日期和方式，增值是后续支出计入原值的。"
    ),
    "累计折旧的“建卡带入”是补建或接管的卡片以前月份已提的。",
    "调拨和状态变更不动账，单列。",
)


@dataclass(slots=True)
class _Moved:
    """What moved one class; fen."""

    opening: int = 0
    gained: dict[str, int] = field(default_factory=dict)
    raised: int = 0
    lost: dict[str, int] = field(default_factory=dict)
    written_before: int = 0
    charged: int = 0
    brought: int = 0
    written_out: int = 0

    @property
    def is_silent(self) -> bool:
        amounts = (*self.gained.values(), *self.lost.values())
        return not (self.opening or self.raised or self.written_before or any(amounts))


def asset_changes(ledger: Ledger, period: Period) -> Report:
    """Return what changed in the period."""
    books = ledger.books
    day = known_until(ledger, period)
    lives = lives_until(ledger, day)
    moved = _moved(lives.values(), period.first, day)
    checks = agreement_checks(books, lives, day)
    gained = sum(sum(each.gained.values()) for each in moved.values())
    lost = sum(sum(each.lost.values()) for each in moved.values())
    opening = sum(each.opening for each in moved.values())
    raised = sum(each.raised for each in moved.values())
    return Report(
        title=TITLE,
        entity=ledger.entity,
        period=period.label,
        provenance=provenance_of(ledger),
        figures=(
            Figure("期初原值", opening, "money"),
            Figure("增加", gained, "money"),
            Figure("增值", raised, "money"),
            Figure("减少", lost, "money"),
            Figure("期末原值", opening + gained + raised - lost, "money"),
        ),
        tables=(
            _costs(moved, span_text(period.first, day), checks),
            _written(moved),
            changes_table(ledger, lives, period.first, day),
            custody_table(ledger, lives, period.first, day),
        ),
        notes=(*day_note(day, period), *_NOTES),
    )


def _moved(lives: Iterable[AssetLife], first: date, last: date) -> dict[str, _Moved]:
    sums: dict[str, _Moved] = {}
    for life in lives:
        card = life.card
        before, now = life.on(first - timedelta(days=1)), life.on(last)
        if not card.is_own or now is None:
            continue
        here = sums.setdefault(card.class_, _Moved())
        raised = sum(
            line.amount
            for line in life.lines
            if isinstance(line, AssetRaise) and first <= line.since <= last
        )
        out = [t for t in life.taken_out if first <= t.line.since <= last]
        begun = before.cost if before else 0
        gained = now.cost - begun - raised + sum(t.cost for t in out)
        here.opening += begun
        here.raised += raised
        if gained:
            method = card.method or _METHODS[0]
            method = method if method in _METHODS else _OTHER
            here.gained[method] = here.gained.get(method, 0) + gained
        for each in out:
            here.lost[each.line.how] = here.lost.get(each.line.how, 0) + each.cost
        _add_written(here, life, first, last)
    return {name: sums[name] for name in CLASSES if name in sums}


def _add_written(here: _Moved, life: AssetLife, first: date, last: date) -> None:
    before, now = life.on(first - timedelta(days=1)), life.on(last)
    begun = before.written_off if before else 0
    charged = sum(life.charge(end) for end in month_ends(first, last))
    out = sum(t.written_off for t in life.taken_out if first <= t.line.since <= last)
    here.written_before += begun
    here.charged += charged
    here.written_out += out
    here.brought += (now.written_off if now else 0) - begun - charged + out


def _costs(moved: dict[str, _Moved], span: str, checks: tuple[Check, ...]) -> Table:
    shown = {name: each for name, each in moved.items() if not each.is_silent}
    methods = _used((*_METHODS, _OTHER), [each.gained for each in shown.values()])
    hows = _used(_HOWS, [each.lost for each in shown.values()])
    plus = [f"in_{number}" for number, _ in enumerate(methods)]
    minus = [f"out_{number}" for number, _ in enumerate(hows)]
    rows = []
    for place, (name, each) in enumerate(shown.items()):
        closing = Formed(
            tuple(Ref(place, key) for key in ("opening", *plus, "raised")),
            tuple(Ref(place, key) for key in minus),
        )
        cells: tuple[Cell, ...] = (
            name,
            each.opening,
            *(each.gained.get(method, 0) for method in methods),
            each.raised,
            *(each.lost.get(how, 0) for how in hows),
            closing,
        )
        rows.append(Row(cells))
    columns = (
        Column("class", "类别", width=22),
        Column("opening", "期初原值", "money", total="sum"),
        *(
            Column(key, name, "money", total="sum", group="增加")
            for key, name in zip(plus, methods, strict=True)
        ),
        Column("raised", "增值", "money", total="sum"),
        *(
            Column(key, name, "money", total="sum", group="减少")
            for key, name in zip(minus, hows, strict=True)
        ),
        Column("closing", "期末原值", "money", total="sum"),
    )
    filing = Filing(day=span, signers=SIGNERS, upright=False, long=True, checks=checks)
    return Table(
        TITLE,
        columns,
        tuple(rows),
        total_label="合计",
        empty="期初、期末都没有工会资产。",
        filing=filing,
    )


def _used(names: tuple[str, ...], amounts: list[dict[str, int]]) -> list[str]:
    """Return the names that occur; the first one always has a column."""
    used = [name for name in names if any(name in each for each in amounts)]
    return used or [names[0]]


def _written(moved: dict[str, _Moved]) -> Table:
    shown = {name: each for name, each in moved.items() if not each.is_silent}
    rows = tuple(
        Row(
            (
                name,
                each.written_before,
                each.charged,
                each.brought,
                each.written_out,
                Formed(
                    tuple(Ref(place, k) for k in ("opening", "charged", "brought")),
                    (Ref(place, "out"),),
                ),
            )
        )
        for place, (name, each) in enumerate(shown.items())
    )
    columns = (
        Column("class", "类别", width=22),
        Column("opening", "期初累计折旧", "money", total="sum"),
        Column("charged", "本期计提", "money", total="sum"),
        Column("brought", "建卡带入", "money", total="sum"),
        Column("out", "处置转出", "money", total="sum"),
        Column("closing", "期末累计折旧", "money", total="sum"),
    )
    return Table(WRITTEN, columns, rows, total_label="合计", empty="没有累计折旧。")
