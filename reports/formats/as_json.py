"""A report as JSON, for programs: a stable shape with exact figures.

    {"report": title, "entity": …, "period": …, "unit_note": "单位：元",
     "provenance": {"books_revision": "4623ab9" or null, "books_changed": false,
                    "rulebook": …},
     "notes": [text],
     "figures": [{"label", "kind", "value", "note"}],
     "tables": [{"title", "note",
                 "columns": [{"key", "title", "kind", "group"}],
                 "rows": [{key: value}],
                 "marks": [{"row": 0, "role": "group" or "subtotal", "level": 0}],
                 "links": [{"row": 0, "column": key, "kind", "target", "line",
                            "filters": {name: value}}],
                 "totals": {key: value}}],
     "charts": [{"kind", "title", "table", "label", "values": [key], "rows"}]}

Values by kind: money is a string of yuan with two decimals ("1234.56"), percent a
string of the share with six decimals ("0.652300"), count a number, date an ISO date,
text a string; what is missing is null. ``rows`` holds every row in order, the ones
listed in ``marks`` (counted from 0) are headings and subtotals. ``totals`` holds the
summed columns only and is empty for a table without a total. A report that is filed
has more: a table its "filing" {"number", "day", "signers": [name], "checks": [{"text",
"holds"}], "remarks": [text]}, the report its "passages" [{"page", "title",
"paragraphs": [text], "tables": [title]}].
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from union_ledger.core.money import yuan
from union_ledger.reports.cells import decimal_of
from union_ledger.reports.cells import link_of
from union_ledger.reports.cells import value_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.reports.filing import Filing
    from union_ledger.reports.model import Cell
    from union_ledger.reports.model import Kind
    from union_ledger.reports.model import Report
    from union_ledger.reports.model import Table


def render(report: Report) -> bytes:
    """Return the report as UTF-8 JSON of the shape described above."""
    text = json.dumps(document(report), ensure_ascii=False, indent=1)
    return text.encode(errors="replace") + b"\n"


def document(report: Report) -> dict[str, object]:
    """Return the report as plain dicts, lists, strings, numbers and None."""
    provenance = report.provenance
    plainly: dict[str, object] = {
        "report": report.title,
        "entity": report.entity,
        "period": report.period,
        "unit_note": report.unit_note,
        "provenance": {
            "books_revision": provenance.revision,
            "books_changed": provenance.changed,
            "rulebook": provenance.rulebook,
        },
        "notes": list(report.notes),
        "figures": [
            {
                "label": figure.label,
                "kind": figure.kind,
                "value": plain(figure.value, figure.kind),
                "note": figure.note,
            }
            for figure in report.figures
        ],
        "tables": [_table(table) for table in report.tables],
        "charts": [
            {
                "kind": chart.kind,
                "title": chart.title,
                "table": chart.table,
                "label": chart.label,
                "values": list(chart.values),
                "rows": chart.rows,
            }
            for chart in report.charts
        ],
    }
    if report.passages:
        plainly["passages"] = [
            {
                "page": passage.page,
                "title": passage.title,
                "paragraphs": list(passage.paragraphs),
                "tables": list(passage.tables),
            }
            for passage in report.passages
        ]
    return plainly


def plain(cell: Cell, kind: Kind) -> str | int | None:
    """Return one cell as JSON holds it; money in yuan, as a string."""
    match value_of(cell):
        case int(amount):
            return str(yuan(amount)) if kind == "money" else amount
        case (Fraction() | Decimal()) as share:
            return str(decimal_of(share, 6))
        case date() as day:
            return day.isoformat()
        case text:
            return text


def _table(table: Table) -> dict[str, object]:
    total = table.total_row
    cells = zip(table.columns, total.cells if total else (), strict=False)
    plainly: dict[str, object] = {
        "title": table.title,
        "note": table.note,
        "columns": [
            {"key": c.key, "title": c.title, "kind": c.kind, "group": c.group}
            for c in table.columns
        ],
        "rows": [
            {
                column.key: plain(cell, column.kind)
                for column, cell in zip(table.columns, row.cells, strict=True)
            }
            for row in table.rows
        ],
        "marks": [
            {"row": number, "role": row.role, "level": row.level}
            for number, row in enumerate(table.rows)
            if row.role != "detail"
        ],
        "links": list(_links(table)),
        "totals": {
            column.key: plain(cell, column.kind)
            for column, cell in cells
            if column.total is not None
        },
    }
    return plainly | ({"filing": _filing(table.filing)} if table.filing else {})


def _filing(filing: Filing) -> dict[str, object]:
    return {
        "number": filing.number,
        "day": filing.day,
        "signers": list(filing.signers),
        "checks": [{"text": c.text, "holds": c.holds} for c in filing.checks],
        "remarks": list(filing.remarks),
    }


def _links(table: Table) -> Iterator[dict[str, object]]:
    for number, row in enumerate(table.rows):
        for column, cell in zip(table.columns, row.cells, strict=True):
            link = link_of(cell)
            if link is not None:
                yield {
                    "row": number,
                    "column": column.key,
                    "kind": link.kind,
                    "target": link.target,
                    "line": link.line,
                    "filters": dict(link.filters),
                }
