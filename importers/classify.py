"""Ordered, reviewed lines that say what a row of a statement is.

``classify.yaml`` stands beside main.beancount. The first line whose conditions all
hold decides; what no line matches is never guessed but goes to 待查 with flag ``!``.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Annotated
from typing import Literal

from beancount.core.account import is_valid
from beancount.core.amount import Amount
from pydantic import AfterValidator
from pydantic import Field

from union_ledger.core.errors import InputError
from union_ledger.core.money import fen
from union_ledger.core.yamlfile import line_of
from union_ledger.core.yamlfile import read_model
from union_ledger.core.yamlfile import read_yaml
from union_ledger.importers.conditions import Direction
from union_ledger.importers.conditions import Facts
from union_ledger.importers.conditions import Money
from union_ledger.importers.conditions import When
from union_ledger.importers.layout import Declared
from union_ledger.importers.text import identifier
from union_ledger.importers.text import squeeze

if TYPE_CHECKING:
    from pathlib import Path

    from beancount.core.data import Transaction


def _valid_account(name: str) -> str:
    if not is_valid(name):
        raise ValueError("不是合法的科目名称")
    return name


Account = Annotated[str, AfterValidator(_valid_account)]


class Own(Declared):
    """One account of the union: its number and its accounts in the books.

    Attributes:
        number: Bank account or project number; ``*`` for all of ``layout``.
        layout: Only for files of this layout.
        name: What people call it.
        posting: Account that entries are posted to.
        balance: Account that the statement's balance is asserted on, if it shall be.
        custodial: Account for money held for others (代管), below ``balance``.
        collects: Whether it is a person's account or a wallet that collects for the
            union by registration（登记的代收账户）.
    """

    number: str
    layout: str | None = None
    name: str = ""
    posting: Account
    balance: Account | None = None
    custodial: Account | None = None
    collects: bool = False

    def holds(self, account: str) -> bool:
        """Return whether ``account`` is one of this bank account's own."""
        return any(
            account == name or account.startswith(f"{name}:")
            for name in (self.posting, self.balance, self.custodial)
            if name
        )

    def booked_fen(self, entry: Transaction) -> int:
        """Return how much an entry moves this account, in fen."""
        return sum(
            fen(posting.units.number)
            for posting in entry.postings
            if self.holds(posting.account)
            and isinstance(posting.units, Amount)
            and isinstance(posting.units.number, Decimal)
        )


class Then(Declared):
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


class Case(Declared):
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


class Line(Declared):
    """One line of the list."""

    name: str
    when: When
    then: Then
    cases: tuple[Case, ...] = ()


class Classification(Declared):
    """The whole list: the union's accounts, then the lines in order.

    ``buyers`` are the names an invoice may be made out to（发票抬头）.
    """

    accounts: tuple[Own, ...] = Field(min_length=1)
    buyers: tuple[str, ...] = ()
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
