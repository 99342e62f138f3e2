"""Card, lot and account side by side（卡、批次、账核对）, each pair by itself."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from union_ledger.core.asset_accounts import CLASSES
from union_ledger.core.asset_accounts import COST
from union_ledger.core.asset_accounts import class_of
from union_ledger.core.asset_accounts import contra_on
from union_ledger.core.asset_accounts import cost_code
from union_ledger.core.asset_accounts import written_off_on
from union_ledger.core.chart import label
from union_ledger.reports.assets.held import at
from union_ledger.reports.model import Check
from union_ledger.reports.model import Column
from union_ledger.reports.model import Formed
from union_ledger.reports.model import Link
from union_ledger.reports.model import Linked
from union_ledger.reports.model import Ref
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.statements.proofs import mirror_checks
from union_ledger.reports.statements.standing import Accounts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from union_ledger.core.asset_life import AssetLife
    from union_ledger.core.books import Books
    from union_ledger.core.books import Row as Posting
    from union_ledger.reports.model import Cell

CLASS_TABLE = "分类核对"
THING_TABLE = "卡片与批次不一致"
_MIRRORED = ("30104", "30105")


def agreement_checks(
    books: Books, lives: Mapping[str, AssetLife], day: date
) -> tuple[Check, ...]:
    """Return each pair: cards and 162, cards and lots, cards and 163, 301 and both."""
    cards, ledger = _card_costs(lives, day), _ledger_costs(books, day)
    written = written_off_on(lives.values(), day)
    contra = contra_on(books, day)
    checks = []
    for cost, less, name in (
        ("162", "163", "固定资产"),
        ("171", "172", "无形资产"),
    ):
        sums = [_of_code(amounts, cost) for amounts in (cards, ledger, written, contra)]
        if cost == "171" and not any(sums):
            continue
        off = "累计摊销" if cost == "171" else "累计折旧"
        checks += [
            Check(f"{name}卡片原值", sums[0], f"{cost} {name}", sums[1]),
            Check(f"{name}卡片{off}", sums[2], f"{less} {off}", sums[3]),
        ]
    lots = sum(lot.cost for lot in _lots(books, day).values())
    checks.append(Check("卡片原值合计", sum(cards.values()), "账上批次原值合计", lots))
    accounts = Accounts(books)
    mirrors = mirror_checks(accounts, accounts.at_end(day), day)
    checks += [check for check in mirrors if check.left.startswith(_MIRRORED)]
    return tuple(checks)


def class_table(books: Books, lives: Mapping[str, AssetLife], day: date) -> Table:
    """Return cost and what is written off, class by class, of cards and accounts."""
    pairs = (
        _card_costs(lives, day),
        _ledger_costs(books, day),
        written_off_on(lives.values(), day),
        contra_on(books, day),
    )
    found = {class_ for amounts in pairs for class_, fen in amounts.items() if fen}
    names = [*(c for c in CLASSES if c in found), *([""] if "" in found else [])]
    rows = []
    for number, class_ in enumerate(names):
        cost, on_account, written, contra = (each.get(class_, 0) for each in pairs)
        cells: tuple[Cell, ...] = (
            class_ or "科目没有写类别",
            cost,
            on_account,
            _less(number, "cost", "ledger_cost"),
            written,
            contra,
            _less(number, "written", "ledger_written"),
        )
        rows.append(Row(cells))
    columns = (
        Column("class", "类别", width=22),
        Column("cost", "卡片", "money", total="sum", group="原值"),
        Column("ledger_cost", "162、171", "money", total="sum", group="原值"),
        Column("cost_off", "相差", "money", total="sum", group="原值"),
        Column("written", "卡片", "money", total="sum", group="累计折旧、摊销"),
        Column(
            "ledger_written", "163、172", "money", total="sum", group="累计折旧、摊销"
        ),
        Column("written_off", "相差", "money", total="sum", group="累计折旧、摊销"),
    )
    return Table(
        CLASS_TABLE,
        columns,
        tuple(rows),
        total_label="合计",
        empty="登记册没有卡片，162、163、171、172 也没有余额。",
    )


def thing_table(books: Books, lives: Mapping[str, AssetLife], day: date) -> Table:
    """Return each number whose card and lot say different things on the day."""
    lots = _lots(books, day)
    rows: list[Row] = []
    for number in sorted({*lives, *lots}):
        life, lot = lives.get(number), lots.get(number)
        now = life.on(day) if life is not None else None
        counts = life is not None and life.card.is_own and now is not None
        pieces, cost = (now.quantity, now.cost) if counts and now else (0, 0)
        there, held = (lot.pieces, lot.cost) if lot else (0, 0)
        if (pieces, cost) == (there, held):
            continue
        rows.append(
            Row(
                (
                    _shown(number, life, lot),
                    life.card.name if life else None,
                    _kind(life, pieces, there, held),
                    pieces,
                    there,
                    cost,
                    held,
                    _less(len(rows), "cost", "lot_cost"),
                    label(lot.account) if lot else None,
                )
            )
        )
    columns = (
        Column("number", "资产编号", "link", width=16),
        Column("name", "名称", width=24),
        Column("kind", "情况", width=26),
        Column("pieces", "卡片", "count", group="数量"),
        Column("lot_pieces", "批次", "count", group="数量"),
        Column("cost", "卡片", "money", total="sum", group="原值"),
        Column("lot_cost", "批次", "money", total="sum", group="原值"),
        Column("off", "相差", "money", total="sum", group="原值"),
        Column("account", "批次所在科目", width=22, blank=True),
    )
    return Table(
        THING_TABLE,
        columns,
        tuple(rows),
        total_label="合计",
        empty="每张卡片和账上的批次都一致。",
    )


class _Lot:
    """What the accounts hold of one number; fen and pieces."""

    def __init__(self, row: Posting) -> None:
        self.first = row
        self.account = row.account
        self.pieces = 0
        self.cost = 0


def _lots(books: Books, day: date) -> dict[str, _Lot]:
    lots: dict[str, _Lot] = {}
    for row in books.of_code(*COST):
        if row.lot and row.entry.day <= day:
            lot = lots.setdefault(row.lot, _Lot(row))
            lot.pieces += row.quantity
            lot.cost += row.amount
    return lots


def _card_costs(lives: Mapping[str, AssetLife], day: date) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for life in lives.values():
        now = life.on(day) if life.card.is_own else None
        if now is not None:
            sums[life.card.class_] += now.cost
    return sums


def _ledger_costs(books: Books, day: date) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for row in books.of_code(*COST):
        if row.entry.day <= day:
            sums[class_of(row.account)] += row.amount
    return sums


def _of_code(amounts: Mapping[str, int], code: str) -> int:
    """Return what the classes come to that an account holds."""
    return sum(fen for class_, fen in amounts.items() if cost_code(class_) == code)


def _shown(number: str, life: AssetLife | None, lot: _Lot | None) -> Linked | str:
    if life is not None:
        return at(number, life.card)
    if lot is None:
        return number
    row = lot.first
    return Linked(number, Link("source", row.filename, line=row.lineno))


def _kind(life: AssetLife | None, pieces: int, there: int, held: int) -> str:
    if life is None:
        return "账上有批次，没有卡片"
    if not life.card.is_own:
        return f"{life.card.owner}的东西，账上却有批次"
    if not pieces:
        return "卡片已处置或没到日期，账上还有批次"
    if not there and not held:
        return "有卡片，账上没有批次"
    return "数量不同" if pieces != there else "原值不同"


def _less(row: int, plus: str, minus: str) -> Formed:
    return Formed((Ref(row, plus),), (Ref(row, minus),))
