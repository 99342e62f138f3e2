"""What the layout of a voucher journal（序时账） may say."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field
from pydantic import model_validator

from union_ledger.importers.dates import DATES
from union_ledger.importers.layout import Declared
from union_ledger.importers.layout import Layout


class Sides(Declared):
    """The words of a side column（方向）."""

    debit: tuple[str, ...] = Field(min_length=1)
    credit: tuple[str, ...] = Field(min_length=1)
    flat: tuple[str, ...] = ()


class VoucherLayout(Layout):
    """The layout of a list of voucher lines, one line an entry（分录）.

    Attributes:
        dates: Forms of the date column. Without a date column the voucher is dated
            the last day of its ``period``.
        sides: Words of the side column, where there is one.
        positions: The roles of the columns of a file without a header, in order.
        marker: The first two cells of such a file.
    """

    family: ClassVar[str] = "vouchers"
    ROLES: ClassVar[frozenset[str]] = frozenset(
        {
            *("entity", "date", "year", "period", "word", "number", "entry_no"),
            *("summary", "code", "name", "subject"),
            *("debit", "credit", "side", "amount"),
            *("currency", "rate", "quantity", "price", "foreign"),
            *("attachments", "handler", "maker", "reviewer", "poster", "cashier"),
            *("department_code", "department", "project_code", "project"),
            *("person", "partner", "aux", "econ", "bill"),
        }
    )

    dates: tuple[str, ...] = Field(default=DATES, min_length=1)
    sides: Sides | None = None
    positions: tuple[str, ...] = ()
    marker: tuple[str, str] | None = None
    identifiers: tuple[str, ...] = ("code", "department_code", "project_code")

    @model_validator(mode="after")
    def _whole(self) -> VoucherLayout:
        roles = set(self.positions or self.columns)
        if unknown := sorted(roles - self.ROLES):
            raise ValueError(f"不认识的列 {'、'.join(unknown)}")
        if (self.marker is None) != (not self.positions):
            raise ValueError("positions 和 marker 要么都有，要么都没有")
        if not ({"debit", "credit"} <= roles or {"side", "amount"} <= roles):
            raise ValueError("要么有 debit 和 credit 两列，要么有 side 和 amount 两列")
        if not roles & {"date", "period"}:
            raise ValueError("缺少 date 或 period 列")
        if "number" not in roles:
            raise ValueError("缺少 number 列")
        if not roles & {"code", "subject"}:
            raise ValueError("缺少 code 或 subject 列")
        if "side" in roles and self.sides is None:
            raise ValueError("有 side 列就要写 sides")
        return self
