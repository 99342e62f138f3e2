"""What the register knows of assets（资产登记）: cards, and what happens to a thing.

A card is written once. What happens later is a line of its own with the card's
number, so that a thing's whole life can be read in order of date.
"""

from __future__ import annotations

from typing import Annotated
from typing import ClassVar
from typing import Literal

from pydantic import Field
from pydantic import model_validator

from union_ledger.core.record import Day
from union_ledger.core.record import Fen
from union_ledger.core.record import Record
from union_ledger.core.record import UnitCode

AssetState = Literal["在用", "闲置", "出租", "出借", "维修", "待报废", "已处置"]
AssetClass = Literal[
    "房屋及构筑物",
    "专用设备",
    "通用设备",
    "文物和陈列品",
    "图书档案",
    "家具用具装具及动植物",
    "无形资产",
]
CountResult = Literal["相符", "盘盈", "盘亏", "损毁", "账外", "位置不符", "保管人不符"]
DISPOSED: AssetState = "已处置"
INTANGIBLE: AssetClass = "无形资产"
UNION = "工会"


class Asset(Record):
    """An asset card（资产卡片）.

    ``cost`` is 原值 of all pieces together, in fen; ``life`` in months, absent where
    nothing is written off. ``acquired`` is 取得日期, the card's own date where it is
    not written. ``depreciated`` is 累计折旧 on the card's date, in fen, of a card taken
    over from an older register; absent, it follows from ``acquired``. What was gone
    before its card was written has the state 已处置. What the union does not own
    （``owner`` is not 工会） is kept for reference only（备查簿）.
    """

    VALUES = ("number", "name")
    number: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9-]+$")]
    name: str
    class_: AssetClass = Field(alias="class")
    gb: str = ""
    model: str = ""
    cost: Annotated[Fen, Field(ge=0)]
    quantity: int = Field(default=1, ge=1)
    measure: str = ""
    method: Literal["", "购置", "建造", "捐赠", "调入", "盘盈", "行政提供", "租入"] = ""
    funding: str = ""
    unit: UnitCode
    custodian: str = ""
    place: str = ""
    state: AssetState = "在用"
    life: int | None = Field(default=None, gt=0)
    acquired: Day | None = None
    started: Day | None = None
    depreciated: Fen | None = None
    voucher: str = ""
    contract: str = ""
    serial: str = ""
    photo: str = ""
    owner: Literal["工会", "行政", "租入"] = "工会"

    @model_validator(mode="after")
    def _is_possible(self) -> Asset:
        if self.acquired is not None and self.acquired > self.since:
            raise ValueError(
                f"acquired（{self.acquired}）晚于卡片日期 {self.since}；先取得，后建卡"
            )
        if self.depreciated is not None and not 0 <= self.depreciated <= self.cost:
            raise ValueError("depreciated（累计折旧）应在零和原值 cost 之间")
        return self

    @property
    def acquired_on(self) -> Day:
        """Return 取得日期."""
        return self.acquired or self.since

    @property
    def is_own(self) -> bool:
        """Tell whether the union owns it, so that 162 or 171 holds it."""
        return self.owner == UNION


class AssetLine(Record):
    """Something that happens to one thing on one day."""

    VALUES: ClassVar[tuple[str, ...]] = ("number",)
    number: str
    by: str = ""


class AssetAccept(AssetLine):
    """The thing was looked over and taken（验收）, by ``by``."""


class AssetMove(AssetLine):
    """A change of custody（调拨、交接）: no money moves."""

    unit: UnitCode
    custodian: str = ""
    place: str = ""


class AssetStateChange(AssetLine):
    """A change of use（状态变更）: lent, let, idle, in repair, back in use.

    ``to`` is who has it meanwhile, ``until`` the day it is to come back, ``minutes``
    the decision where one is needed.
    """

    VALUES = ("number", "state")
    state: Literal["在用", "闲置", "出租", "出借", "维修", "待报废"]
    to: str = ""
    until: Day | None = None
    minutes: str = ""
    contract: str = ""


class AssetRaise(AssetLine):
    """Money that raises a card's cost（后续支出计入原值）; in fen.

    ``remaining`` is how many months it can be used from this month on, where the work
    prolongs its life.
    """

    VALUES = ("number", "amount")
    amount: Annotated[Fen, Field(gt=0)]
    remaining: int | None = Field(default=None, gt=0)
    voucher: str = ""


class AssetDispose(AssetLine):
    """A thing leaves the union（处置）, wholly or ``quantity`` pieces of it.

    The date is the day 162 gives it up. ``approved`` and ``minutes`` are the decision,
    ``approver`` the level that took it, ``appraisal`` the opinion（技术鉴定）.
    """

    how: Literal["报废", "出售", "捐赠", "调出", "盘亏", "毁损"]
    reason: str = ""
    quantity: int | None = Field(default=None, ge=1)
    approver: str = ""
    approved: Day | None = None
    minutes: str = ""
    appraisal: str = ""
    voucher: str = ""


class Count(AssetLine):
    """One item's result in a stocktaking（盘点）; where it was found, when elsewhere.

    ``quantity`` is how many pieces were found, where not all; ``sheet`` names the form
    the result was written on. ``state`` is the use seen, where it is not the one of the
    register; ``name`` what was found without a card.
    """

    result: CountResult
    name: str = ""
    state: AssetState | Literal[""] = ""
    unit: str = ""
    custodian: str = ""
    place: str = ""
    quantity: int | None = Field(default=None, ge=0)
    sheet: str = ""


ASSET_KINDS: dict[type[AssetLine], str] = {
    AssetAccept: "asset-accept",
    AssetMove: "asset-move",
    AssetStateChange: "asset-state",
    AssetRaise: "asset-raise",
    AssetDispose: "asset-dispose",
    Count: "count",
}
"""The word of the ledger's text for each line."""
