"""Which register lines are a unit's; a kind this does not know is left out."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.data import Custom
from beancount.parser.grammar import ValueType

from union_ledger.reports.pages.unit_books.custody import GIVEN
from union_ledger.reports.pages.unit_books.others import Others

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from datetime import date

    from beancount.core.data import Directive

    from union_ledger.reports.pages.unit_books.custody import Custody
    from union_ledger.reports.pages.unit_books.custody import Spell
    from union_ledger.reports.pages.unit_books.custody import Spot

_ABOUT_UNIT = {"members", "dues"}
_ASSET_LINES = {
    *("asset-accept", "asset-move", "asset-state", "asset-raise", "asset-dispose"),
    "count",
}
# Where a thing was seen when it was not at the unit's.
_ELSEWHERE = {"unit", "custodian", "place", "note", "sheet"}
_SEEN = "盘点时在其他单位"


def lines_of(
    entries: Iterable[Directive],
    custody: Custody,
    projects: set[str],
    findings: set[str],
) -> list[Custom]:
    """Return the register lines of a unit's ledger, in order of date.

    ``projects`` are those its entries name, ``findings`` the ids carried over.
    """
    chosen = _Chosen(custody, projects, findings)
    return [line for e in entries if isinstance(e, Custom) for line in chosen.lines(e)]


class _Chosen:
    def __init__(
        self, custody: Custody, projects: set[str], findings: set[str]
    ) -> None:
        registers, unit = custody.registers, custody.unit
        self.unit = unit
        self.registers = registers
        self.findings = findings
        self.own = {c for c, p in registers.projects.items() if p.unit == unit}
        self.projects = self.own | {
            code
            for code, project in registers.projects.items()
            if project.unit is None and code in projects
        }
        self.custody = custody
        self.others = Others(registers, unit)

    def lines(self, entry: Custom) -> Iterator[Custom]:
        if entry.type == "asset" or entry.type in _ASSET_LINES:
            yield from self._of_asset(entry)
            return
        line = self._line(entry)
        if line is not None:
            yield line

    def _line(self, entry: Custom) -> Custom | None:  # noqa: C901, PLR0911 - a list
        kind, first = entry.type, _first(entry)
        if kind == "unit":
            return self._unit(entry) if first == self.unit else None
        if kind in _ABOUT_UNIT:
            return _plain(entry) if first == self.unit else None
        if kind == "group":
            return _plain(entry) if first[:3] == self.unit else None
        if kind == "person":
            ours = entry.meta.get("unit") == self.unit
            return self._person(entry, first) if ours else None
        if kind == "budget-line":
            return _plain(entry) if self._is_our_budget(entry) else None
        if kind in {"project", "milestone"}:
            return _plain(entry) if first in self.projects else None
        if kind == "answer":
            return _plain(entry) if first in self.findings else None
        if kind == "waiver":
            ours = entry.meta.get("finding") in self.findings
            return _plain(entry) if ours else None
        if kind == "fund":
            return _plain(entry, {"note"})
        if kind == "budget-version":
            return _plain(entry, {"note", "minutes"})
        if kind == "close":
            return _plain(entry, {"note", "seal"})
        if kind == "unit-change":
            named = f"{entry.meta.get('from', '')} {entry.meta.get('to', '')}".split()
            return _plain(entry, {"note"}) if {*named} == {self.unit} else None
        return None

    def _unit(self, entry: Custom) -> Custom:
        """Write down when a unit was closed: into which others is not told."""
        closed = self.registers.units[self.unit].closed
        line = _plain(entry)
        return _with(line, {"closed": closed}) if closed else line

    def _person(self, entry: Custom, code: str) -> Custom:
        """Let a person who went to another unit leave this one the day before."""
        line = _plain(entry)
        for later in self.registers.persons.get(code, ()):
            if later.since > entry.date:
                if later.unit != self.unit and "to" not in line.meta:
                    line = _with(line, {"to": later.since - timedelta(days=1)})
                break
        return line

    def _is_our_budget(self, entry: Custom) -> bool:
        """Tell whether a budget line is the unit's, by itself or by its project."""
        named = entry.meta.get("unit")
        if named:
            return bool(named == self.unit)
        return entry.meta.get("project") in self.own

    def _of_asset(self, entry: Custom) -> Iterator[Custom]:
        spot: Spot = (entry.meta["filename"], entry.meta["lineno"])
        custody = self.custody
        if spot in custody.ended:
            given: dict[str, Any] = {"how": "调出", "reason": GIVEN}
            line = entry._replace(type="asset-dispose", meta=given)
            yield _numbered(line, custody.ended[spot])
        elif spot in custody.begun:
            yield self._taken_over(custody.begun[spot], entry.date)
        elif spot in custody.cards or spot in custody.lines:
            spell = custody.cards.get(spot) or custody.lines[spot]
            yield _numbered(self._neutral(_plain(entry)), spell)
        elif self._is_without_card(entry) and entry.meta.get("unit") == self.unit:
            yield self._neutral(_plain(entry))

    def _is_without_card(self, entry: Custom) -> bool:
        """Tell whether it is something that a stocktaking found and no card names."""
        return entry.type == "count" and _first(entry) not in self.registers.assets

    def _taken_over(self, spell: Spell, day: date) -> Custom:
        card = spell.card
        # Who had it before, and how it was bought, is not the unit's affair.
        kept = {
            "class": card.class_,
            "gb": card.gb,
            "model": card.model,
            "measure": card.measure,
            "serial": card.serial,
            "method": card.method,
            "owner": card.owner,
        }
        values = [
            ValueType(value=card.number, dtype=str),
            ValueType(value=card.name, dtype=str),
        ]
        meta = {key: value for key, value in kept.items() if value}
        line = Custom(meta | spell.taken_over(), day, "asset", values)
        return _numbered(self._neutral(line), spell)

    def _neutral(self, line: Custom) -> Custom:
        """Say nothing of another unit: not its name, its people, nor its places."""
        meta = dict(line.meta)
        if line.type == "count" and meta.get("unit", self.unit) != self.unit:
            meta = {k: v for k, v in meta.items() if k not in _ELSEWHERE}
            meta["note"] = _SEEN
        return line._replace(meta=self.others.left_out(meta))


def _first(entry: Custom) -> str:
    return str(entry.values[0].value) if entry.values else ""


def _numbered(line: Custom, spell: Spell) -> Custom:
    first = line.values[0]._replace(value=spell.number)
    return line._replace(values=[first, *line.values[1:]])


def _with(line: Custom, more: dict[str, Any]) -> Custom:
    return line._replace(meta=line.meta | more)


def _plain(entry: Custom, without: Iterable[str] = ()) -> Custom:
    """Return a line without the place it stands at in the whole books."""
    left_out = {"filename", "lineno", *without}
    meta = {k: v for k, v in entry.meta.items() if k not in left_out}
    return entry._replace(
        meta={k: v for k, v in meta.items() if not k.startswith("__")}
    )
