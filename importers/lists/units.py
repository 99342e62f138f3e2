"""The names of sub-unions as lists spell them, brought to their codes."""

from __future__ import annotations

import re
from collections import defaultdict
from difflib import get_close_matches
from typing import TYPE_CHECKING

from union_ledger.importers.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from union_ledger.core.registers import Registers

_SUFFIX = re.compile(r"(分?工会(委员会)?|部门工会)$")
_CODE = re.compile(r"^\d{3}$", re.ASCII)


class UnitNames:
    """The sub-unions open on a day, by every name they have.

    A name is taken with or without 工会 at its end. Nothing else is guessed: what is
    near is only told.
    """

    def __init__(self, registers: Registers, day: date) -> None:
        """Index names, short names and the names of that day."""
        self._codes: dict[str, set[str]] = defaultdict(set)
        self._bare: dict[str, set[str]] = defaultdict(set)
        self._titles: dict[str, str] = {}
        for code, unit in registers.units.items():
            if not unit.is_open(day):
                continue
            now = registers.unit_name(code, day)
            self._titles[code] = now
            for name in {now, unit.name, *unit.short}:
                self._codes[squeeze(name)].add(code)
                self._bare[_bare(name)].add(code)

    def code(self, name: str) -> str | None:
        """Return the code of the one unit that has this name, else ``None``."""
        plain = squeeze(name)
        if _CODE.match(plain):
            return plain if plain in self._titles else None
        for found in (self._codes.get(plain), self._bare.get(_bare(name))):
            if found:
                return next(iter(found)) if len(found) == 1 else None
        return None

    def why(self, name: str) -> str:
        """Say why a name is not resolved, and what it may have meant."""
        several = self._codes.get(squeeze(name)) or self._bare.get(_bare(name))
        if several and len(several) > 1:
            return f"“{name}”是 {'、'.join(sorted(several))} 共有的名称"
        near = get_close_matches(_bare(name), self._bare, n=1, cutoff=0.5)
        meant = sorted({code for text in near for code in self._bare[text]})
        said = "、".join(f"{code} {self._titles[code]}" for code in meant)
        return f"“{name}”没有登记" + (f"，是不是 {said}？" if said else "")

    def unresolved(self, names: Iterable[str]) -> list[str]:
        """Return why, for each name that is not resolved."""
        return [self.why(name) for name in names if self.code(name) is None]


def _bare(name: str) -> str:
    plain = squeeze(name)
    return _SUFFIX.sub("", plain) or plain
