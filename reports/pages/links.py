"""Addresses of Fava's own pages, with the filters we choose and no others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import Any

from fava.application import url_for

if TYPE_CHECKING:
    from union_ledger.core.books import Entry
    from union_ledger.reports.cells import Link

# Fava hands the filters of the page on to every link that does not set them; ours
# lead to what a number is made of, and None keeps the page's filters away.
_NO_FILTERS: dict[str, Any] = dict.fromkeys(
    ("account", "conversion", "filter", "interval", "time")
)


def address(endpoint: str, **values: str | None) -> str:
    """Return the address of a page of this ledger; None drops an argument."""
    return url_for(endpoint, **(_NO_FILTERS | values))


def resolve(link: Link) -> str | None:
    """Return where a cell of a report leads inside Fava."""
    match link.kind:
        case "account":
            return address("account", name=link.target, **dict(link.filters))
        case "journal":
            return address("report", report_name="journal", **dict(link.filters))
        case "source":
            return source(link.target, link.line or 1)
        case "rule":
            return f"#rule-{link.target}"
        case "page":
            return address(
                "extension_report", extension_name=link.target, **dict(link.filters)
            )
        case "file":
            return None


def source(filename: str, line: int) -> str:
    """Return the address of a line in Fava's editor."""
    return address("report", report_name="editor", file_path=filename, line=str(line))


def journal_of(entry: Entry) -> str | None:
    """Return the address of the journal that shows this entry; None without a key.

    The permanent id is the entry's own. A voucher number begins again every month,
    and Fava sums up what it finds before a time filter: it shows more than the entry.
    """
    if entry.text_of("id"):
        key, value, time = "id", entry.text_of("id"), None
    else:
        key, value, time = "voucher", entry.voucher, f"{entry.day:%Y-%m}"
    if not value or '"' in value:
        return None
    return address(
        "report",
        report_name="journal",
        time=time,
        filter=f'{key}:"^{re.escape(value)}$"',
    )
