"""The lines of the statutory statements, in their order, and the accounts below them.

《工会会计制度》 财会〔2021〕7号, 第四、五部分. They stand in
``reports/data/statement_lines.csv``: ``source`` is blank for a heading, account codes,
``=8+9-10`` over the numbers of other lines, or ``opening:``, ``closing:``,
``adjusted:`` with codes; ``when`` limits a line to ``annual`` or ``interim``
statements, in the others it stays empty.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from union_ledger.reports.cells import Formed
from union_ledger.reports.cells import Ref

Source = Literal["", "codes", "sum", "opening", "closing", "adjusted"]
_TERM = re.compile(r"([+-]?)(\d+)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line; ``terms`` are signed numbers of lines, for a sum."""

    side: str
    number: int | None
    label: str
    source: Source
    codes: tuple[str, ...]
    terms: tuple[tuple[bool, int], ...]
    when: str

    def is_filled(self, *, annual: bool) -> bool:
        """Tell whether the line is filled in, in an annual or an interim statement."""
        return self.when in {"", "annual" if annual else "interim"}

    def formed(self, rows: dict[int, int], column: str) -> Formed:
        """Return the sum as a cell; ``rows`` are the rows of the numbered lines."""
        refs = [(plus, Ref(rows[number], column)) for plus, number in self.terms]
        return Formed(
            tuple(ref for plus, ref in refs if plus),
            tuple(ref for plus, ref in refs if not plus),
        )


@cache
def lines_of(form: str) -> tuple[Line, ...]:
    """Return the lines of form ``01`` or ``02``."""
    path = files("union_ledger.reports") / "data" / "statement_lines.csv"
    with path.open(encoding="utf-8") as file:
        return tuple(_line(row) for row in csv.DictReader(file) if row["form"] == form)


def _line(row: dict[str, str]) -> Line:
    kind, colon, rest = row["source"].partition(":")
    source: Source = "codes" if kind else ""
    if colon:
        source = kind  # type: ignore[assignment]
    elif kind.startswith("="):
        source = "sum"
    else:
        rest = kind
    terms = _TERM.findall(kind) if source == "sum" else []
    return Line(
        side=row["side"],
        number=int(row["number"]) if row["number"] else None,
        label="　" * int(row["level"]) + row["label"],
        source=source,
        codes=tuple(rest.split()),
        terms=tuple((sign != "-", int(number)) for sign, number in terms),
        when=row["when"],
    )
