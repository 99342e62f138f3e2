"""The other side of a contract is one of us（关联交易）.

Only what the books hold is compared: the payee of an entry under a contract, and the
registered persons. Who is related to whom, and whose telephone or account a company
has, stands in no register.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.plugins.kinds.contract import NO_CONTRACT
from union_ledger.plugins.kinds.options import NoOptions as Options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

__all__ = ["FIELDS", "PARAMETERS", "Options", "check"]

PARAMETERS: tuple[str, ...] = ()
FIELDS = ("payee", "contract")


def check(check: Check, _options: Options) -> Iterator[Finding]:
    """Yield a finding for each payment under a contract to a registered person."""
    registers = check.books.registers
    column = check.books.column("contract")
    for entry, contract in zip(check.books.entries, column, strict=True):
        if not contract or entry.spent <= 0 or entry.payee not in registers.persons:
            continue
        person = registers.person(entry.payee, entry.day)
        row = next(check.rows_of(entry), None)
        named = entry.text_of("contract")
        if person is None or row is None or named in NO_CONTRACT:
            continue
        if check.applies(entry):
            yield check.finding(
                entry,
                unit=row.unit,
                amount=entry.spent,
                evidence=(
                    f"收款人 {person.code} 是 {person.unit} 登记的人员",
                    f"合同 {named}",
                ),
                payee=person.code,
                contract=named,
            )
