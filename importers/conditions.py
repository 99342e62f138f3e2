"""Conditions on the words and figures of a row."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Annotated
from typing import Literal

from pydantic import AfterValidator
from pydantic import BeforeValidator
from pydantic import model_validator

from union_ledger.core.money import fen
from union_ledger.importers.layout import Declared
from union_ledger.importers.text import squeeze

if TYPE_CHECKING:
    from union_ledger.importers.statement import Row

REGEX = "re:"
WORDS = (
    "counterparty",
    "summary",
    "purpose",
    "remark",
    "unit_name",
    "project_name",
    "subject_name",
)

_TITLES = {
    "counterparty": "对方",
    "summary": "摘要",
    "purpose": "用途",
    "text": "文字",
}


def _valid_pattern(pattern: str) -> str:
    if not pattern.removeprefix(REGEX):
        raise ValueError("条件不能为空")
    if pattern.startswith(REGEX):
        try:
            re.compile(pattern.removeprefix(REGEX))
        except re.error as exc:
            raise ValueError(f"不是合法的正则表达式（{exc}）") from None
    return pattern


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _cents(value: Decimal) -> Decimal:
    if value != value.quantize(Decimal("0.01")):
        raise ValueError("金额最多两位小数")
    return value


Money = Annotated[Decimal, AfterValidator(_cents)]
Words = Annotated[
    tuple[Annotated[str, AfterValidator(_valid_pattern)], ...],
    BeforeValidator(_as_list),
]
Direction = Literal["in", "out"]


class Facts:
    """What the conditions look at: the row's words, squeezed, and its figures."""

    def __init__(
        self, words: dict[str, str], direction: str, amount: int, layout: str
    ) -> None:
        """Keep the words by field; ``amount`` is fen without sign."""
        self._words = words
        self.direction = direction
        self.amount = amount
        self.layout = layout

    @classmethod
    def of(cls, row: Row, layout: str) -> Facts:
        """Return the facts of one row of a statement."""
        words = {name: squeeze(row.text.get(name, "")) for name in WORDS}
        return cls(words, row.side, abs(row.amount), layout)

    def words(self, field: str) -> tuple[str, ...]:
        """Return the fields that ``field`` names; ``text`` names all of them."""
        if field == "text":
            return tuple(word for word in self._words.values() if word)
        return (self._words.get(field, ""),)


class When(Declared):
    """Conditions; all that are given must hold, of a list any one word.

    A word is looked for anywhere in the field, blanks and full-width forms aside;
    ``re:`` before it makes it a regular expression. ``text`` looks in all fields.
    Amounts are yuan without sign.
    """

    counterparty: Words | None = None
    summary: Words | None = None
    purpose: Words | None = None
    text: Words | None = None
    direction: Direction | None = None
    layout: str | None = None
    min: Money | None = None
    max: Money | None = None

    @model_validator(mode="after")
    def _something(self) -> When:
        if not any((self.counterparty, self.summary, self.purpose, self.text)):
            raise ValueError("至少要有 counterparty、summary、purpose、text 之一")
        return self

    def told(self, facts: Facts) -> list[tuple[bool, str]]:
        """Return for each condition that is given whether it holds, and its words."""
        told = []
        if self.direction is not None:
            word = "收入" if self.direction == "in" else "支出"
            told.append((self.direction == facts.direction, f"方向是{word}"))
        if self.layout is not None:
            told.append((self.layout == facts.layout, f"版式是 {self.layout}"))
        if self.min is not None:
            told.append((facts.amount >= fen(self.min), f"金额不少于 {self.min}"))
        if self.max is not None:
            told.append((facts.amount <= fen(self.max), f"金额不超过 {self.max}"))
        for name, title in _TITLES.items():
            words = getattr(self, name)
            if words is not None:
                hit = next(
                    (w for w in words if found_in((w,), facts.words(name))), None
                )
                shown = "、".join(f"“{word}”" for word in ([hit] if hit else words))
                told.append((hit is not None, f"{title}含{shown}"))
        return told

    def holds(self, facts: Facts) -> bool:
        """Return whether all conditions hold."""
        if self.direction not in (None, facts.direction):
            return False
        if self.layout not in (None, facts.layout):
            return False
        if self.min is not None and facts.amount < fen(self.min):
            return False
        if self.max is not None and facts.amount > fen(self.max):
            return False
        return all(
            found_in(words, facts.words(name))
            for name, words in (
                ("counterparty", self.counterparty),
                ("summary", self.summary),
                ("purpose", self.purpose),
                ("text", self.text),
            )
            if words is not None
        )


def found_in(words: tuple[str, ...], texts: tuple[str, ...]) -> bool:
    """Return whether any of the words, or ``re:`` patterns, is in any text."""
    for word in words:
        if word.startswith(REGEX):
            pattern = re.compile(word.removeprefix(REGEX), re.IGNORECASE)
            if any(pattern.search(text) for text in texts):
                return True
        elif any(squeeze(word) in text for text in texts):
            return True
    return False
