"""What the handbook says, before it is a page or a document."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from union_ledger.rules.cases import cases_of
from union_ledger.rules.coverage import HOW_NAMES
from union_ledger.rules.coverage import load_coverage
from union_ledger.rules.models import LAYER_NAMES
from union_ledger.rules.models import STATE_NAMES
from union_ledger.rules.words import KIND_WORDS
from union_ledger.rules.words import details_of
from union_ledger.rules.words import plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from union_ledger.rules.coverage import Row
    from union_ledger.rules.loader import LoadedRule
    from union_ledger.rules.loader import Rulebook
    from union_ledger.rules.models import Citation
    from union_ledger.rules.models import DatedValue
    from union_ledger.rules.models import Parameter

TITLE = "工会经费使用规则手册"
LAYER_WORDS: dict[str, str] = {
    "national": "全国总工会和国家有关部门的规定。",
    "hubei": "湖北省的规定：国家没有定数额的，由省定。",
    "local": "学校和本会的规定：上两级没有定数额的，由本级定；要放宽的须写明理由。",
}
# What the product asks of its books is no regulation; it stands after them.
OWN = "工会明账账簿纪律"
OWN_NAME = "系统"
GROUPS = {
    "R": "经费使用",
    "L": "预算管理",
    "Z": "资产",
    "": "账簿",
    "A": "审计方法",
}
IN_FORCE, PAST, COMING = "现行", "已被替代", "尚未施行"


@dataclass(frozen=True, slots=True)
class Figure:
    """A parameter's value from a day on（数额）, as the lowest layer gives it.

    ``value`` is text with its unit; ``time`` one of 现行, 已被替代, 尚未施行.
    """

    key: str
    title: str
    since: date
    value: str
    state: str
    time: str
    layer: str
    citation: str
    basis: str
    note: str
    loosens: str

    @property
    def mark(self) -> str:
        """The state, in marks where a committee must not take it for settled."""
        if self.state != STATE_NAMES["confirmed"]:
            return f"【{self.state}】"
        return f"{self.state}{_UNREAD if self.basis == '待核对' else ''}"

    @property
    def when(self) -> str:
        """The day it begins, and whether it stands; a gap has nothing that stands."""
        known = self.state != STATE_NAMES["missing"]
        return f"{self.since}\n{self.time}" if known else str(self.since)


@dataclass(frozen=True, slots=True)
class RuleText:
    """One rule as it is printed（条文）."""

    id: str
    title: str
    severity: str
    state: str
    checks: str
    details: list[tuple[str, str]]
    remedy: str
    mistaken: str
    figures: list[Figure]
    citation: str
    basis: str
    effective: date
    expires: date | None
    reviewed: date
    replaces: str
    passes: list[str]
    caught: list[str]


@dataclass(frozen=True, slots=True)
class Chapter:
    """The rules that one document of a layer gives（一个文件一章）."""

    number: int
    layer: str
    document: str
    issued: str
    rules: list[RuleText]


@dataclass(frozen=True)
class Handbook:
    """The whole rulebook on a day."""

    book: Rulebook
    union: str
    day: date

    @cached_property
    def chapters(self) -> list[Chapter]:
        """The chapters, from the highest layer down, as the files stand."""
        grouped: dict[tuple[str, str], list[LoadedRule]] = {}
        for loaded in self.book.rules.values():
            key = (loaded.layer, loaded.citation.document)
            grouped.setdefault(key, []).append(loaded)
        order = list(LAYER_NAMES)
        return [
            Chapter(
                number,
                OWN_NAME if document == OWN else LAYER_NAMES[layer],
                _document([loaded.citation for loaded in group]),
                group[0].citation.issued,
                [
                    self._rule(loaded)
                    for loaded in sorted(group, key=lambda item: item.rule.id)
                ],
            )
            for number, ((layer, document), group) in enumerate(
                sorted(
                    grouped.items(),
                    key=lambda item: (item[0][1] == OWN, order.index(item[0][0])),
                ),
                2,
            )
        ]

    @property
    def checklist_number(self) -> int:
        """The number of the chapter after those of the rules."""
        return len(self.chapters) + 2

    @cached_property
    def figures(self) -> dict[str, list[Figure]]:
        """Every parameter's values in order of time."""
        return {key: self._figures(key) for key in self.book.parameters}

    @cached_property
    def users(self) -> dict[str, list[str]]:
        """For every parameter the rules that need it."""
        users: dict[str, list[str]] = {}
        for number, loaded in sorted(self.book.rules.items()):
            for key in loaded.rule.parameters.values():
                users.setdefault(key, []).append(number)
        return users

    @cached_property
    def layers(self) -> list[tuple[str, str, int, int]]:
        """Each layer's name, what it is, and how many rules and figures it gives."""
        rules = Counter(loaded.layer for loaded in self.book.rules.values())
        given = Counter(
            layer
            for layers in self.book.parameters.values()
            for layer, parameter, _ in layers
            if any(dated.value is not None for dated in parameter.values)
        )
        return [
            (name, LAYER_WORDS[layer], rules[layer], given[layer])
            for layer, name in LAYER_NAMES.items()
        ]

    @cached_property
    def states(self) -> list[tuple[str, int]]:
        """How many rules are in each state, the enforced first."""
        counted = Counter(
            rule.state for chapter in self.chapters for rule in chapter.rules
        )
        return [(state, counted[state]) for state in _STATES if counted[state]]

    @cached_property
    def coverage(self) -> tuple[Row, ...]:
        """Every requirement and what serves it."""
        return load_coverage()

    @cached_property
    def covered(self) -> list[tuple[str, int]]:
        """How many requirements are decided wholly, partly, by hand."""
        counted = Counter(row.how for row in self.coverage)
        return [(name, counted[how]) for how, name in HOW_NAMES.items()]

    @cached_property
    def checklist(self) -> list[tuple[str, list[Row]]]:
        """What people must look at, in groups."""
        return [
            (
                title,
                [
                    row
                    for row in self.coverage
                    if row.check and (row.id[0] if row.id[1:] else "") == letter
                ],
            )
            for letter, title in GROUPS.items()
        ]

    @cached_property
    def loosened(self) -> list[Figure]:
        """The values that allow more than a layer above."""
        return [one for line in self.figures.values() for one in line if one.loosens]

    @cached_property
    def replaced(self) -> list[RuleText]:
        """The rules that stand in the place of a higher layer's."""
        return [
            rule for chapter in self.chapters for rule in chapter.rules if rule.replaces
        ]

    def _rule(self, loaded: LoadedRule) -> RuleText:
        rule = loaded.rule
        cases = cases_of(loaded)
        return RuleText(
            id=rule.id,
            title=rule.title,
            severity=rule.severity,
            state=self._state(loaded),
            checks=KIND_WORDS[rule.kind],
            details=details_of(rule),
            remedy=plain(rule.remedy),
            mistaken=plain(rule.mistaken),
            figures=[
                one for key in rule.parameters.values() for one in self.figures[key]
            ],
            citation=str(loaded.citation),
            basis=loaded.citation.basis,
            effective=rule.effective,
            expires=rule.expires,
            reviewed=rule.reviewed_on,
            replaces=rule.replaces,
            passes=[case.name for case in cases if not case.caught],
            caught=[case.name for case in cases if case.caught],
        )

    def _state(self, loaded: LoadedRule) -> str:
        if not loaded.rule.in_force(self.day):
            return _NOT_NOW
        keys = loaded.rule.parameters.values()
        states = {self.book.value(key, self.day).state for key in keys}
        if "missing" in states:
            return _MISSING
        return _ILLUSTRATIVE if "illustrative" in states else _ENFORCED

    def _figures(self, key: str) -> list[Figure]:
        layers = self.book.parameters[key]
        days = sorted(
            {dated.since for _, parameter, _ in layers for dated in parameter.values}
        )
        told: list[tuple[date, str, Parameter, DatedValue, Citation]] = []
        for day in days:
            found = _in_force(layers, day)
            if not told or told[-1][3] is not found[2]:
                told.append((day, *found))
        now = max(
            (number for number, one in enumerate(told) if one[0] <= self.day),
            default=-1,
        )
        return [
            Figure(
                key=key,
                title=parameter.title,
                since=since,
                value=_value(dated.value, parameter.unit),
                state=STATE_NAMES[dated.state],
                time=IN_FORCE if number == now else PAST if number < now else COMING,
                layer=LAYER_NAMES[layer],
                citation="" if dated.value is None else str(citation),
                basis="" if dated.value is None else citation.basis,
                note=dated.note,
                loosens=dated.loosens,
            )
            for number, (since, layer, parameter, dated, citation) in enumerate(told)
            # That a value was not known once says nothing where it is known now.
            if dated.value is not None or number >= now
        ]


