"""Which of Fava's addresses are open to readers, and with which arguments."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from beanquery import parser

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Request

_PAGES = (
    "account",
    "document",
    "download_journal",
    "download_query",
    "extension_endpoint",
    "extension_report",
    "help_page",
    "holdings_by",
    "index",
    "report",
    "statement",
    "static",
)
# Reads without side effects. Not among them: imports and extract, which run importers
# on files, and options, which only tells about the machine.
_API = (
    "account_report",
    "balance_sheet",
    "changed",
    "commodities",
    "context",
    "documents",
    "errors",
    "events",
    "help",
    "income_statement",
    "journal",
    "journal_page",
    "ledger_data",
    "narration_transaction",
    "narrations",
    "payee_accounts",
    "payee_transaction",
    "query",
    "source",
    "source_slice",
    "statistics",
    "trial_balance",
)
ENDPOINTS = frozenset({*_PAGES, *(f"json_api.get_{name}" for name in _API)})
EXTENSIONS = {
    "UnionAccount": {"xlsx"},
    "UnionAssets": {"xlsx"},
    "UnionAudit": {"xlsx"},
    "UnionFunds": {"xlsx"},
    "UnionOverview": {"xlsx"},
    "UnionProjects": {"xlsx"},
    "UnionReports": {"docx", "html", "json", "md", "xlsx"},
    "UnionResults": {"xlsx"},
    "UnionRules": {"xlsx"},
    "UnionStatements": {"xlsx"},
    "UnionSupervision": {"xlsx"},
    "UnionTable01": {"xlsx"},
    "UnionTable02": {"xlsx"},
    "UnionUnit": {"xlsx"},
}
_CLOSED_REPORTS = {"import", "options"}
_QUERIES = {"json_api.get_query", "download_query"}
_STATEMENTS = {"Select", "Balances", "Journal", "Print"}
_READS = re.compile(r"\s*(select|balances|journal|print)\b", re.IGNORECASE)
_RUN = re.compile(r"run\s+(?P<name>.+)", re.DOTALL)
_SHORT = {"account", "filter", "time"}
SHORT_AT_MOST = 200
LONG_AT_MOST = 2000


def is_open(request: Request) -> bool:
    """Tell whether the address is one of those that readers may open."""
    endpoint, values = request.endpoint, request.view_args or {}
    if endpoint not in ENDPOINTS:
        return False
    if endpoint == "report":
        return values["report_name"] not in _CLOSED_REPORTS
    if endpoint in {"extension_report", "extension_endpoint"}:
        names = EXTENSIONS.get(values["extension_name"], set())
        return bool(names) and values.get("endpoint", "xlsx") in names
    if endpoint == "download_query":
        return bool(values["result_format"] == "csv")
    return True


def overlong(request: Request) -> str:
    """Return the name of an argument that is too long; empty if none is."""
    for name, values in request.args.lists():
        limit = SHORT_AT_MOST if name in _SHORT else LONG_AT_MOST
        if any(len(value) > limit for value in values):
            return name
    return ""


def asks_for_reading(request: Request, stored: Mapping[str, str]) -> bool:
    """Tell whether a query, if the request is one, only reads.

    ``stored`` are the queries written in the books, by name; ``run`` may name them.
    """
    if request.endpoint not in _QUERIES:
        return True
    query = request.args.get("query_string", "")
    named = _RUN.fullmatch(query.strip())
    if named is None:
        return only_reads(query)
    try:
        words = shlex.split(named["name"].rstrip("; \t"))
    except ValueError:
        return False
    return len(words) == 1 and only_reads(stored.get(words[0], ""))


def only_reads(query: str) -> bool:
    """Tell whether beanquery parses the text as a statement that only reads.

    Its shell takes other words too: with a dot in front, and newer releases write
    files at such a command.
    """
    if not _READS.match(query):
        return False
    try:
        statement = parser.parse(query)  # type: ignore[no-untyped-call]
    except Exception:  # noqa: BLE001 - whatever the parser stumbles at is no reading
        return False
    return type(statement).__name__ in _STATEMENTS
