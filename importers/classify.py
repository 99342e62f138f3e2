"""Ordered, reviewed lines that say what a row of a statement is.

``classify.yaml`` stands beside main.beancount. The first line whose conditions all
hold decides; what no line matches is never guessed but goes to 待查 with flag ``!``.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Annotated
from typing import Literal

from beancount.core.account import is_valid
from pydantic import AfterValidator
from pydantic import BaseModel
from pydantic import BeforeValidator
from pydantic import ConfigDict
from pydantic import Field
from pydantic import model_validator

from union_ledger.core.errors import InputError
from union_ledger.core.money import fen
from union_ledger.core.yamlfile import line_of
from union_ledger.core.yamlfile import read_model
from union_ledger.core.yamlfile import read_yaml
from union_ledger.importers.text import identifier
from union_ledger.importers.text import squeeze

if TYPE_CHECKING:
    from pathlib import Path

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


def _valid_account(name: str) -> str:
    if not is_valid(name):
        raise ValueError("不是合法的科目名称")
    return name


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


Account = Annotated[str, AfterValidator(_valid_account)]
Money = Annotated[Decimal, AfterValidator(_cents)]
Words = Annotated[
    tuple[Annotated[str, AfterValidator(_valid_pattern)], ...],
    BeforeValidator(_as_list),
]
Direction = Literal["in", "out"]


class _Declared(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Own(_Declared):
    """One account of the union: its number and its accounts in the books.

    Attributes:
        number: Bank account or project number; ``*`` for all of ``layout``.
        layout: Only for files of this layout.
        name: What people call it.
        posting: Account that entries are posted to.
        balance: Account that the statement's balance is asserted on, if it shall be.
        custodial: Account for money held for others (代管), below ``balance``.
    """

    number: str
    layout: str | None = None
    name: str = ""
    posting: Account
    balance: Account | None = None
    custodial: Account | None = None

    def holds(self, account: str) -> bool:
        """Return whether ``account`` is one of this bank account's own."""
        return any(
            account == name or account.startswith(f"{name}:")
            for name in (self.posting, self.balance, self.custodial)
            if name
        )


class When(_Declared):
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
            _found(words, facts.words(name))
            for name, words in (
                ("counterparty", self.counterparty),
                ("summary", self.summary),
                ("purpose", self.purpose),
                ("text", self.text),
            )
            if words is not None
        )


class Then(_Declared):
    """What the row becomes. ``unit: from-text`` finds the sub-union in the words.

    ``narration`` may hold {summary}, {purpose} and {counterparty}. Without ``flag``
    an expense is ``!`` (its papers are still to come) and anything else ``*``.
    ``own: 代管`` posts to the account for money held for others. ``payee`` stands in
    the books instead of the counterparty, where a person must not be named in them.
    """

    account: Account
    unit: str | None = Field(default=None, pattern=r"^(\d{3}|from-text)$")
    fund: str | None = Field(default=None, pattern=r"^\d{2}$")
    project: str | None = None
    narration: str | None = None
    payee: str | None = None
    flag: Literal["*", "!"] | None = None
    own: Literal["自有", "代管"] = "自有"


class Case(_Declared):
    """An example row and whether this line decides it (the whole list is asked)."""

    counterparty: str = ""
    summary: str = ""
    purpose: str = ""
    direction: Direction = "out"
    amount: Money = Decimal(1)
    layout: str = ""
    decides: bool = True

    def facts(self) -> Facts:
        """Return the example as the facts of a row."""
        names = ("counterparty", "summary", "purpose")
        words = {name: squeeze(getattr(self, name)) for name in names}
        return Facts(words, self.direction, fen(self.amount), self.layout)


class Line(_Declared):
    """One line of the list."""

    name: str
    when: When
    then: Then
    cases: tuple[Case, ...] = ()


class Classification(_Declared):
    """The whole list: the union's accounts, then the lines in order."""

    accounts: tuple[Own, ...] = Field(min_length=1)
    lines: tuple[Line, ...] = ()

    def own(self, number: str, layout: str) -> Own | None:
        """Return the account with this number, or the layout's ``*``."""
        fitting = [own for own in self.accounts if own.layout in (None, layout)]
        for own in fitting:
            if identifier(own.number) == number:
                return own
        return next((own for own in fitting if own.number == "*"), None)

    def first(self, facts: Facts) -> Line | None:
        """Return the first line whose conditions hold."""
        return next((line for line in self.lines if line.when.holds(facts)), None)


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


def _found(words: tuple[str, ...], texts: tuple[str, ...]) -> bool:
    for word in words:
        if word.startswith(REGEX):
            pattern = re.compile(word.removeprefix(REGEX), re.IGNORECASE)
            if any(pattern.search(text) for text in texts):
                return True
        elif any(squeeze(word) in text for text in texts):
            return True
    return False


def read_classification(path: Path) -> Classification:
    """Read ``classify.yaml`` and try its cases.

    Raises:
        InputError: A key or value is wrong, a name stands twice, or a case comes out
            otherwise than it says; file and line are named.
    """
    node = read_yaml(path)
    book = read_model(Classification, node, path)
    seen: set[str] = set()
    for index, line in enumerate(book.lines):
        if line.name in seen:
            where = line_of(node, "lines", index, "name")
            raise InputError(f"名称“{line.name}”重复", file=path, line=where)
        seen.add(line.name)
        for number, case in enumerate(line.cases):
            decided = book.first(case.facts())
            if (decided is line) is not case.decides:
                got = f"归到“{decided.name}”" if decided else "没有任何一条规则符合"
                raise InputError(
                    f"“{line.name}”的例子 {number + 1} 不符：{got}",
                    file=path,
                    line=line_of(node, "lines", index, "cases", number),
                )
    return book
