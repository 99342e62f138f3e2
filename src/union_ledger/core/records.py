"""The typed registers（登记）: one model for each ``custom`` directive.

The directive's date is ``since``; its values fill the fields named in ``VALUES``, in
that order; its metadata fill the others, ``-`` in a key read as ``_``. Design: nothing
about the union lives outside the ledger's text.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from typing import Any
from typing import Literal

from pydantic import Field
from pydantic import field_validator
from pydantic import model_validator

from union_ledger.core.asset_records import ASSET_KINDS
from union_ledger.core.asset_records import Asset
from union_ledger.core.bank_records import BankStatement
from union_ledger.core.bank_records import WaitingRow
from union_ledger.core.record import Day
from union_ledger.core.record import Fen
from union_ledger.core.record import FundCode
from union_ledger.core.record import Lasting
from union_ledger.core.record import Month
from union_ledger.core.record import Record
from union_ledger.core.record import UnitCode
from union_ledger.core.record import Words
from union_ledger.core.record import Year


class Unit(Lasting):
    """A sub-union（二级工会）; ``000`` is 校本级."""

    VALUES = ("code", "name")
    code: UnitCode
    name: str
    kind: Literal["报账", "独立核算"] = "报账"
    short: Words = ()
    category: str = ""


class Group(Lasting):
    """A 工会小组 under its sub-union."""

    VALUES = ("code", "name")
    code: Annotated[str, Field(pattern=r"^\d{3}-\d{2}$")]
    name: str
    leader: str = ""

    @property
    def unit(self) -> str:
        """Return the code of the sub-union it belongs to."""
        return self.code[:3]


class Members(Record):
    """A unit's headcount（会员人数） from a date."""

    VALUES = ("unit", "count")
    unit: UnitCode
    count: int = Field(ge=0)


class UnitChange(Record):
    """A merge, split, renaming or dissolution（撤并） on a date."""

    VALUES = ("kind",)
    kind: Literal["merge", "split", "rename", "dissolve"]
    from_: Words = Field(alias="from")
    to: Words = ()
    decision: str
    shares: Words = ()
    name: str = ""

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> UnitChange:
        if not self.from_:
            raise ValueError("from 至少写一个单位")
        if self.kind in {"merge", "split"} and not self.to:
            raise ValueError(f"{self.kind} 要写 to")
        if self.kind == "rename" and not self.name:
            raise ValueError("rename 要写 name（新名称）")
        return self


class Fund(Lasting):
    """A pot of money（经费来源） and the accounts it may pay.

    ``accounts`` are code prefixes; empty means any. ``lapses``: what is left at the
    year's end goes back.
    """

    VALUES = ("code", "name")
    code: FundCode
    name: str
    restricted: bool = False
    source: Words = ()
    accounts: Words = ()
    lapses: bool = True

    def may_pay(self, code: str) -> bool:
        """Tell whether the fund may pay an expense of this account code."""
        return not self.accounts or code.startswith(self.accounts)


class Project(Record):
    """A project（项目） under one of the work plan's four 工程."""

    VALUES = ("code", "name")
    code: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9-]+$")]
    name: str
    unit: UnitCode | None = None
    fund: FundCode | None = None
    program: (
        Literal[
            "思想政治引领工程",
            "建功立业创新创造工程",
            "阵地平台建设工程",
            "数智化建设工程",
        ]
        | None
    ) = None
    line: str = ""
    stage: Literal["申报", "立项", "执行", "结项"] = "立项"
    start: Day | None = None
    end: Day | None = None
    nature: Literal["基本支出", "项目支出"] = "项目支出"

    def is_open(self, day: date) -> bool:
        """Tell whether the project may be paid for on ``day``, ends included."""
        return (self.start or self.since) <= day and (
            self.end is None or day <= self.end
        )


class Milestone(Record):
    """A step of works under way（进度节点）, planned or done.

    The same step may be told again when it is done: what a later line says holds.
    ``share`` is the part of the contract's sum that may be paid, altogether, once it
    is done.
    """

    VALUES = ("project", "name")
    project: str
    name: str
    contract: str = ""
    planned: Day | None = None
    done: Day | None = None
    share: Decimal | None = Field(default=None, ge=0, le=1)

    @property
    def is_completion(self) -> bool:
        """Tell whether the works are finished with it（竣工）."""
        return "竣工" in self.name


class BudgetVersion(Record):
    """A version of the annual budget and how far it has come.

    工会预算管理办法 A17: draft, then 经审会审查, then 委员会审批, then 备案.
    """

    VALUES = ("year", "version")
    year: Year
    version: str
    stage: Literal["草案", "经审审查", "委员会审批", "备案"]
    reviewed: Day | None = None
    approved: Day | None = None
    filed: Day | None = None
    published: Day | None = None
    minutes: str = ""

    @model_validator(mode="after")
    def _has_the_dates_of_its_stage(self) -> BudgetVersion:
        needed = {"经审审查": 1, "委员会审批": 2, "备案": 3}.get(self.stage, 0)
        names = ("reviewed", "approved", "filed")
        for name in names[:needed]:
            if getattr(self, name) is None:
                raise ValueError(f"阶段为 {self.stage} 时要写 {name} 日期")
        return self


