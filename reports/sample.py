"""抽样: which entries of expenses an auditor looks at, the same whenever it is asked.

Every entry of ``above`` or more is taken; of the others a number for each unit, in
proportion to how many it has. Within a unit they are taken in order of a hash of the
seed and the permanent id, so that no move of files or renumbering changes the choice.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.core.money import yuan_text
from union_ledger.reports.model import Column
from union_ledger.reports.model import Figure
from union_ledger.reports.model import Link
from union_ledger.reports.model import Linked
from union_ledger.reports.model import Report
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.source import in_entry
from union_ledger.reports.source import provenance_of

if TYPE_CHECKING:
    from union_ledger.core.books import Entry
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period

TITLE = "抽样"
ALLOCATION = "样本分配"
LIST = "样本清单"
_RESULTS = ("原始凭证", "审批", "金额相符", "备注", "审计人", "日期")


@dataclass(frozen=True, slots=True)
class Drawing:
    """How to draw: fen at and above which all is taken, how many below, the seed.

    With a ``unit`` only its entries are drawn from.
    """

    above: int
    size: int
    seed: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of expenses; ``amount`` is fen, unit and account of its largest row."""

    entry: Entry
    unit: str
    account: str
    amount: int


def population(ledger: Ledger, period: Period) -> list[Item]:
    """Return the period's entries of expenses, closing entries left out."""
    items = []
    for entry in ledger.books.entries:
        if entry.closing or not period.holds(entry.day):
            continue
        rows = [row for row in entry.rows if row.code.startswith("5")]
        if not rows:
            continue
        debit = sum(row.amount for row in rows if row.amount > 0)
        credit = -sum(row.amount for row in rows if row.amount < 0)
        top = min(rows, key=lambda row: (-abs(row.amount), row.account, row.unit))
        items.append(Item(entry, top.unit, top.account, max(debit, credit)))
    return items


def allocate(counts: dict[str, int], size: int) -> dict[str, int]:
    """Share ``size`` among units by how many entries each has（最大余数法）.

    No unit is given more than it has.
    """
    whole = sum(counts.values())
    if size >= whole:
        return dict(counts)
    shares = {unit: divmod(size * n, whole) for unit, n in counts.items()}
    given = {unit: share[0] for unit, share in shares.items()}
    left = size - sum(given.values())
    for unit in sorted(shares, key=lambda u: (-shares[u][1], u))[:left]:
        given[unit] += 1
    return given


def draw(
    items: list[Item], how: Drawing
) -> tuple[list[Item], list[Item], dict[str, int]]:
    """Return those taken whole, those drawn, and how many each unit was given."""
    large = [item for item in items if item.amount >= how.above]
    strata: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        if item.amount < how.above:
            strata[item.unit].append(item)
    given = allocate({unit: len(of) for unit, of in strata.items()}, how.size)
    drawn = [
        item
        for unit in strata
        for item in sorted(strata[unit], key=lambda i: _rank(i, how.seed))[
            : given[unit]
        ]
    ]
    return sorted(large, key=_shown), sorted(drawn, key=_shown), given


def _rank(item: Item, seed: str) -> tuple[str, tuple[str, str, str, int]]:
    text = f"{seed}\x1f{item.entry.id}"
    return hashlib.sha256(text.encode()).hexdigest(), item.entry.place


def _shown(item: Item) -> tuple[str, object]:
    return item.unit, (item.entry.day, item.entry.place)


