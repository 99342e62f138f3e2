"""How the legal books' vouchers become entries: ``mapping.yaml``（监督账的对应表）.

It stands beside classify.yaml. ``accounts`` says which account of these books a 科目
of the legal books is, ``lines`` which unit, fund and project a line of income or
expense belongs to. In both the first that fits decides. What no line covers is booked
all the same, so that every account ties to the fen, but flagged ``!`` under
``default`` and listed.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Annotated
from typing import Literal

from pydantic import BeforeValidator
from pydantic import Field
from pydantic import field_validator
from pydantic import model_validator

from union_ledger.core.errors import InputError
from union_ledger.core.keys import DATES
from union_ledger.core.keys import TEXTS
from union_ledger.core.money import fen
from union_ledger.core.yamlfile import line_of
from union_ledger.core.yamlfile import read_model
from union_ledger.core.yamlfile import read_yaml
from union_ledger.importers.classify import Account  # noqa: TC001 - pydantic reads it
from union_ledger.importers.conditions import Money
from union_ledger.importers.conditions import Words
from union_ledger.importers.conditions import found_in
from union_ledger.importers.layout import Declared
from union_ledger.importers.text import squeeze
from union_ledger.importers.vouchers.numbers import name_parts
from union_ledger.importers.vouchers.numbers import plain_code

if TYPE_CHECKING:
    from pathlib import Path

    from union_ledger.importers.vouchers.voucher import Line as VoucherLine

NAME = "mapping.yaml"
UNMAPPED = "unmapped"
_KEYS = frozenset(TEXTS) - {"id", "voucher"}

Side = Literal["借", "贷"]
UnitCode = Annotated[str, Field(pattern=r"^\d{3}$")]
PersonId = Annotated[str, Field(pattern=r"^[A-Z]{1,2}-?\d{3,}$")]
FundCode = Annotated[str, Field(pattern=r"^\d{2}$")]


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


Codes = Annotated[
    tuple[Annotated[str, Field(pattern=r"^[0-9A-Za-z.\-]+$")], ...],
    BeforeValidator(_as_list),
]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the conditions look at, of one line of a voucher; words squeezed."""

    code: str
    side: str
    amount: int
    department_code: str = ""
    department: str = ""
    project_code: str = ""
    project: str = ""
    summary: str = ""
    other: str = ""

    @classmethod
    def of(cls, line: VoucherLine) -> Asked:
        """Return what is asked of a line."""
        text = {key: squeeze(value) for key, value in line.text.items()}
        other = " ".join(text.get(key, "") for key in ("aux", "partner", "person"))
        return cls(
            line.code,
            line.side,
            abs(line.amount),
            text.get("department_code", ""),
            text.get("department", ""),
            text.get("project_code", ""),
            text.get("project", ""),
            squeeze(line.summary),
            other.strip(),
        )

    @property
    def words(self) -> tuple[str, ...]:
        """Return every text, for ``text`` and for finding sub-unions."""
        found = (self.summary, self.department, self.project, self.other)
        return tuple(text for text in found if text)


class When(Declared):
    """Conditions; all that are given must hold, of a list any one.

    ``code`` is the beginning of a 科目 code. ``department`` and ``project`` are a
    whole code or a word of the name. ``text`` looks in 摘要, department, project and
    other 辅助核算. A word is found anywhere; ``re:`` makes it a regular expression.
    Amounts are yuan without sign.
    """

    code: Codes | None = None
    department: Words | None = None
    project: Words | None = None
    summary: Words | None = None
    text: Words | None = None
    side: Side | None = None
    min: Money | None = None
    max: Money | None = None

    @model_validator(mode="after")
    def _something(self) -> When:
        if not any((self.code, self.department, self.project, self.summary, self.text)):
            raise ValueError("至少要有 code、department、project、summary、text 之一")
        return self

    def holds(self, asked: Asked) -> bool:
        """Return whether all conditions hold."""
        if self.side not in {None, asked.side}:
            return False
        if self.min is not None and asked.amount < fen(self.min):
            return False
        if self.max is not None and asked.amount > fen(self.max):
            return False
        if self.code is not None and not asked.code.startswith(
            tuple(plain_code(code) for code in self.code)
        ):
            return False
        return (
            _names(self.department, asked.department_code, asked.department)
            and _names(self.project, asked.project_code, asked.project)
            and (self.summary is None or found_in(self.summary, (asked.summary,)))
            and (self.text is None or found_in(self.text, asked.words))
        )


def _names(words: tuple[str, ...] | None, code: str, name: str) -> bool:
    if words is None or found_in(words, (name,)):
        return True
    return bool(code) and code in {squeeze(word) for word in words}


