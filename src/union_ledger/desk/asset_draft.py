"""The text of one step in an asset's life: register lines, entries, what to say."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING
from typing import NamedTuple
from unicodedata import east_asian_width

from union_ledger.core.chart import code_of
from union_ledger.core.money import yuan
from union_ledger.desk.register_text import register_line
from union_ledger.desk.register_text import value_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date

    from union_ledger.core.books import Books

_WIDTH = 56
_WIDE = ("W", "F")
_LOTS = ("162", "171")


class Leg(NamedTuple):
    """One posting: fen, or the text of a lot; ``said`` are its own keys."""

    account: str
    amount: int | str
    said: Mapping[str, object] = {}


@dataclass(slots=True)
class Draft:
    """What one step would write, in the order it is written.

    Attributes:
        day: The day of the step; its month says into which file it goes.
        blocks: Directives, each ending its own line.
        notes: What the user should know or still do, in Chinese.
    """

    day: date
    blocks: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _opening: set[str] = field(default_factory=set)

    @property
    def text(self) -> str:
        """Return the directives with a blank line between them."""
        return "\n".join(self.blocks)

    def line(
        self, kind: str, values: Sequence[object], said: Mapping[str, object]
    ) -> None:
        """Add a register line."""
        self.blocks.append(register_line(self.day, kind, values, said))

    def entry(
        self,
        books: Books,
        narration: str,
        legs: Sequence[Leg],
        said: Mapping[str, object],
        payee: str = "",
    ) -> None:
        """Add an entry, and before it the opening of accounts it is the first to use.

        Legs of no amount are left out.
        """
        kept = [leg for leg in legs if leg.amount]
        self.open(books, kept)
        texts = [value_text(text) for text in (payee, narration) if text]
        head = " ".join([f"{self.day} *", *texts])
        self.blocks.append("\n".join([head, *_keys(said, 2), *legs_text(kept)]) + "\n")

    def open(self, books: Books, legs: Sequence[Leg]) -> None:
        """Open the accounts that nothing has used before."""
        for leg in legs:
            if leg.account not in books.opened and leg.account not in self._opening:
                self._opening.add(leg.account)
                lots = code_of(leg.account)[:3] in _LOTS
                held = 'PC "STRICT"' if lots else "CNY"
                first = f"{self.day.year:04d}-01-01"
                self.blocks.append(f"{first} open {leg.account} {held}\n")


def legs_text(legs: Sequence[Leg]) -> list[str]:
    """Return postings as lines."""
    lines = []
    for leg in legs:
        amount = (
            f"{yuan(leg.amount)} CNY" if isinstance(leg.amount, int) else leg.amount
        )
        wide = sum(east_asian_width(char) in _WIDE for char in leg.account)
        lines.append(f"  {leg.account:<{_WIDTH - wide}}  {amount}")
        lines += _keys(leg.said, 4)
    return lines


def _keys(said: Mapping[str, object], indent: int) -> list[str]:
    return [
        f"{'':{indent}}{key}: {value_text(value)}"
        for key, value in said.items()
        if value not in {"", None}
    ]
