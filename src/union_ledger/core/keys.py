"""Well-known metadata keys（约定的元数据键） and what each of them holds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

DATES = (
    "submitted",
    "approved",
    "paid",
    "event-date",
    "due",
    "invoice-date",
    "invoice-verified",
    "minutes-date",
    "contract-date",
    "bank-date",
)
NUMBERS = (
    "attachments",
    "headcount",
    "days",
    "sessions",
    "awarded",
    "months",
    "contract-amount",
)
CODES = ("unit", "fund")
PEOPLE = ("handler", "reviewer", "approver", "bookkeeper", "cashier")
TEXTS = (
    "id",
    "voucher",
    "invoice",
    "invoice-blue",
    "invoice-verify",
    "member",
    "title",
    "festival",
    "basis",
    "event",
    "list",
    "issue-list",
    "receipt",
    "settlement",
    "minutes",
    "contract",
    "acceptance",
    "import-ids",
    "bank-rows",
    "bank-balance",
    "batch",
    "suggested",
    "asset",
)
HOLDS: dict[str, type] = (
    dict.fromkeys(DATES, date)
    | dict.fromkeys(NUMBERS, Decimal)
    | dict.fromkeys((*CODES, *TEXTS, *PEOPLE), str)
)
# What nearly every entry says; Beancount's own keys stand beside them.
USUAL = (
    *("unit", "fund", "id", "voucher", "invoice", "attachments", "headcount"),
    *("event", "event-date", "submitted", "approved", "paid"),
    *PEOPLE,
)
