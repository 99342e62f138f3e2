"""Money that goes to a person（付给个人） and not to a shop."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from union_ledger.core.books import Entry
    from union_ledger.core.registers import Registers

# Staff and member numbers as the ledger writes them: T0412, P-00357.
_NUMBER = re.compile(r"[A-Z]{1,2}-?\d{3,}")
_SAID = ("个人", "代发")


def paid_to_person(entry: Entry, registers: Registers) -> bool:
    """Tell whether an entry's payee is a person, several, or a named member."""
    payee = entry.payee.strip()
    return bool(
        payee in registers.persons
        or _NUMBER.fullmatch(payee)
        or any(word in payee for word in _SAID)
        or (not payee and entry.text_of("member"))
    )