class BudgetLine(Record):
    """One line of a budget version, in fen; income codes too."""

    VALUES = ("year", "code", "amount")
    year: Year
    code: Annotated[str, Field(pattern=r"^[45]\d{2,6}$")]
    amount: Fen
    version: str
    unit: UnitCode | None = None
    fund: FundCode | None = None
    project: str | None = None
    previous: Fen | None = None


class Share(Record):
    """How the 2 % reaches the union（拨缴路径） and what it keeps."""

    VALUES = ("route", "own")
    route: Literal["自主拨缴", "代收返拨"]
    own: Decimal = Field(gt=0, le=1)
    remit: Literal["月", "季", "年"] = "季"


class Person(Record):
    """A handler, approver or member, by pseudonymous id."""

    VALUES = ("code",)
    code: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9-]+$")]
    unit: UnitCode
    roles: Words = ()
    to: Day | None = None

    @field_validator("roles")
    @classmethod
    def _roles_are_known(cls, roles: tuple[str, ...]) -> tuple[str, ...]:
        known = (
            "member",
            "handler",
            "reviewer",
            "approver",
            "bookkeeper",
            "cashier",
            "custodian",
            "chair",
            "auditor",
        )
        for role in roles:
            if role not in known:
                raise ValueError(f"角色 {role} 不在 {'、'.join(known)} 之中")
        return roles


class Close(Record):
    """A closed month（结账） and its seal.

    ``number`` counts the closings, from 1; ``file`` is where the seal is kept, below
    the books' folder. ``accepted`` are the points of the checklist that were let pass,
    for ``reason``. One without ``seal`` only says that the month is closed.
    """

    VALUES = ("day",)
    day: date
    seal: str = ""
    number: int = 0
    file: str = ""
    by: str = ""
    accepted: str = ""
    reason: str = ""
    approver: str = ""


class Reopen(Record):
    """A closed month that was opened again（重新打开）; the line stays for ever.

    ``number`` is that of the closing it follows, ``after`` its head.
    """

    VALUES = ("day",)
    day: date
    number: int
    after: str
    reason: Annotated[str, Field(min_length=1)]
    approver: Annotated[str, Field(min_length=1)]


class Waiver(Record):
    """An approved exception（豁免） from a rule."""

    VALUES = ("rule",)
    rule: str
    subject: str = ""
    finding: str = ""
    limit: Fen | None = None
    approver: str
    minutes: str
    expires: Day

    @model_validator(mode="after")
    def _says_what_it_waives(self) -> Waiver:
        if not self.subject and not self.finding:
            raise ValueError("要写 subject（豁免对象）或 finding（检查发现编号）")
        return self


AnswerState = Literal["新建", "核实", "排除", "确认", "整改", "复核", "销号"]


class Answer(Record):
    """An answer to a finding（整改答复）, its owner, state and due date.

    ``by`` decided; ``reason`` and ``amount`` in fen say why a finding was excluded
    and on what sum.
    """

    VALUES = ("finding",)
    finding: str
    owner: str
    state: AnswerState
    due: Day | None = None
    by: str = ""
    reason: str = ""
    amount: Fen | None = None


class Payroll(Record):
    """A month's 工资总额, of which the 2 % is reckoned; in fen."""

    VALUES = ("month", "amount")
    month: Month
    amount: Annotated[Fen, Field(gt=0)]


class Dues(Record):
    """A sub-union's 会费 of a month as withheld from pay, in fen, and from how many.

    ``base`` is the pay they are reckoned of, where the list says it; ``source_sha256``
    is the hash of the list, which itself names persons and is kept elsewhere.
    """

    VALUES = ("unit", "month", "amount")
    unit: UnitCode
    month: Month
    amount: Fen
    members: int = Field(ge=0)
    base: Fen | None = None
    source_sha256: str = ""


RECORDS: dict[str, type[Record]] = {
    "unit": Unit,
    "group": Group,
    "members": Members,
    "unit-change": UnitChange,
    "fund": Fund,
    "project": Project,
    "budget-version": BudgetVersion,
    "budget-line": BudgetLine,
    "share": Share,
    "milestone": Milestone,
    "person": Person,
    "asset": Asset,
    **{kind: model for model, kind in ASSET_KINDS.items()},
    "close": Close,
    "reopen": Reopen,
    "waiver": Waiver,
    "answer": Answer,
    "payroll": Payroll,
    "dues": Dues,
    "statement": BankStatement,
    "bank-row": WaitingRow,
}


def fields_of(values: list[Any], record: type[Record]) -> dict[str, Any]:
    """Name the positional values of a directive.

    Raises:
        ValueError: There are more or fewer values than the record has.
    """
    values = values or []
    if len(values) != len(record.VALUES):
        wanted = "、".join(record.VALUES)
        raise ValueError(
            f"应有 {len(record.VALUES)} 个值（{wanted}），有 {len(values)} 个"
        )
    return dict(zip(record.VALUES, (value.value for value in values), strict=True))
