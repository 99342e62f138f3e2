"""The child process that reads a workbook or a web page and answers with text.

Reads the file from standard input and writes frames to standard output: the length of
a header, the header in JSON, and the bytes it announces. ``sheetreader`` starts it.
Nothing here decides what is done about a file; it says what is in it.
"""

from __future__ import annotations

import gc
import io
import json
import os
import sys
from itertools import islice
from typing import TYPE_CHECKING
from typing import Any
from typing import BinaryIO

from union_ledger.core import celltext
from union_ledger.core.ownlimits import limit_self

if TYPE_CHECKING:
    from collections.abc import Iterable

    from python_calamine import CalamineSheet

BETWEEN = "\x1f"  # between the cells of a batch; a cell that holds it sends JSON
_BATCH = 12_000  # cells at a time, but 16 rows at the least
_CELLS = 3_000_000


class Stopped(Exception):  # noqa: N818 - a verdict, not an error of the program
    """The file is not to be read; ``args`` are the word for it and its details."""


def main(arguments: list[str]) -> None:
    """Read standard input as ``kind`` and end the process, 0 if the answer is whole."""
    memory, seconds, kind = int(arguments[0]), int(arguments[1]), arguments[2]
    limit_self(memory, seconds)
    gc.disable()  # it would look over millions of cells that hold no cycles
    answer = sys.stdout.buffer
    data = sys.stdin.buffer.read()
    try:
        if kind == "html":
            _pages(answer, data)
        else:
            _workbook(answer, data, kind)
        write_frame(answer, {"what": "end"})
    except Stopped as stop:
        word, details = stop.args
        write_frame(answer, {"what": "stopped", "why": word, **details})
    answer.flush()
    os._exit(0)  # the memory of a large workbook need not be freed piece by piece


def write_frame(answer: BinaryIO, header: dict[str, Any], body: bytes = b"") -> None:
    """Write one frame."""
    head = json.dumps(header | {"size": len(body)}).encode()
    answer.write(len(head).to_bytes(4, "big"))
    answer.write(head)
    answer.write(body)


def _workbook(answer: BinaryIO, data: bytes, kind: str) -> None:
    from python_calamine import CalamineError  # noqa: PLC0415 - after the limits
    from python_calamine import CalamineWorkbook  # noqa: PLC0415

    expected = None
    if kind == "xls":
        from union_ledger.core import biff  # noqa: PLC0415

        try:
            expected = biff.look_over(data)
        except biff.Found as found:
            raise Stopped(*found.args) from None
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        del data
        filled = 0
        for meta in book.sheets_metadata:
            sheet_type = repr(meta.typ).rpartition(".")[2]
            if sheet_type in {"MacroSheet", "Vba"}:
                raise Stopped("macro", {})
            if sheet_type != "WorkSheet":
                continue
            sheet = book.get_sheet_by_name(meta.name)
            visible = repr(meta.visible).endswith(".Visible")
            filled += _sheet(answer, sheet, hidden=not visible)
    except CalamineError as exc:
        word = "locked" if "assword" in f"{type(exc).__name__}{exc}" else "damaged"
        raise Stopped(word, {}) from None
    if expected is not None and not expected.fits(filled):
        raise Stopped("lost", {})


def _sheet(answer: BinaryIO, sheet: CalamineSheet, *, hidden: bool) -> int:
    """Send one sheet; return the number of cells that hold something."""
    name = sheet.name
    height, width = (sheet.end[0] + 1, sheet.end[1] + 1) if sheet.end else (0, 0)
    if height * width > _CELLS:
        raise Stopped("cells", {"sheet": name, "rows": height, "columns": width})
    left = sheet.start[1] if sheet.start else 0
    write_frame(answer, {"what": "sheet", "name": name, "hidden": hidden})
    rows, some = sheet.iter_rows(), max(_BATCH // max(width, 1), 16)
    line, filled = 1, 0
    while batch := list(islice(rows, some)):
        if left:  # empty rows above come along, empty columns to the left do not
            batch = [[""] * left + row for row in batch]
        filled += _rows(answer, batch, line, name)
        line += len(batch)
    write_frame(answer, {"what": "filled", "cells": filled})
    return filled


def _rows(answer: BinaryIO, batch: list[list[Any]], line: int, name: str) -> int:
    flat: list[str] = []
    damaged: list[tuple[int, int]] = []
    for column, values in enumerate(zip(*batch, strict=True)):
        flat += celltext.column_text(values)
        if celltext.met:
            damaged += _places(values, line, column, name)
            celltext.met.clear()
    send_columns(answer, flat, len(batch[0]), damaged)
    return len(flat) - flat.count("")


def _places(
    values: tuple[Any, ...], line: int, column: int, name: str
) -> list[tuple[int, int]]:
    """Return where numbers stand that are too long for Excel to keep exactly."""
    found = []
    for number, value in enumerate(values, line):
        if celltext.is_inexact(value):
            if value - value != 0:  # infinite, or no number: no sheet has one
                where = {"sheet": name, "row": number, "column": column}
                raise Stopped("number", where)
            found.append((number, column))
    return found


def send_columns(
    answer: BinaryIO,
    flat: list[str],
    width: int,
    damaged: Iterable[tuple[int, int]] = (),
) -> None:
    """Send rows column by column, their cells in one list, as text where it can be.

    Columns first: one that is all text is passed on without a look at its cells.
    """
    if not width:
        return
    text = BETWEEN.join(flat)
    form = "text"
    if text.count(BETWEEN) != len(flat) - 1:
        text, form = json.dumps(flat), "json"
    header = {
        "what": "rows",
        "form": form,
        "rows": len(flat) // width,
        "width": width,
        "damaged": list(damaged),
    }
    write_frame(answer, header, text.encode())


def _pages(answer: BinaryIO, data: bytes) -> None:
    from union_ledger.core import htmltable  # noqa: PLC0415 - after the limits

    try:
        tables = htmltable.tables_of(data, _CELLS)
    except htmltable.Found as found:
        raise Stopped(*found.args) from None
    for name, rows in tables:
        width = max(map(len, rows))
        even = [row + [""] * (width - len(row)) for row in rows]
        flat = [cell for column in zip(*even, strict=True) for cell in column]
        write_frame(answer, {"what": "sheet", "name": name, "hidden": False})
        send_columns(answer, flat, width)
        write_frame(answer, {"what": "filled", "cells": len(flat) - flat.count("")})
