"""What all register lines have in common, and how their fields are read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from typing import ClassVar

from beancount.core.amount import Amount
from pydantic import BaseModel
from pydantic import BeforeValidator
from pydantic import ConfigDict
from pydantic import Field
from pydantic import model_validator

from union_ledger.core.money import fen

UnitCode = Annotated[str, Field(pattern=r"^\d{3}$")]
FundCode = Annotated[str, Field(pattern=r"^\d{2}$")]
Year = Annotated[str, Field(pattern=r"^\d{4}$")]
Month = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]


def _words(value: object) -> object:
    return tuple(value.split()) if isinstance(value, str) else value


def _fen(value: object) -> object:
    if isinstance(value, Amount):
        if value.currency != "CNY" or value.number is None:
            raise ValueError("金额的币种应为 CNY")
        return fen(value.number)
    if isinstance(value, Decimal):
        return fen(value)
    raise ValueError("应是金额，如 120000.00 CNY")


def _text_date(value: object) -> object:
    if not isinstance(value, date):
        raise ValueError("应是日期（年-月-日，不加引号）")  # noqa: TRY004
    return value


Words = Annotated[tuple[str, ...], BeforeValidator(_words)]
Fen = Annotated[int, BeforeValidator(_fen)]
Day = Annotated[date, BeforeValidator(_text_date)]


class Record(BaseModel):
    """What every register line has: its opening date and its place in the text."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    VALUES: ClassVar[tuple[str, ...]] = ()

    since: date
    filename: str = ""
    lineno: int = 0
    note: str = ""


class Lasting(Record):
    """A record that may end: open from ``since`` to the day of ``closed``."""

    closed: Day | None = None

    @model_validator(mode="after")
    def _closes_after_opening(self) -> Lasting:
        if self.closed is not None and self.closed < self.since:
            raise ValueError(f"closed（{self.closed}）早于启用日 {self.since}")
        return self

    def is_open(self, day: date) -> bool:
        """Tell whether the record is in use on ``day``, both ends included."""
        return self.since <= day and (self.closed is None or day <= self.closed)
