"""Which register lines are a unit's; a kind this does not know is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from beancount.core.data import Custom

if TYPE_CHECKING:
    from collections.abc import Iterable

    from beancount.core.data import Directive

    from union_ledger.core.registers import Registers

_ABOUT_UNIT = {"unit", "members", "dues"}
_MARKED_WITH_UNIT = {"budget-line", "person"}
# Of things that came from elsewhere: who had them there is not the unit's affair.
_FORMER = {"custodian", "place", "note", "photo", "funding", "contract"}
_ASSET_MONEY = {"asset-raise", "asset-dispose"}
_ASSET_LINES = {*_ASSET_MONEY, "asset-accept", "asset-move", "asset-state", "count"}


def lines_of(
    entries: Iterable[Directive],
    registers: Registers,
    unit: str,
    projects: set[str],
    findings: set[str],
) -> list[Custom]:
    """Return the register lines of a unit's ledger, in order of date.

    ``projects`` are those its entries name, ``findings`` the ids carried over.
    """
    chosen = _Chosen(registers, unit, projects, findings)
    kept = (chosen.line(e) for e in entries if isinstance(e, Custom))
    return [line for line in kept if line is not None]


class _Chosen:
    def __init__(
        self, registers: Registers, unit: str, projects: set[str], findings: set[str]
    ) -> None:
        self.unit = unit
        self.findings = findings
        self.projects = {
            code
            for code, project in registers.projects.items()
            if project.unit == unit or (project.unit is None and code in projects)
        }
        self.since = dict(_things(registers, unit))

    def line(self, entry: Custom) -> Custom | None:  # noqa: C901, PLR0911 - a list
        kind, first = entry.type, _first(entry)
        if kind == "asset":
            return self._card(entry, first)
        if kind in _ASSET_LINES:
            return _plain(entry) if self._is_our_thing(entry, first) else None
        if kind in _ABOUT_UNIT:
            return _plain(entry) if first == self.unit else None
        if kind == "group":
            return _plain(entry) if first[:3] == self.unit else None
        if kind in _MARKED_WITH_UNIT:
            return _plain(entry) if entry.meta.get("unit") == self.unit else None
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

    def _card(self, entry: Custom, number: str) -> Custom | None:
        if number not in self.since:
            return None
        if entry.meta.get("unit") == self.unit:
            return _plain(entry)
        card = _plain(entry, _FORMER)
        return card._replace(meta=card.meta | {"unit": self.unit})

    def _is_our_thing(self, entry: Custom, number: str) -> bool:
        since = self.since.get(number)
        if since is None:
            return entry.type == "count" and entry.meta.get("unit") == self.unit
        return entry.type in _ASSET_MONEY or entry.date >= since


def _things(registers: Registers, unit: str) -> Iterable[tuple[str, Any]]:
    """Yield the things the unit has now, with the day it got each."""
    held = {
        number: (card.unit, card.since) for number, card in registers.assets.items()
    }
    for line in registers.asset_lines:
        to = getattr(line, "unit", "")
        moves = type(line).__name__ == "AssetMove"
        if moves and line.number in held and to != held[line.number][0]:
            held[line.number] = (to, line.since)
    for number, (owner, since) in held.items():
        if owner == unit:
            yield number, since


def _first(entry: Custom) -> str:
    return str(entry.values[0].value) if entry.values else ""


def _plain(entry: Custom, without: Iterable[str] = ()) -> Custom:
    """Return a line without the place it stands at in the whole books."""
    left_out = {"filename", "lineno", *without}
    meta = {k: v for k, v in entry.meta.items() if k not in left_out}
    return entry._replace(
        meta={k: v for k, v in meta.items() if not k.startswith("__")}
    )
