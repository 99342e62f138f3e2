"""What a layout declaration may say, and the declarations themselves.

A layout is data: a new bank is a new file in ``layouts/``, never code.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import as_file
from importlib.resources import files
from typing import Literal
from typing import TypeAlias

from pydantic import BaseModel
from pydantic import ConfigDict
from pydantic import Field
from pydantic import field_validator
from pydantic import model_validator

from union_ledger.core.errors import InputError
from union_ledger.core.yamlfile import read_model
from union_ledger.core.yamlfile import read_yaml
from union_ledger.importers.text import label

Role: TypeAlias = Literal[
    "date",
    "time",
    "out",
    "in",
    "amount",
    "flag",
    "balance",
    "currency",
    "own_account",
    "own_name",
    "counterparty",
    "counter_account",
    "payer",
    "payer_account",
    "payee",
    "payee_account",
    "summary",
    "purpose",
    "remark",
    "serial",
    "bank_voucher",
    "unit_code",
    "unit_name",
    "project_name",
    "subject_code",
    "subject_name",
    "handler",
    "offset",
]
Fact: TypeAlias = Literal[
    "own_account", "opening", "closing", "sum_out", "sum_in", "count_out", "count_in"
]


class _Declared(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Column(_Declared):
    """How one column is found: its label or any alias, after normalisation."""

    labels: tuple[str, ...] = Field(min_length=1)
    required: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the labels as they are compared."""
        return tuple(label(text) for text in self.labels)


class Flags(_Declared):
    """The words of a flag column: which mean money out and which money in."""

    out: tuple[str, ...] = Field(min_length=1)
    into: tuple[str, ...] = Field(min_length=1, alias="in")


class Skip(_Declared):
    """Rows without a date that are not entries.

    ``opening`` rows give the balance brought forward, ``totals`` rows the sums of
    their account so far; both are checked. ``none`` rows are passed by.
    """

    what: str
    pattern: str
    means: Literal["opening", "totals", "none"] = "none"

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error as exc:
            raise ValueError(f"不是合法的正则表达式（{exc}）") from None
        return value

    def hits(self, squeezed: str) -> bool:
        """Return whether a cell, squeezed, begins with the words of this rule."""
        return re.match(self.pattern, squeezed) is not None


class Layout(_Declared):
    """One declared layout of one source.

    Attributes:
        id: Name of the layout, as in records and importer names.
        title: What the user calls it.
        source: Short name of the source, used in file names of the ledger.
        columns: For each role how its column is found.
        dates: Forms of the date column, as for ``strptime``.
        own_account: Where the own account number stands. Where a preamble may lack
            it, as with ``config``, whoever imports says it.
        owner: Whose account it is. A person's account or wallet is no place for
            union money; only one that is registered to collect is taken.
        flags: Words of the flag column, where there is one.
        signed: Whether the one amount column is negative for money out.
        preamble: Labels above the header, each with its value beside it.
        skip: Rows that are no entries.
        identifiers: Roles whose numbers must be kept digit by digit.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str
    source: str = Field(pattern=r"^[a-z][a-z0-9]*$")
    columns: dict[Role, Column]
    dates: tuple[str, ...] = Field(min_length=1)
    own_account: Literal["column", "preamble", "config"]
    owner: Literal["union", "person", "card", "wallet"] = "union"
    flags: Flags | None = None
    signed: bool = False
    preamble: dict[Fact, tuple[str, ...]] = Field(default_factory=dict)
    skip: tuple[Skip, ...] = ()
    identifiers: tuple[Role, ...] = (
        *("own_account", "counter_account", "serial"),
        *("payer_account", "payee_account"),
    )

    @model_validator(mode="after")
    def _whole(self) -> Layout:
        roles = self.columns
        one = "amount" in roles and (
            self.signed or "flag" in roles or {"payer_account"} <= roles.keys()
        )
        if not ({"out", "in"} <= roles.keys() or one):
            raise ValueError(
                "要么有 out 和 in 两列，要么有 amount 列和它的方向"
                "（flag 列、signed，或 payer_account 和 payee_account 两列）"
            )
        if ("payer_account" in roles) != ("payee_account" in roles):
            raise ValueError("payer_account 和 payee_account 两列要么都有，要么都没有")
        if "date" not in roles:
            raise ValueError("缺少 date 列")
        if "flag" in roles and self.flags is None:
            raise ValueError("有 flag 列就要写 flags")
        if self.own_account == "column" and "own_account" not in roles:
            raise ValueError("own_account 取自列，却没有 own_account 列")
        if self.own_account == "preamble" and "own_account" not in self.preamble:
            raise ValueError("own_account 取自表头上方，却没有写它的标签")
        return self

    def required(self) -> dict[Role, Column]:
        """Return the columns without which a table is not of this layout."""
        return {
            role: column for role, column in self.columns.items() if column.required
        }


@cache
def load_layouts() -> tuple[Layout, ...]:
    """Return all layouts that ship with the package, by id.

    Raises:
        InputError: A declaration has an unknown or missing key, or an id twice.
    """
    layouts = []
    with as_file(files("union_ledger.importers") / "layouts") as folder:
        for path in sorted(folder.glob("*.yaml")):
            layout = read_model(Layout, read_yaml(path), path)
            if layout.id != path.stem:
                raise InputError(
                    f"版式 id {layout.id} 应与文件名相同", file=path, line=1
                )
            layouts.append(layout)
    return tuple(layouts)
