"""What the layouts of lists may say."""

from __future__ import annotations

from typing import ClassVar
from typing import Literal

from pydantic import Field

from union_ledger.importers.layout import Declared
from union_ledger.importers.layout import Layout

NAMES = frozenset({"person_name", "custodian", "leader"})
NUMBERS = frozenset({"person_number", "custodian_number", "leader_number"})


class States(Declared):
    """The words of a state column by what they mean for a head count."""

    counted: tuple[str, ...] = Field(min_length=1)
    left: tuple[str, ...] = ()


class ListLayout(Layout):
    """A list: below the header one row a thing, then a row of totals or none.

    Attributes:
        AMOUNTS: Roles whose columns a row of totals adds up.
        seen: Whether it was written from a real file, or from what others wrote.
        dates: Forms of its date columns, as for ``strptime``.
        empty: Cells that say that there is nothing to say.
    """

    AMOUNTS: ClassVar[tuple[str, ...]] = ()

    seen: bool
    dates: tuple[str, ...] = (
        *("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日"),
        *("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y-%m", "%Y/%m", "%Y年%m月"),
    )
    empty: tuple[str, ...] = ("无", "N/A", "NULL")


class DuesLayout(ListLayout):
    """The layout of a dues list, or of a payroll with a column of dues."""

    family: ClassVar[str] = "dues"
    ROLES: ClassVar[frozenset[str]] = frozenset(
        {
            *("person_number", "person_name", "unit", "amount", "base"),
            *("month", "year", "month_number"),
        }
    )
    AMOUNTS: ClassVar[tuple[str, ...]] = ("amount", "base")

    identifiers: tuple[str, ...] = ("person_number",)


class AssetLayout(ListLayout):
    """The layout of a list of asset cards.

    Attributes:
        owner: Whose the assets are where the list does not say: what stands in a
            university's own system is the university's and is no asset of the union.
    """

    family: ClassVar[str] = "assets"
    ROLES: ClassVar[frozenset[str]] = frozenset(
        {
            *("number", "name", "quantity", "cost", "depreciation", "net", "monthly"),
            *("acquired", "life", "life_years", "used_months"),
            *("class_name", "class_code", "class_detail", "state", "funding"),
            *("unit", "place", "custodian", "custodian_number", "voucher"),
        }
    )
    AMOUNTS: ClassVar[tuple[str, ...]] = ("cost", "depreciation", "net")

    owner: Literal["工会", "行政"] = "工会"
    identifiers: tuple[str, ...] = ("number", "custodian_number", "voucher")


class MembersLayout(ListLayout):
    """The layout of a list of members.

    Attributes:
        states: Words of the state column: who counts as a member, and who has left.
    """

    family: ClassVar[str] = "members"
    ROLES: ClassVar[frozenset[str]] = frozenset(
        {"person_number", "person_name", "unit", "group", "joined", "state"}
    )

    states: States
    identifiers: tuple[str, ...] = ("person_number",)


class ProjectBalanceLayout(ListLayout):
    """The layout of the campus finance office's balances of project cards."""

    family: ClassVar[str] = "project_balances"
    ROLES: ClassVar[frozenset[str]] = frozenset(
        {
            *("number", "name", "unit", "unit_code", "leader"),
            *("opening", "income", "expense", "advance", "frozen"),
            *("balance", "available"),
        }
    )
    AMOUNTS: ClassVar[tuple[str, ...]] = (
        *("opening", "income", "expense", "advance", "frozen"),
        *("balance", "available"),
    )

    identifiers: tuple[str, ...] = ("number", "unit_code")


class RemittanceLayout(ListLayout):
    """The layout of a list of returned money（返拨）.

    Attributes:
        way: ``received``: what the collection system returns to this union, held
            against the bank; ``allotted``: what this union returns to its sub-unions,
            which is quota.
    """

    family: ClassVar[str] = "remittances"
    ROLES: ClassVar[frozenset[str]] = frozenset(
        {
            *("unit", "base", "ratio", "amount", "period", "fund", "account"),
            *("from", "to", "payroll", "due", "rate", "paid", "batch", "remark"),
        }
    )
    AMOUNTS: ClassVar[tuple[str, ...]] = ("base", "amount", "payroll", "due")

    way: Literal["received", "allotted"]
    identifiers: tuple[str, ...] = ("account", "batch")
