"""Why a row was classified as it was: the line that decided, or the nearest ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.yamlfile import line_of
from union_ledger.core.yamlfile import read_yaml
from union_ledger.importers.conditions import Facts

if TYPE_CHECKING:
    from pathlib import Path

    from union_ledger.importers.classify import Classification
    from union_ledger.importers.decide import Decision
    from union_ledger.importers.statement import Row

_NEAREST = 3


class Explainer:
    """Says of one classification what decided each row."""

    def __init__(self, book: Classification, path: Path) -> None:
        """Find the place of every line in ``classify.yaml``."""
        node = read_yaml(path)
        self._book = book
        self._file = path.name
        self._place = {
            line.name: line_of(node, "lines", index, "name")
            for index, line in enumerate(book.lines)
        }

    def told(self, row: Row, layout: str, decision: Decision) -> list[str]:
        """Return the explanation of one row, a sentence an item."""
        facts = Facts.of(row, layout)
        named = next((x for x in self._book.lines if x.name == decision.line), None)
        if named is not None:
            held = "，".join(text for _, text in named.when.told(facts))
            told = [f"由“{named.name}”决定（{self._at(named.name)}）：{held}"]
            return [*told, self._booked(decision)]
        told = [f"待查：{decision.why}"]
        near = []
        for rank, line in enumerate(self._book.lines):
            conditions = line.when.told(facts)
            missed = [text for holds, text in conditions if not holds]
            if len(missed) == 1 < len(conditions):
                near.append((rank, f"“{line.name}”（{self._at(line.name)}）", missed))
        told += [f"差一点：{name}，但不符合“{missed[0]}”" for _, name, missed in near][
            :_NEAREST
        ]
        return told

    def _at(self, name: str) -> str:
        return f"{self._file}:{self._place[name]}"

    def _booked(self, decision: Decision) -> str:
        parts = [f"记入 {decision.account}"]
        for title, value in (
            ("单位", decision.unit),
            ("资金", decision.fund),
            ("项目", decision.project),
        ):
            if value:
                parts.append(f"{title} {value}")
        if decision.custodial:
            parts.append("代管")
        return "，".join(parts)