class Placed(Declared):
    """Which account of these books a 科目 of the legal books is.

    Attributes:
        code: Its code there; the whole code, not its beginning.
        name: Its name there, the last level or all of them; must agree. Files that
            give codes only, such as U8 text, are taken by the code.
        when: Only for lines for which this holds.
        account: The account here.
    """

    code: str
    name: str
    when: When | None = None
    account: Account

    def fits(self, code: str, name: str, asked: Asked | None) -> bool:
        """Return whether it decides about this 科目.

        ``asked`` is ``None`` where a 科目 is asked about as such, not of a line.
        """
        if plain_code(self.code) != code or not same_name(self.name, name):
            return False
        return self.when is None or (asked is not None and self.when.holds(asked))


def same_name(ours: str, theirs: str) -> bool:
    """Return whether two spellings of an account's name agree.

    One of them may give the last level only; no name at all agrees with any.
    """
    mine, other = name_parts(ours), name_parts(theirs)
    if not mine or not other or mine == other:
        return True
    return (len(mine) == 1 or len(other) == 1) and mine[-1] == other[-1]


class Then(Declared):
    """Whose the money is. ``unit: from-text`` finds the sub-union in the words.

    Unit and fund, or a project from which both follow. ``keys`` are further metadata
    of the posting, such as ``event``.
    """

    unit: str | None = Field(default=None, pattern=r"^(\d{3}|from-text)$")
    fund: FundCode | None = None
    project: str | None = None
    keys: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _whole(self) -> Then:
        if not (self.project or (self.unit and self.fund)):
            raise ValueError("要么写 unit 和 fund，要么写 project")
        return self

    @field_validator("keys")
    @classmethod
    def _known_keys(cls, keys: dict[str, str]) -> dict[str, str]:
        if unknown := sorted(set(keys) - _KEYS):
            dates = set(unknown) & set(DATES)
            why = "（日期不能统一写）" if dates else ""
            raise ValueError(f"keys 里不能写 {'、'.join(unknown)}{why}")
        return keys


class Case(Declared):
    """An example line and whether this line decides it (the whole list is asked)."""

    code: str
    department: str = ""
    department_code: str = ""
    project: str = ""
    project_code: str = ""
    summary: str = ""
    side: Side = "借"
    amount: Money = Decimal(1)
    decides: bool = True

    def asked(self) -> Asked:
        """Return the example as what is asked."""
        return Asked(
            plain_code(self.code),
            self.side,
            fen(self.amount),
            squeeze(self.department_code),
            squeeze(self.department),
            squeeze(self.project_code),
            squeeze(self.project),
            squeeze(self.summary),
        )


class Line(Declared):
    """One line of the list."""

    name: str
    when: When
    then: Then
    cases: tuple[Case, ...] = ()


class Default(Declared):
    """Where income and expense go that no line covers, until someone decides."""

    unit: UnitCode
    fund: FundCode


class Mapping(Declared):
    """The whole file.

    Attributes:
        books: Name of the set of books; part of the vouchers' ids, so never change it.
        mode: ``监督账``: the legal books are kept elsewhere, their vouchers are booked
            here. ``正式账``: vouchers are made here, journals are only read and proved.
        bank: Where the entries on 102 come from: ``statements``, or ``vouchers`` (bank
            statements are then for reconciling only).
        default: Unit and fund of what no line covers.
        people: The id of each person who signs vouchers; other names stay out of the
            books.
        accounts: Accounts whose code or name differs from these books.
        lines: Units, funds and projects, in order.
    """

    books: str = Field(default="main", pattern=r"^[^\s-]+$")
    mode: Literal["监督账", "正式账"] = "监督账"
    bank: Literal["statements", "vouchers"] = "statements"
    default: Default
    people: dict[str, PersonId] = Field(default_factory=dict)
    accounts: tuple[Placed, ...] = ()
    lines: tuple[Line, ...] = ()

    def first(self, asked: Asked) -> Line | None:
        """Return the first line whose conditions hold."""
        return next((line for line in self.lines if line.when.holds(asked)), None)


def read_mapping(path: Path) -> Mapping:
    """Read ``mapping.yaml`` and try its cases.

    Raises:
        InputError: A key or value is wrong, a name stands twice, or a case comes out
            otherwise than it says; file and line are named.
    """
    node = read_yaml(path)
    mapping = read_model(Mapping, node, path)
    seen: set[str] = set()
    for index, line in enumerate(mapping.lines):
        if line.name in seen:
            where = line_of(node, "lines", index, "name")
            raise InputError(f"名称“{line.name}”重复", file=path, line=where)
        seen.add(line.name)
        for number, case in enumerate(line.cases):
            decided = mapping.first(case.asked())
            if (decided is line) is not case.decides:
                got = f"归到“{decided.name}”" if decided else "没有任何一条规则符合"
                raise InputError(
                    f"“{line.name}”的例子 {number + 1} 不符：{got}",
                    file=path,
                    line=line_of(node, "lines", index, "cases", number),
                )
    return mapping
