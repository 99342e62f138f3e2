"""What the layout of a trial balance（科目余额表） may say."""

from __future__ import annotations

from typing import ClassVar

from pydantic import model_validator

from union_ledger.importers.layout import Layout
from union_ledger.importers.vouchers.layout import Sides  # noqa: TC001 - pydantic


class BalanceLayout(Layout):
    """The layout of a list of accounts with opening, movements and closing.

    Opening and closing stand in one column each, with a side column or a sign, or in
    two columns each.

    Attributes:
        sides: The words of the side columns, where there are any.
    """

    family: ClassVar[str] = "balances"
    ROLES: ClassVar[frozenset[str]] = frozenset(
        {
            *("entity", "year", "period", "level", "code", "name"),
            *("opening_side", "opening", "opening_debit", "opening_credit"),
            *("debit", "credit", "year_debit", "year_credit"),
            *("closing_side", "closing", "closing_debit", "closing_credit"),
            *("aux_type", "aux_code", "aux_name"),
        }
    )

    sides: Sides | None = None
    identifiers: tuple[str, ...] = ("code",)

    @model_validator(mode="after")
    def _whole(self) -> BalanceLayout:
        roles = self.columns
        if not {"code", "debit", "credit"} <= roles.keys():
            raise ValueError("缺少 code、debit 或 credit 列")
        for end in ("opening", "closing"):
            if end not in roles and not {f"{end}_debit", f"{end}_credit"} <= set(roles):
                raise ValueError(f"要么有 {end} 列，要么有 {end}_debit 和 {end}_credit")
            if f"{end}_side" in roles and self.sides is None:
                raise ValueError("有方向列就要写 sides")
        return self
