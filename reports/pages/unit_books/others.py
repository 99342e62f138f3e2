"""The names of other units, their people and their projects, told from a unit's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from union_ledger.core.registers import Registers

_CENTRE = "000"
_PERSON = re.compile(r"[A-Z][A-Z0-9-]+")
WHOM = "其他单位"
"""What stands where another unit was named."""


class Others:
    """Knows what names a unit that is not this one; 校本级 is nobody's secret."""

    def __init__(self, registers: Registers, unit: str) -> None:
        """Gather the names of all units but ``unit``."""
        ours, theirs = _names(registers, unit), set()
        for code in registers.units:
            if code not in {unit, _CENTRE}:
                theirs |= _names(registers, code)
        theirs |= {
            word
            for project in registers.projects.values()
            if project.unit not in {unit, None}
            for word in (project.code, project.name)
        }
        self._ours = sorted(ours, key=len, reverse=True)
        self._theirs = {name for name in theirs - ours if len(name) > 1}
        self._persons = {
            code
            for code, lines in registers.persons.items()
            if not {unit, _CENTRE} & {line.unit for line in lines}
        }

    def named_in(self, text: str) -> bool:
        """Tell whether a text names another unit, by name, short name or project."""
        for name in self._ours:
            text = text.replace(name, "")
        return any(name in text for name in self._theirs)

    def said_in(self, text: str) -> bool:
        """Tell whether a text names another unit or one of its people."""
        return self.named_in(text) or bool(self._persons & {*_PERSON.findall(text)})

    def left_out(self, meta: Mapping[str, Any]) -> dict[str, Any]:
        """Return an asset line's metadata without words that name another unit.

        Who keeps a thing of this unit is told, wherever that person is registered.
        """
        kept = {}
        for key, value in meta.items():
            told = value
            if key == "by":
                told = " ".join(w for w in value.split() if w not in self._persons)
            elif isinstance(value, str) and key not in {"unit", "custodian"}:
                told = self._told(key, value)
            if told != "":
                kept[key] = told
        return kept

    def _told(self, key: str, text: str) -> str:
        if not self.said_in(text):
            return text
        return WHOM if key == "to" else ""


def _names(registers: Registers, code: str) -> set[str]:
    unit = registers.units.get(code)
    if unit is None:
        return set()
    names = {unit.name, registers.unit_name(code), *unit.short}
    names |= {name.removesuffix("工会") for name in names}
    return {name for name in names if name}
