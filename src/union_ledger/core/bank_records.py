"""What the register knows of the bank: its statements, and rows without a voucher."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from pydantic import model_validator

from union_ledger.core.record import Day
from union_ledger.core.record import Fen
from union_ledger.core.record import Record

_Account = Annotated[str, Field(pattern=r"^Assets:.+$")]


class BankStatement(Record):
    """What a bank's statement said an account held at the end of a day; in fen.

    The import writes one line for each account and month of a file; its date is the
    last day the line answers for. ``own_account`` is the last digits of the account's
    number, ``first`` the day of its first row, ``opening`` what was there before it,
    ``rows`` how many rows it has; ``document`` and ``sha256`` are the kept original.
    """

    VALUES = ("account", "closing")
    account: _Account
    closing: Fen
    own_account: Annotated[str, Field(pattern=r"^[0-9A-Z-]{1,4}$")]
    first: Day
    opening: Fen
    rows: int = Field(ge=0)
    source_file: str
    document: str = ""
    sha256: str = ""

    @model_validator(mode="after")
    def _begins_before_it_ends(self) -> BankStatement:
        if self.first > self.since:
            raise ValueError(f"first（{self.first}）晚于对账单截止日 {self.since}")
        return self


class WaitingRow(Record):
    """A row of the bank that no entry holds yet（银行已收付、企业未收付）; fen, signed.

    The import writes it where vouchers are the books（监督账）, and the reconciliation
    lists it until an entry names its ``id`` in ``import-ids``.
    """

    VALUES = ("account", "amount")
    account: _Account
    amount: Fen
    id: str
    payee: str = ""
    narration: str = ""
    source_file: str = ""
