"""How wide a sheet's columns are, counting a Chinese character as two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.reports.cells import display_width
from union_ledger.reports.formats.workbook import looks
from union_ledger.reports.tables import cell_text

if TYPE_CHECKING:
    from union_ledger.reports.model import Report
    from union_ledger.reports.tables import Table

_WIDEST_FROZEN = 32
_SHORT = 12


def column_widths(report: Report, table: Table) -> list[int]:
    """Return a width for each column; figures always fit, long text wraps."""
    rows = table.shown_rows
    widths = []
    for number, column in enumerate(table.columns):
        texts = (cell_text(column, row, row.cells[number]) for row in rows)
        needed = max((display_width(text) for text in texts), default=0) + 2
        heading = display_width(column.title) + 3
        if not column.is_number and column.kind not in ("code", "date"):
            needed = column.width or min(max(needed, 10), looks.WIDEST_TEXT + 4)
        elif column.width:
            needed = max(needed, column.width)
        # Bold digits are wider; a long heading may take two lines.
        widths.append(
            max(needed + 1, heading if heading <= _SHORT else heading // 2 + 3, 8)
        )
    head = f"单位名称：{report.entity}　　期间：{report.period}"
    title = display_width(f"{report.title}：{table.title}") * looks.TITLE_SIZE // 11
    lacking = max(title, display_width(head) + 14) - sum(widths)
    texts_first = [
        number
        for number, column in enumerate(table.columns)
        if column.kind in ("text", "link")
    ]
    if lacking > 0:
        widths[texts_first[0] if texts_first else 0] += lacking
    return widths


def frozen_columns(table: Table, widths: list[int]) -> int:
    """Return how many leading columns stay in sight: codes and names, if narrow."""
    count = 0
    while (
        count < len(table.columns) - 1
        and not table.columns[count].is_number
        and sum(widths[: count + 1]) <= _WIDEST_FROZEN
    ):
        count += 1
    return count
