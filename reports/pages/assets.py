"""资产: what the union has, to be searched, and each thing's whole life."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from flask import request
from markupsafe import Markup

from union_ledger.core.money import yuan_text
from union_ledger.reports.assets.agreement import agreement_checks
from union_ledger.reports.assets.held import Held
from union_ledger.reports.assets.held import known_until
from union_ledger.reports.assets.held import lives_until
from union_ledger.reports.assets.held import unit_text
from union_ledger.reports.assets.idle import WRONGLY_KEPT
from union_ledger.reports.assets.idle import cases_of
from union_ledger.reports.assets.register import asset_register
from union_ledger.reports.assets.stocktaking import DIFFERENCES
from union_ledger.reports.assets.stocktaking import OPEN
from union_ledger.reports.assets.stocktaking import TITLE as COUNTED
from union_ledger.reports.assets.stocktaking import stocktaking_report
from union_ledger.reports.formats.as_html import render_body
from union_ledger.reports.pages.asked_assets import GONE
from union_ledger.reports.pages.asked_assets import asset_choices
from union_ledger.reports.pages.asked_assets import wanted_assets
from union_ledger.reports.pages.asset_papers import Papers
from union_ledger.reports.pages.asset_story import story
from union_ledger.reports.pages.asset_story import years_of_use
from union_ledger.reports.pages.base import UnionPage
from union_ledger.reports.pages.base import endpoint
from union_ledger.reports.pages.base import workbook
from union_ledger.reports.pages.links import address
from union_ledger.reports.pages.links import resolve

if TYPE_CHECKING:
    from datetime import date

    from flask import Response

    from union_ledger.core.asset_life import AssetLife
    from union_ledger.core.period import Period
    from union_ledger.reports.model import Figure
    from union_ledger.reports.model import Report
    from union_ledger.reports.pages.asked_assets import WantedAssets
    from union_ledger.reports.pages.asked_findings import Choice
    from union_ledger.reports.pages.asset_papers import Paper
    from union_ledger.reports.pages.asset_story import Happening
    from union_ledger.reports.pages.asset_story import YearOfUse

_SHOWN_AT_MOST = 500
_KEPT = ("time", "account", "filter", "interval", "conversion")


@dataclass(frozen=True, slots=True)
class ShownAsset:
    """One line of the list, ready to read; ``cases`` call for attention.

    ``where`` is the place in a list by unit, and the unit in a list by place.
    """

    number: str
    name: str
    custodian: str
    where: str
    state: str
    quantity: int
    cost: str
    net: str
    cases: tuple[str, ...]
    address: str


@dataclass(frozen=True, slots=True)
class AssetGroup:
    """The assets of one unit, or of one place."""

    title: str
    cost: str
    assets: tuple[ShownAsset, ...]


@dataclass(frozen=True, slots=True)
class AssetPage:
    """One thing's whole life; ``facts`` are (name, value), without empty ones."""

    number: str
    name: str
    facts: tuple[tuple[str, str], ...]
    cases: tuple[tuple[str, str], ...]
    happenings: tuple[Happening, ...]
    years: tuple[YearOfUse, ...]
    documents: tuple[Paper, ...]
    photo: Paper | None
    photo_said: str
    findings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AssetsView:
    """What the template shows; ``counted`` is escaped by the report room."""

    warnings: tuple[str, ...]
    about: tuple[str, ...]
    figures: tuple[Figure, ...]
    page: str
    kept: tuple[tuple[str, str], ...]
    q: str
    choices: tuple[Choice, ...]
    day: date
    count: int
    shown: int
    groups: tuple[AssetGroup, ...]
    where: str
    empty: str
    one: AssetPage | None
    counted: Markup
    file_address: str


