"""A list of assets into the books: new cards, and what differs from those there.

Cards that the register holds are never rewritten. The list names custodians, who are
persons: it is not kept with the books, and only registered ids are taken from it.
"""

from __future__ import annotations

from dataclasses import asdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.core.asset_life import asset_lives
from union_ledger.core.asset_records import UNION
from union_ledger.core.errors import InputError
from union_ledger.core.money import yuan
from union_ledger.desk.asset_compare import Difference
from union_ledger.desk.asset_compare import as_record
from union_ledger.desk.asset_compare import booked_sums
from union_ledger.desk.asset_compare import compared
from union_ledger.desk.asset_compare import differences
from union_ledger.desk.asset_compare import listed_sums
from union_ledger.desk.asset_compare import lots_on
from union_ledger.desk.intake_result import ImportResult
from union_ledger.desk.intake_rows import BOOKED
from union_ledger.desk.intake_rows import KNOWN
from union_ledger.desk.intake_rows import RowReport
from union_ledger.desk.list_desk import NOT_KEPT
from union_ledger.desk.list_desk import UNTAKEN
from union_ledger.desk.list_desk import NewRegister
from union_ledger.desk.list_desk import list_record
from union_ledger.desk.list_desk import loaded
from union_ledger.desk.list_desk import resolved
from union_ledger.desk.list_desk import shortened
from union_ledger.desk.list_desk import unread
from union_ledger.desk.register_text import Money
from union_ledger.desk.register_text import register_line
from union_ledger.importers.lists.asset_cards import Card
from union_ledger.importers.lists.asset_cards import read_assets
from union_ledger.importers.lists.units import UnitNames

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from union_ledger.core.books import Books
    from union_ledger.core.registers import Registers
    from union_ledger.core.tables import Table
    from union_ledger.desk.journal import Journal
    from union_ledger.desk.open_books import OpenBooks
    from union_ledger.desk.original import Original
    from union_ledger.importers.header import Header
    from union_ledger.importers.lists.asset_cards import AssetList

_WHOLE = "000"
_KINDS = (("162", "固定资产原值", "cost"), ("163", "累计折旧", "depreciation"))


@dataclass(frozen=True, slots=True)
class _Run:
    """One list on its way into the books."""

    original: Original
    assets: AssetList
    whole: Books
    day: date
    units: dict[str, str]
    result: ImportResult

    @property
    def registers(self) -> Registers:
        return self.whole.registers


def take_assets(
    original: Original,
    tables: Sequence[Table],
    header: Header,
    books: OpenBooks,
    journal: Journal | None,
) -> ImportResult:
    """Read and prove a list of assets, register new cards, show all differences.

    Raises:
        InputError: The file is no list that can be read.
    """
    assets = read_assets(tables, header)
    record = list_record(assets.listing, len(assets.cards), assets.why)
    record["sum_cost"] = str(yuan(assets.total("cost")))
    record["sum_depreciation"] = str(yuan(assets.total("depreciation")))
    record["day"] = assets.day.isoformat() if assets.day else None
    record["notes"] = assets.notes
    result = ImportResult(record)
    if assets.why and books.unproven:
        result.accepted = books.unproven
    why = "整个清单没有核对相符" if assets.why else "只核对，没有登记"
    states: dict[str, tuple[str, str]] = {}
    try:
        whole = loaded(books)
        if whole is not None and (not assets.why or result.accepted):
            day = _day(assets)
            units = _units(assets, whole.registers, day)
            run = _Run(original, assets, whole, day, units, result)
            states = _register(run, books, journal)
            _compare(run)
    except InputError as exc:
        result.problem, why = str(exc), f"{exc.message}（见上）"
    result.rows = unread(assets.listing)
    for card in assets.cards:
        state, said = states.get(card.number, (UNTAKEN, why))
        day_text = card.acquired.isoformat() if card.acquired else ""
        amount, shown = str(yuan(card.cost)), card.shown
        result.rows.append(
            RowReport(card.line, state, said, shown, day_text, amount, text=shown)
        )
    result.rows.sort(key=lambda report: report.line)
    return result


def _day(assets: AssetList) -> date:
    if assets.day is None:
        raise InputError(
            "看不出清单是哪一天的，不能和账核对",
            file=assets.listing.file,
            hint="请在标题或文件名里写上日期，如 固定资产清单_20241231.xlsx。",
        )
    return assets.day


def _units(assets: AssetList, registers: Registers, day: date) -> dict[str, str]:
    """Return the code of each unit named.

    Raises:
        InputError: A name is not that of one unit.
    """
    if "unit" not in assets.listing.roles:
        assets.notes.append(f"清单没有使用部门列，新卡片先登记在 {_WHOLE}（校本级）")
        return {"": _WHOLE}
    listed = [card.unit for card in assets.cards]
    return resolved(UnitNames(registers, day), listed, assets.listing.file)


