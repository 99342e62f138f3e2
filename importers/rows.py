"""Every row below the header: read, skipped with a reason, or rejected with one."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from union_ledger.importers.amount import AmountError
from union_ledger.importers.amount import parse_fen
from union_ledger.importers.dates import is_serial
from union_ledger.importers.dates import parse_moment
from union_ledger.importers.movement import CurrencyError
from union_ledger.importers.movement import RowError
from union_ledger.importers.movement import read_balance
from union_ledger.importers.movement import read_row
from union_ledger.importers.span import year_rule
from union_ledger.importers.statement import Mark
from union_ledger.importers.statement import Noted
from union_ledger.importers.text import clean
from union_ledger.importers.text import identifier
from union_ledger.importers.text import squeeze

if TYPE_CHECKING:
    from union_ledger.importers.header import Header
    from union_ledger.importers.layout import Skip
    from union_ledger.importers.statement import Statement
    from union_ledger.importers.statement_layout import StatementLayout


def read_rows(
    header: Header,
    layout: StatementLayout,
    statement: Statement,
    account: str | None,
) -> None:
    """Add every row to exactly one of the statement's lists."""
    rows = header.table.rows
    titles = (text for _, row in rows[: header.index] for text in row)
    year_of = year_rule(statement.stated, titles)
    seen: Counter[str] = Counter()
    for line, cells in rows[header.below :]:
        texts = [clean(cell) for cell in cells]
        if not any(texts):
            continue
        statement.data_rows += 1
        raw = " | ".join(text for text in texts if text)[:300]
        if _is_header_again(cells, header):
            statement.skipped.append(Noted(line, "重复的表头", raw))
            continue
        cell = {
            role: texts[column] if column < len(texts) else ""
            for role, column in header.columns.items()
        }
        if "date" not in cell:
            cell["date"] = _day(cell)
        own = account or identifier(cell.get("own_account", ""))
        dated = parse_moment(cell["date"], layout.dates, year_of)
        skip = None
        if dated is None or is_serial(cell["date"]):
            skip = _skip_rule(layout, cell, texts)
        try:
            if skip:
                if skip.means != "none":
                    cell["row"] = squeeze("".join(texts))
                    mark = _mark(line, skip, own, seen[own], cell)
                    statement.marks.append(mark)
                statement.skipped.append(Noted(line, skip.what, raw))
                continue
            if void := _void(layout, cell):
                statement.skipped.append(Noted(line, void, raw))
                continue
            _refuse_overhang(texts, header)
            row = read_row(line, dated, cell, own, layout, raw)
        except (RowError, AmountError) as exc:
            foreign = isinstance(exc, CurrencyError)
            statement.rejected.append(Noted(line, str(exc), raw, foreign))
            continue
        seen[own] += 1
        statement.rows.append(row)


def _is_header_again(cells: tuple[str, ...], header: Header) -> bool:
    """Return whether a page break repeated the header here."""
    first = header.columns.get("date", header.columns.get("day", 0))
    again = len(cells) > first and clean(cells[first]) == clean(
        header.table.rows[header.index][1][first]
    )
    return (again or header.height > 1) and header.stands_again(cells)


def _day(cell: dict[str, str]) -> str:
    """Return the date of a book with a column each for year, month and day."""
    parts = [cell[role].removesuffix(".0") for role in ("year", "month", "day")]
    return "-".join(parts) if all(parts) else ""


def _refuse_overhang(texts: list[str], header: Header) -> None:
    """Cells beyond the header mean that the row is shifted: a comma too many."""
    if any(texts[len(header.cells) :]):
        raise RowError("这一行的单元格比表头多")


def _skip_rule(
    layout: StatementLayout, cell: dict[str, str], texts: list[str]
) -> Skip | None:
    """Return the rule by which a row without a date is no movement.

    Only the row's first text, alone and with what follows, and its summary are
    asked: a counterparty's name may well begin with 合计.
    """
    first = next((text for text in texts if text), "")
    asked = {squeeze(first), squeeze(cell.get("summary", "")), squeeze("".join(texts))}
    return layout.skip_rule(asked - {""})


def _void(layout: StatementLayout, cell: dict[str, str]) -> str:
    """Return why a row never moved money; empty if it did."""
    for void in layout.void:
        if cell.get(void.role, "") in void.words:
            return void.what
    return ""


def _mark(line: int, skip: Skip, own: str, after: int, cell: dict[str, str]) -> Mark:
    """Return what the row says about the rows above it.

    It says so in its columns, or in the named parts of the rule's pattern
    (``sum_in``, ``count_in`` and so on), as in 5 收 91,007,497.02.
    """
    found = re.match(skip.pattern, cell["row"])
    said = found.groupdict() if found else {}
    year, month, count_out, count_in = (
        _number(text)
        for text in (
            *(cell.get("year", ""), cell.get("month", "")),
            *(said.get("count_out"), said.get("count_in")),
        )
    )
    return Mark(
        line,
        skip.means,
        own,
        after,
        parse_fen(said.get("sum_out") or cell.get("out", "")),
        parse_fen(said.get("sum_in") or cell.get("in", "")),
        None if said else read_balance(cell),
        year,
        month,
        count_out,
        count_in,
        parse_fen(cell.get("amount", "")),
    )


def _number(text: str | None) -> int | None:
    plain = (text or "").removesuffix(".0")
    return int(plain) if plain.isdecimal() else None