_UNREAD = "【依据待核对】"
_ENFORCED = "执行"
_ILLUSTRATIVE = "按示例值执行，数额未经确认"
_MISSING = "数额缺失，暂不执行"
_NOT_NOW = "不在有效期"
_STATES = (_ENFORCED, _ILLUSTRATIVE, _MISSING, _NOT_NOW)


def _in_force(
    layers: Sequence[tuple[str, Parameter, Citation]], day: date
) -> tuple[str, Parameter, DatedValue, Citation]:
    """Return what decides on ``day``: the lowest layer with a value, else its note."""
    found = [
        (layer, parameter, dated, dated.citation.over(document))
        for layer, parameter, document in layers
        if (dated := parameter.in_force(day)) is not None
    ]
    known = [one for one in found if one[2].value is not None]
    return (known or found)[-1]


def _value(value: Decimal | None, unit: str) -> str:
    if value is None:
        return "＿＿＿＿＿＿"
    if unit == "元":
        places = ",.2f" if value == round(value, 2) else ","
        return f"{value:{places}} 元"
    share = (
        f"（{(value * 100).normalize():f}%）"
        if unit in ("", "倍") and value < 1
        else ""
    )
    return f"{value} {unit}".strip() + share


def _document(citations: Sequence[Citation]) -> str:
    """Return a document's name, with its number where all its rules give the same."""
    first = citations[0]
    name = f"《{first.document}》" if first.document else "未注明文件"
    numbers = {citation.number for citation in citations}
    return f"{name}{first.number}" if len(numbers) == 1 else name
