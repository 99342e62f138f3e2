"""What the layout of a statement may say: 流水、对账单、项目明细账."""

from __future__ import annotations

from typing import ClassVar
from typing import Literal
from typing import TypeAlias

from pydantic import Field
from pydantic import model_validator

from union_ledger.importers.layout import Declared
from union_ledger.importers.layout import Layout

Fact: TypeAlias = Literal[
    "own_account", "opening", "closing", "sum_out", "sum_in", "count_out", "count_in"
]


class Flags(Declared):
    """The words of a flag column: which mean money out and which money in."""

    out: tuple[str, ...] = Field(min_length=1)
    into: tuple[str, ...] = Field(min_length=1, alias="in")


class StatementLayout(Layout):
    """The layout of a list of movements on one account or several.

    Attributes:
        dates: Forms of the date column, as for ``strptime``.
        own_account: Where the own account number stands. Where a preamble may lack
            it, as with ``config``, whoever imports says it.
        owner: Whose account it is. A person's account or wallet is no place for
            union money; only one that is registered to collect is taken.
        flags: Words of the flag column, where there is one.
        signed: Whether the one amount column is negative for money out.
        preamble: Labels above the header, each with its value beside it.
    """

    family: ClassVar[str] = "statements"
    ROLES: ClassVar[frozenset[str]] = frozenset(
        {
            *("date", "time", "out", "in", "amount", "flag", "balance", "currency"),
            *("own_account", "own_name", "counterparty", "counter_account"),
            *("payer", "payer_account", "payee", "payee_account"),
            *("summary", "purpose", "remark", "serial", "bank_voucher"),
            *("unit_code", "unit_name", "project_name", "subject_code", "subject_name"),
            *("handler", "offset"),
        }
    )

    dates: tuple[str, ...] = Field(min_length=1)
    own_account: Literal["column", "preamble", "config"]
    owner: Literal["union", "person", "card", "wallet"] = "union"
    flags: Flags | None = None
    signed: bool = False
    preamble: dict[Fact, tuple[str, ...]] = Field(default_factory=dict)
    identifiers: tuple[str, ...] = (
        *("own_account", "counter_account", "serial"),
        *("payer_account", "payee_account"),
    )

    @model_validator(mode="after")
    def _whole(self) -> StatementLayout:
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