def _register(
    run: _Run, books: OpenBooks, journal: Journal | None
) -> dict[str, tuple[str, str]]:
    """Write the cards that the register does not hold; return each card's state."""
    result, cards = run.result, run.assets.cards
    held = asset_lives(run.registers, run.day)
    whose = {card.owner for card in cards}
    owner = UNION if UNION in whose else "行政"
    # In a list of both, what the union owns is missed where it is missing.
    found = differences(cards, run.units, held, run.day, owner)
    _show(run, found)
    changed: dict[str, list[str]] = {}
    for each in found:
        changed.setdefault(each.number, []).append(each.what)
    states: dict[str, tuple[str, str]] = {}
    fresh = [card for card in cards if card.number not in held]
    for card in cards:
        what = "、".join(changed.get(card.number, ()))
        known = f"与登记册不同：{what}" if what else card.class_
        states[card.number] = (
            (KNOWN, known)
            if card.number in held
            else (
                BOOKED,
                card.class_,
            )
        )
    if fresh:
        source = run.assets.listing.layout.source
        title = f"{run.day} 资产卡片，{len(fresh)} 张；保管人只写登记过的人员编号"
        new = NewRegister(f"assets-{source}", title, run.original)
        new.unproven = result.accepted
        new.lines = [_line(card, run) for card in fresh]
        result.written.append(new.write(books, journal))
    result.booked, result.known = len(fresh), len(cards) - len(fresh)
    _custodians(run, fresh)
    result.details.append(f"{NOT_KEPT}（sha256 {run.original.sha256}）")
    return states


def _line(card: Card, run: _Run) -> str:
    said = {
        "class": card.class_,
        "gb": card.gb,
        "cost": Money(card.cost),
        "quantity": card.quantity if card.quantity > 1 else "",
        "funding": card.funding,
        "unit": run.units[card.unit],
        "custodian": _person(card, run),
        "place": card.place,
        "state": card.state,
        "life": card.life,
        "acquired": card.acquired,
        "depreciated": "" if card.depreciation is None else Money(card.depreciation),
        "owner": card.owner,
        "note": "类别按名称推定" if card.guessed else "",
    }
    return register_line(run.day, "asset", [card.number, card.name], said)


def _person(card: Card, run: _Run) -> str:
    """Return the custodian's registered id, empty where the number is none."""
    number = card.custodian_number
    return number if run.registers.person(number, run.day) else ""


def _custodians(run: _Run, fresh: list[Card]) -> None:
    unnamed = [c for c in fresh if c.custodians and not _person(c, run)]
    if unnamed:
        run.result.details.append(
            f"{len(unnamed)} 张新卡片的保管人没有登记的人员编号，没有写入，"
            "请补 custodian"
        )
    shared = sum(card.custodians > 1 for card in run.assets.cards)
    if shared:
        run.result.details.append(f"{shared} 张卡片写了两名以上责任人，应落实到一人")


def _show(run: _Run, found: list[Difference]) -> None:
    """Show every difference but the cards that are new, which are only counted."""
    what = [each.what for each in found]
    changed = sum(kind not in {"新增", "缺少"} for kind in what)
    run.result.details.append(
        f"{run.day} 与登记册相比：新增 {what.count('新增')}，"
        f"缺少 {what.count('缺少')}，变动 {changed} 处"
    )
    others = [each.said for each in found if each.what != "新增"]
    run.result.details += [f"  {line}" for line in shortened(others)]
    run.result.record["differences"] = [asdict(each) for each in found]


def _compare(run: _Run) -> None:
    """Hold cost against 162 and depreciation against 163, and look for missing lots."""
    result, cards = run.result, run.assets.cards
    own = [card for card in cards if card.owner == UNION]
    if not own:
        result.details.append("清单全是行政提供的资产，只登记备查，不与 162 核对")
        return
    result.record["books"] = {}
    for code, name, figure in _KINDS:
        if figure == "depreciation" and "depreciation" not in run.assets.listing.roles:
            result.details.append("清单没有累计折旧列，没有与 163 核对")
            continue
        listed = listed_sums(own, figure)
        booked = booked_sums(run.whole, code, run.day)
        result.details += compared(code, name, listed, booked)
        result.record["books"][code] = as_record(listed, booked)
    lots = lots_on(run.whole, run.day)
    loose = [c for c in own if c.number not in lots and c.state != "已处置"]
    if loose:
        result.details.append(
            f"{len(loose)} 张卡片在 162 里没有批次；核对以后用 union-ledger asset "
            f"opening --date {run.day} 写期初分录（加 --dry-run 先看）"
        )
