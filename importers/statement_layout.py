"""What the layout of a statement may say: 流水、对账单、项目明细账."""

from __future__ import annotations

from typing import Annotated
from typing import ClassVar
from typing import Literal
from typing import TypeAlias

from pydantic import BeforeValidator
from pydantic import Field
from pydantic import model_validator

from union_ledger.importers.dates import DATES
from union_ledger.importers.layout import Declared
from union_ledger.importers.layout import Layout

Fact: TypeAlias = Literal[
    "own_account",
    "subject",
    "opening",
    "closing",
    "sum_out",
    "sum_in",
    "count_out",
    "count_in",
    "count",
    "period",
    "period_from",
    "period_to",
    "currency",
]
Source: TypeAlias = Literal["column", "preamble", "filename", "sheet", "config"]
# Labels that mean the same in every export that has them.
COMMON: dict[Fact, tuple[str, ...]] = {
    "period": (
        *("查询时间范围", "起止日期", "起止时间", "查询日期", "查询时间", "查询期间"),
        *("日期区间", "交易时间段", "对账期间", "期间"),
    ),
    "period_from": ("查询开始日期", "查询起始日期", "起始日期", "开始日期", "起始时间"),
    "period_to": (
        *("查询结束日期", "查询截止日期", "结束日期", "截止日期", "截至日期"),
        *("终止日期", "终止时间"),
    ),
    "count": ("总笔数", "记录条数", "记录数", "总记录数", "交易总笔数"),
    "currency": ("币种", "币别", "账户币种", "货币"),
}
UNSEEN = "此版式没有见过真实文件，请核对首次导入的结果"
_PARTIES = frozenset({"payer_account", "payee_account"})


class Flags(Declared):
    """The words of a flag column: which mean money out and which money in."""

    out: tuple[str, ...] = Field(min_length=1)
    into: tuple[str, ...] = Field(min_length=1, alias="in")


class Void(Declared):
    """Rows, dated or not, whose cell says that no money moved: 交易关闭."""

    role: str
    words: tuple[str, ...] = Field(min_length=1)
    what: str


class StatementLayout(Layout):
    """The layout of a list of movements on one account or several.

    Attributes:
        seen: Whether it was written from a real file, or only from what others wrote.
        of: ``bank``, or ``book`` for the page of the union's own books on its bank
            account, which is compared and never booked.
        dates: Forms of the date column, as for ``strptime``; ``serial`` for Excel's.
        own_account: Where the own account number may stand, in this order. Where a
            file may lack it, as with ``config``, whoever imports says it.
        owner: Whose account it is. A person's account or wallet is no place for
            union money; only one that is registered to collect is taken.
        flags: Words of the flag column, where there is one.
        signed: Whether the one amount column is negative for money out.
        direction: ``chain`` where 借 and 贷 may mean either, and only the running
            balance tells which of ``out`` and ``in`` is which.
        void: Rows that never moved money.
        preamble: Labels above the header, each with its value beside it; those of
            ``COMMON`` need not be repeated.
    """

    family: ClassVar[str] = "statements"
    ROLES: ClassVar[frozenset[str]] = frozenset(
        {
            *("date", "year", "month", "day", "time"),
            *("out", "in", "amount", "flag", "balance", "balance_side", "currency"),
            *("own_account", "own_name", "counterparty", "counter_account"),
            *("payer", "payer_account", "payee", "payee_account"),
            *("summary", "purpose", "remark", "serial", "bank_voucher"),
            *("unit_code", "unit_name", "project_name", "subject_code", "subject_name"),
            *("handler", "offset", "status"),
        }
    )

    seen: bool
    of: Literal["bank", "book"] = "bank"
    dates: tuple[str, ...] = Field(default=DATES, min_length=1)
    own_account: Annotated[
        tuple[Source, ...],
        BeforeValidator(lambda value: [value] if isinstance(value, str) else value),
        Field(min_length=1),
    ]
    owner: Literal["union", "person", "card", "wallet"] = "union"
    flags: Flags | None = None
    signed: bool = False
    direction: Literal["declared", "chain"] = "declared"
    void: tuple[Void, ...] = ()
    preamble: dict[Fact, tuple[str, ...]] = Field(default_factory=dict)
    identifiers: tuple[str, ...] = (
        *("own_account", "counter_account", "serial"),
        *("payer_account", "payee_account"),
    )

    @property
    def told(self) -> str:
        """Return the title, with a warning where no real file was seen."""
        return self.title if self.seen else f"{self.title}（未经真实文件验证）"

    @property
    def facts(self) -> dict[Fact, tuple[str, ...]]:
        """Return the labels above the header, the common ones included."""
        return COMMON | self.preamble

    @model_validator(mode="after")
    def _whole(self) -> StatementLayout:
        if wrong := _wrong_columns(self) or _wrong_account(self):
            raise ValueError(wrong)
        return self


def _wrong_columns(layout: StatementLayout) -> str:
    roles = layout.columns.keys()
    one = "amount" in roles and (
        layout.signed or "flag" in roles or "payer_account" in roles
    )
    if not ({"out", "in"} <= roles or one):
        return (
            "要么有 out 和 in 两列，要么有 amount 列和它的方向"
            "（flag 列、signed，或 payer_account 和 payee_account 两列）"
        )
    if len(roles & _PARTIES) == 1:
        return "payer_account 和 payee_account 两列要么都有，要么都没有"
    if "date" not in roles and not {"year", "month", "day"} <= roles:
        return "缺少 date 列（或 year、month、day 三列）"
    if "flag" in roles and layout.flags is None:
        return "有 flag 列就要写 flags"
    if layout.direction == "chain" and not {"out", "in", "balance"} <= roles:
        return "direction: chain 要有 out、in 和 balance 三列"
    return ""


def _wrong_account(layout: StatementLayout) -> str:
    if "column" in layout.own_account:
        if len(layout.own_account) > 1:
            return "own_account 取自列，就不能再取自别处"
        if "own_account" not in layout.columns:
            return "own_account 取自列，却没有 own_account 列"
    fact = "subject" if layout.of == "book" else "own_account"
    if "preamble" in layout.own_account and fact not in layout.preamble:
        return f"own_account 取自表头上方，却没有写它的标签（{fact}）"
    for void in layout.void:
        if void.role not in layout.columns:
            return f"void 用到的列 {void.role} 没有声明"
    return ""
