"""What a rulebook file（规则文件） may say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from typing import Any
from typing import Literal

from pydantic import BaseModel
from pydantic import BeforeValidator
from pydantic import ConfigDict
from pydantic import Field
from pydantic import model_validator

from union_ledger.core.findings import Severity

ParameterState = Literal["confirmed", "illustrative", "missing"]
STATE_NAMES: dict[str, str] = {
    "confirmed": "已确认",
    "illustrative": "示例值",
    "missing": "缺失",
}
LAYER_NAMES: dict[str, str] = {"national": "国家", "hubei": "湖北", "local": "本级"}


def _quoted(value: object) -> object:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is None or isinstance(value, str | Decimal):
        return value
    raise ValueError('数值请写成带引号的文字，如 "2000.00"')


Figure = Annotated[Decimal, BeforeValidator(_quoted)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Citation(_Model):
    """Where a rule or value stands（依据）.

    ``basis`` says how far the text was checked: 原文 (read), 转引 (read where
    another source quotes it), 待核对 (still to be compared with the text).
    """

    document: str = ""
    number: str = ""
    article: str = ""
    issued: str = ""
    url: str = ""
    basis: Literal["原文", "转引", "待核对"] = "待核对"

    def over(self, base: Citation) -> Citation:
        """Return this citation with what it leaves out taken from ``base``."""
        own = self.model_dump(exclude_unset=True)
        return Citation(**(base.model_dump() | own))

    def __str__(self) -> str:
        """Return ``《document》number article``."""
        name = f"《{self.document}》" if self.document else ""
        number = self.number
        article = self.article
        return " ".join(part for part in (f"{name}{number}", article) if part)


class DatedValue(_Model):
    """A parameter's value from a day on; ``value`` is empty when missing.

    ``loosens`` is the reason of a lower layer that loosens what stands above it.
    """

    since: date = Field(alias="from")
    value: Figure | None = None
    state: ParameterState = "confirmed"
    citation: Citation = Citation()
    note: str = ""
    loosens: str = ""

    @model_validator(mode="after")
    def _value_fits_state(self) -> DatedValue:
        if (self.value is None) != (self.state == "missing"):
            raise ValueError("state 为 missing 时不写 value，其他时候必须写 value")
        return self


class Parameter(_Model):
    """A figure that rules use（参数）; the values in order of date.

    ``tighter`` says which way a value is stricter: a cap when lower, a floor when
    higher.
    """

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]+$")]
    title: str
    unit: str = "元"
    tighter: Literal["lower", "higher"] = "lower"
    values: tuple[DatedValue, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _in_order(self) -> Parameter:
        days = [value.since for value in self.values]
        if days != sorted(set(days)):
            raise ValueError("values 要按 from 日期先后排列，日期不重复")
        return self

    def in_force(self, day: date) -> DatedValue | None:
        """Return the value in force on ``day``; None before the first."""
        found = None
        for value in self.values:
            if value.since <= day:
                found = value
        return found


class Where(_Model):
    """Which postings a rule looks at（适用范围）; nothing written means all.

    ``codes`` are prefixes of account codes.
    """

    codes: tuple[str, ...] = ()
    except_codes: tuple[str, ...] = ()
    funds: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


class Sample(_Model):
    """The many payments a statistic needs, in a line（样本）.

    Each handler pays each of ``amounts`` (yuan, and how many of it) on each of ``days``
    for ``unit``.
    """

    amounts: dict[str, int]
    days: tuple[date, ...] = (date(2024, 6, 30),)
    handlers: tuple[str, ...] = ("",)
    unit: str = "007"


class Case(_Model):
    """A small ledger that must pass or be caught（案例）.

    ``caught`` are the lines, counted from 1 inside ``ledger``, where the rule must
    strike; empty means that it must stay silent. ``severity`` is what it must say.
    ``given`` are parameter values for this case alone. ``sample`` stands for payments
    beside those of ``ledger``.
    """

    name: str
    ledger: str
    sample: tuple[Sample, ...] = ()
    caught: tuple[int, ...] = ()
    severity: Severity | None = None
    given: dict[str, Figure] = Field(default_factory=dict)


class CaseFile(_Model):
    """The second document of a rulebook file: the cases of its rules, by their ids."""

    cases: dict[str, tuple[Case, ...]] = Field(default_factory=dict)


class Rule(_Model):
    """One rule（规则）.

    ``mistaken`` says what innocent business it may strike（可能的误报）. ``given`` are
    the parameter values its cases are tried with, where the shipped layers have none.
    """

    id: Annotated[str, Field(pattern=r"^[A-Z]{1,2}\d{2,3}$")]
    title: str
    kind: str
    severity: Severity
    where: Where = Where()
    options: dict[str, Any] = Field(default_factory=dict, alias="with")
    parameters: dict[str, str] = Field(default_factory=dict)
    citation: Citation = Citation()
    effective: date
    expires: date | None = None
    reviewed_on: date
    message: str
    remedy: str = ""
    mistaken: str = ""
    replaces: str = ""
    given: dict[str, Figure] = Field(default_factory=dict)

    def in_force(self, day: date) -> bool:
        """Tell whether the rule applies to an event of ``day``."""
        return self.effective <= day and (self.expires is None or day <= self.expires)


class RuleFile(_Model):
    """One file of a layer: rules and parameters of one document."""

    document: Citation = Citation()
    parameters: tuple[Parameter, ...] = ()
    rules: tuple[Rule, ...] = ()


class Index(_Model):
    """The local layer's list of parts（本级规则目录）."""

    title: str
    version: str
    parts: tuple[str, ...] = ()
