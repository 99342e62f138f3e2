"""Well-known metadata keys（约定的元数据键） and what each of them holds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

DATES = ("submitted", "approved", "paid", "event-date")
NUMBERS = ("attachments", "headcount")
CODES = ("unit", "fund")
PEOPLE = ("handler", "reviewer", "approver", "bookkeeper", "cashier")
TEXTS = ("id", "voucher", "invoice", "member")
HOLDS: dict[str, type] = (
    dict.fromkeys(DATES, date)
    | dict.fromkeys(NUMBERS, Decimal)
    | dict.fromkeys((*CODES, *TEXTS, *PEOPLE), str)
)