class UnionAssets(UnionPage):
    """The page 资产台账; Fava has a page 资产 of its own."""

    report_title = "资产台账"
    _papers: Papers | None = None
    _reports: dict[Period, Report]
    _bodies: dict[tuple[str, Period], Markup]

    def after_load_file(self) -> None:
        """Forget what was computed from the load before."""
        super().after_load_file()
        self._papers = None
        self._reports = {}
        self._bodies = {}

    def view(self) -> AssetsView:
        """Return the list that is asked for, or one thing's life."""
        period, warnings = self.asked()
        asked = wanted_assets(request.args)
        number = request.args.get("number", "").strip()
        day = known_until(self.books, period)
        lives = lives_until(self.books, day)
        everything = [
            Held(life, now)
            for _, life in sorted(lives.items())
            if (now := life.on(day)) is not None
        ]
        held = [each for each in everything if asked.state or each.now.is_held]
        chosen = [each for each in held if asked.lets(each)]
        one = self._one(lives[number], day) if number in lives else None
        if number and one is None:
            warnings += (f"没有编号为“{number}”的卡片；下面是全部资产。",)
        wrong = self._wrong(lives, day)
        report = self._register(period)
        return AssetsView(
            warnings=warnings + wrong,
            about=report.notes,
            figures=() if one else report.figures,
            page=address("extension_report", extension_name=self.name),
            kept=self._kept(),
            q=asked.q,
            choices=asset_choices(everything, asked, self.books.books.registers, day),
            day=day,
            count=len(chosen),
            shown=min(len(chosen), _SHOWN_AT_MOST),
            groups=() if one else self._groups(chosen[:_SHOWN_AT_MOST], asked, day),
            where="单位" if asked.by == "place" else "地点",
            empty=self._empty(asked, everything),
            one=one,
            counted=Markup() if one else self._counted(period),
            file_address=self.file_address(time=period.time_filter),
        )

    @endpoint("xlsx")
    def workbook(self) -> Response:
        """Return 固定资产台账 of the period as a workbook."""
        period, _ = self.asked()
        return workbook(self._register(period))

    def _wrong(self, lives: dict[str, AssetLife], day: date) -> tuple[str, ...]:
        """Say what of cards and accounts disagrees; a unit's ledger has no accounts."""
        if self.books.share is not None:
            return ()
        checks = agreement_checks(self.books.books, lives, day)
        return tuple(check.text for check in checks if not check.holds)

    def _register(self, period: Period) -> Report:
        if period not in self._reports:
            self._reports[period] = asset_register(self.books, period)
        return self._reports[period]

    def _kept(self) -> tuple[tuple[str, str], ...]:
        held = ((name, request.args.get(name, "")) for name in _KEPT)
        return tuple((name, value) for name, value in held if value)

    def _empty(self, asked: WantedAssets, everything: list[Held]) -> str:
        if not everything:
            return "登记册里还没有资产卡片；用 union-ledger asset 登记。"
        if asked.is_everything:
            return "没有在册的资产；已处置的，状态选“已处置”。"
        return "没有符合条件的资产；请放宽条件。"

    def _groups(
        self, chosen: list[Held], asked: WantedAssets, day: date
    ) -> tuple[AssetGroup, ...]:
        registers = self.books.books.registers
        by_place = asked.by == "place"
        groups: dict[str, list[Held]] = {}
        for each in chosen:
            title = (
                each.now.place or "没有登记地点"
                if by_place
                else unit_text(registers, each.now.unit, day)
            )
            groups.setdefault(title, []).append(each)
        return tuple(
            AssetGroup(
                title,
                yuan_text(sum(h.now.cost for h in groups[title] if h.card.is_own)),
                tuple(
                    self._shown(each, day, by_place=by_place) for each in groups[title]
                ),
            )
            for title in sorted(groups)
        )

    def _shown(self, each: Held, day: date, *, by_place: bool) -> ShownAsset:
        card, now = each.card, each.now
        registers = self.books.books.registers
        cases = self._cases(each, day) if now.is_held else ()
        unit = unit_text(registers, now.unit, day)
        return ShownAsset(
            number=card.number,
            name=card.name,
            custodian=now.custodian or "—",
            where=unit if by_place else now.place or "—",
            state=now.state,
            quantity=now.quantity,
            cost=yuan_text(now.cost),
            net=yuan_text(now.net) if card.is_own else "备查",
            cases=tuple(title for title, _ in cases),
            address=address(
                "extension_report",
                extension_name=self.name,
                number=card.number,
                time=request.args.get("time") or None,
            ),
        )

    def _cases(self, each: Held, day: date) -> tuple[tuple[str, str], ...]:
        """Return what is to be said of a thing; a unit's ledger knows its own people.

        Of anybody else it cannot say where he belongs, nor that nobody knows him.
        """
        registers = self.books.books.registers
        cases = cases_of(each, registers, day)
        who = each.now.custodian
        if self.books.share is None or who in registers.persons:
            return cases
        said = f"保管人 {who} 不是本单位登记的人"
        return tuple((t, said if t == WRONGLY_KEPT else words) for t, words in cases)

    def _one(self, life: AssetLife, day: date) -> AssetPage:
        if self._papers is None:
            self._papers = Papers(self.books)
        registers = self.books.books.registers
        entries = self._papers.entries(life)
        now = life.on(day)
        held = Held(life, now) if now is not None and now.is_held else None
        photo = self._papers.photo(life)
        return AssetPage(
            number=life.number,
            name=life.card.name,
            facts=self._facts(life, day),
            cases=self._cases(held, day) if held else (),
            happenings=story(life, entries, registers),
            years=years_of_use(life, day),
            documents=self._papers.documents(entries),
            photo=photo,
            photo_said="" if photo else life.card.photo,
            findings=self._findings(life.number),
        )

    def _facts(self, life: AssetLife, day: date) -> tuple[tuple[str, str], ...]:
        card, now = life.card, life.on(day)
        facts = [
            ("类别", card.class_),
            ("国标分类", card.gb),
            ("型号", card.model),
            ("序列号", card.serial),
            ("产权", card.owner),
            ("经费来源", card.funding),
            ("取得日期", str(card.acquired_on)),
            ("卡片原值", f"{yuan_text(card.cost)} 元"),
            ("折旧月数", str(card.life) if card.life else "不计提"),
            ("合同", card.contract),
            ("凭证", card.voucher),
            ("说明", card.note),
        ]
        if now is not None:
            unit = unit_text(self.books.books.registers, now.unit, day)
            facts += [
                ("使用单位", unit),
                ("保管人", now.custodian or "没有登记"),
                ("存放地点", now.place or "没有登记"),
                ("状态", now.state if now.is_held else GONE),
                ("数量", str(now.quantity)),
                ("现有原值", f"{yuan_text(now.cost)} 元"),
                ("累计折旧", f"{yuan_text(now.written_off)} 元"),
                ("净值", f"{yuan_text(now.net)} 元"),
            ]
        return tuple((name, value) for name, value in facts if value)

    def _findings(self, number: str) -> tuple[tuple[str, str], ...]:
        """Return the findings about a thing, with where 检查结果 shows them."""
        return tuple(
            (
                f"{each.severity} {each.rule} {each.message}（{each.state}）",
                address(
                    "extension_report",
                    extension_name="UnionResults",
                    time=str(each.day.year),
                )
                + f"#finding-{each.id}",
            )
            for each in self.books.findings
            if number in each.subject.split()
        )

    def _counted(self, period: Period) -> Markup:
        """Return 盘点 of the year: by unit, what differs, and what is still to do."""
        # Addresses in it depend on where Fava is served, and on nothing else asked.
        key = (address("index"), period)
        if key in self._bodies:
            return self._bodies[key]
        report = stocktaking_report(self.books, period)
        status = replace(
            report.table(COUNTED), title=f"盘点情况（{period.year} 年）", filing=None
        )
        tables = (status, report.table(DIFFERENCES), report.table(OPEN))
        shown = replace(report, figures=(), notes=(), tables=tables)
        self._bodies[key] = render_body(shown, resolve)
        return self._bodies[key]
