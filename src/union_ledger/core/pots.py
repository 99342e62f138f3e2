"""The four pots of quota（额度） and the accounts that hold them.

``Q00`` approved budget, ``Q01`` available, ``Q05`` reserved, ``Q09`` used; the last
three by unit and fund: ``Equity:Q01-可用额度:007:10``. Always in the commodity QUOTA.
"""

from __future__ import annotations

from functools import cache
from typing import Literal
from typing import NamedTuple

Pot = Literal["Q00", "Q01", "Q05", "Q09"]

NAMES: dict[Pot, str] = {
    "Q00": "预算批复",
    "Q01": "可用额度",
    "Q05": "冻结额度",
    "Q09": "已用额度",
}
CURRENCY = "QUOTA"

# Metadata of the legs that the plugin posts from the use of quota.
USE_MARK = "__quota_use__"


class Place(NamedTuple):
    """A pot of one unit and fund; both are empty for Q00."""

    pot: Pot
    unit: str
    fund: str


@cache
def place_of(account: str) -> Place:
    """Read a quota account.

    Raises:
        ValueError: It is not one of the four shapes, said in Chinese.
    """
    root, _, rest = account.partition(":")
    head, *parts = rest.split(":")
    pot, _, name = head.partition("-")
    if root != "Equity" or NAMES.get(pot) != name:  # type: ignore[call-overload]
        raise ValueError(
            f"额度科目 {account} 不对：只能是 Equity:Q00-预算批复，"
            "或 Equity:Q01-可用额度、Q05-冻结额度、Q09-已用额度 加 :单位:经费来源"
        )
    if pot == "Q00":
        if parts:
            raise ValueError(f"额度科目 {account} 不对：预算批复不分单位")
        return Place("Q00", "", "")
    if len(parts) != 2 or len(parts[0]) != 3 or len(parts[1]) != 2:
        raise ValueError(
            f"额度科目 {account} 不对：后面应是三位单位代码和两位经费来源代码"
        )
    return Place(pot, parts[0], parts[1])  # type: ignore[arg-type]


@cache
def account_of(place: Place) -> str:
    """Return the account that holds a pot."""
    head = f"Equity:{place.pot}-{NAMES[place.pot]}"
    return head if place.pot == "Q00" else f"{head}:{place.unit}:{place.fund}"


def is_quota(account: str) -> bool:
    """Tell whether an account is one of the quota accounts by its name."""
    return account.startswith("Equity:Q0")