def sample(ledger: Ledger, period: Period, how: Drawing) -> Report:
    """Return the sample with empty columns for what the auditor finds.

    Raises:
        InputError: The amount is not above nought, the number is below it, or there
            is no such unit.
    """
    if how.above <= 0 or how.size < 0:
        raise InputError(
            "抽样的金额界限应大于 0，件数不能小于 0",
            hint="例如 --above 50000 --size 60。",
        )
    if how.unit and how.unit not in ledger.books.registers.units:
        raise InputError(f"没有登记单位“{how.unit}”", hint="请写单位代码，如 007。")
    items = [item for item in population(ledger, period) if how.unit in {"", item.unit}]
    large, drawn, given = draw(items, how)
    only = f"{how.unit} {_unit(ledger, period, how.unit)}"
    return Report(
        title=TITLE,
        entity=ledger.entity,
        period=period.label,
        provenance=provenance_of(ledger),
        figures=(
            Figure("支出分录", len(items), "count"),
            Figure("全部抽取", len(large), "count"),
            Figure("随机抽取", len(drawn), "count"),
            Figure("随机种子", how.seed),
        ),
        tables=(
            _allocation(ledger, period, items, large, given),
            _list(ledger, period, large, drawn),
        ),
        notes=(
            *((f"只在{only}的支出分录中抽取。",) if how.unit else ()),
            (
                f"金额 {yuan_text(how.above)} 元及以上的全部抽取，"
                f"以下的随机抽取 {how.size} 件，随机种子 {how.seed}。"
            ),
            (
                "随机部分按单位的分录数比例分配件数（最大余数法）；单位内按种子与"
                "永久编号的 SHA-256 值从小到大取，移动文件、重编凭证号都不改变结果。"
            ),
            (
                "一笔分录的金额是其支出科目借方合计与贷方合计中较大的；"
                "单位和科目取金额最大的一行。年终结转分录不在内。"
            ),
        ),
    )


def _unit(ledger: Ledger, period: Period, unit: str) -> str:
    return ledger.books.registers.unit_name(unit, period.last) if unit else "（未列）"


def _allocation(
    ledger: Ledger,
    period: Period,
    items: list[Item],
    large: list[Item],
    given: dict[str, int],
) -> Table:
    units = sorted({item.unit for item in items})
    rows = tuple(
        Row(
            (
                unit or None,
                _unit(ledger, period, unit),
                sum(item.unit == unit for item in items),
                sum(item.unit == unit for item in large),
                given.get(unit, 0),
            )
        )
        for unit in units
    )
    columns = (
        Column("unit", "代码", "code", width=8, blank=True),
        Column("name", "单位", width=28),
        Column("count", "支出分录", "count", total="sum"),
        Column("large", "全部抽取", "count", total="sum"),
        Column("drawn", "随机抽取", "count", total="sum"),
    )
    return Table(
        ALLOCATION, columns, rows, total_label="合计", empty="本期没有支出分录。"
    )


def _list(
    ledger: Ledger, period: Period, large: list[Item], drawn: list[Item]
) -> Table:
    chosen = [(item, "全部") for item in large] + [(item, "随机") for item in drawn]
    rows = tuple(
        Row(
            (
                how,
                in_entry(item.entry.voucher or item.entry.id, item.entry),
                item.entry.day,
                _unit(ledger, period, item.unit),
                item.entry.payee or None,
                item.entry.narration or None,
                item.account.rpartition(":")[2],
                item.amount,
                _place(item.entry),
                *(None for _ in _RESULTS),
            )
        )
        for item, how in chosen
    )
    columns = (
        Column("how", "抽取", width=8),
        Column("voucher", "凭证", width=14),
        Column("day", "日期", "date", width=12),
        Column("unit", "单位", width=22),
        Column("payee", "对方", width=22, blank=True),
        Column("summary", "摘要", width=30, blank=True),
        Column("account", "科目", width=20),
        Column("amount", "金额", "money", total="sum"),
        Column("place", "账簿位置", "link", width=24),
        *(
            Column(f"result{at}", head, width=12, blank=True)
            for at, head in enumerate(_RESULTS)
        ),
    )
    return Table(LIST, columns, rows, total_label="合计", empty="没有抽到分录。")


def _place(entry: Entry) -> Linked:
    text = f"{Path(entry.filename).name}:{entry.lineno}"
    return Linked(text, Link("source", entry.filename, line=entry.lineno))
