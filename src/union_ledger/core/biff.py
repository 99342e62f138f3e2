"""What an .xls (BIFF in an OLE container) holds that its reader does not tell.

calamine gives the values of formulas, drops errors, and says nothing of macros. The
records are walked here, sheet by sheet as the reader walks them; only in the child,
since the container too may be hostile.
"""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

import olefile

if TYPE_CHECKING:
    from collections.abc import Iterator

_FORMULAS = {0x0006, 0x0206, 0x0406, 0x0221, 0x0236, 0x04BC}
_NUMBERS = {0x0003, 0x0203, 0x027E}
_TEXTS = {0x0004, 0x0204, 0x00D6, 0x00FD}
_BOUNDSHEET, _EOF, _FILEPASS = 0x0085, 0x000A, 0x002F
_SUPBOOK, _BOOLERR, _MULRK = 0x01AE, 0x0205, 0x00BD
_CELLS = _NUMBERS | _TEXTS | {_BOOLERR, _MULRK}
_BOFS = {0x0009, 0x0209, 0x0409, 0x0809}
_CONNECTIONS = {0x01AD, 0x0876}
_MACRO_SHEETS = {1, 6}
_OWN = {0x0401, 0x3A01}  # links to itself, and to functions of add-ins
_SHOWN = 100


class Found(Exception):  # noqa: N818 - a verdict, not an error of the program
    """What speaks against the file: a word of ``sheetreader.Stopped``, and details."""


@dataclass(slots=True)
class Cells:
    """How many cells have a value: numbers for certain, texts that may be empty."""

    numbers: int = 0
    texts: int = 0

    def fits(self, filled: int) -> bool:
        """Tell whether the reader can have found so many cells with something in."""
        return self.numbers <= filled <= self.numbers + self.texts


def look_over(data: bytes) -> Cells:
    """Return how many cells the workbook has.

    Raises:
        Found: It is damaged or locked; it has macros, embedded files, links to other
            files, formulas or error values.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            folders = container.listdir(streams=True, storages=True)
            name = "Workbook" if container.exists("Workbook") else "Book"
            stream = container.openstream(name).read()
    except Exception:  # noqa: BLE001 - the library raises anything on a damaged file
        raise Found("damaged", {}) from None
    _check_folders(folders)
    cells = Cells()
    for offset, sheet in list(_sheets(stream)):
        _count(stream, offset, sheet, cells)
    return cells


def _check_folders(folders: list[list[str]]) -> None:
    for path in folders:
        first, last = path[0].lower(), path[-1].lower()
        if first in {"_vba_project_cur", "macros", "vba"}:
            raise Found("macro", {})
        if first.startswith("mbd") or last in {"\x01ole10native", "package"}:
            raise Found("embedded", {})
        if first in {"encryptedpackage", "encryptioninfo"}:
            raise Found("locked", {})


def _count(stream: bytes, offset: int, name: str, cells: Cells) -> None:
    """Add the cells of one sheet; formulas and errors among them are refused."""
    told: dict[str, list[str]] = {"formula": [], "error": []}
    seen: set[bytes] = set()
    for kind, body in _records(stream, offset):
        if kind in _CELLS:
            if body[:4] in seen:
                raise Found("lost", {})
            seen.add(body[:4])
            cells.texts += kind in _TEXTS
            cells.numbers += kind not in _TEXTS
        if kind == _MULRK:  # several numbers in one record; the first is counted
            cells.numbers += max((len(body) - 6) // 6 - 1, 0)
        elif kind in _FORMULAS:
            told["formula"].append(_place(body))
        elif kind == _BOOLERR and body[7:8] == b"\x01":
            told["error"].append(_place(body))
        elif kind in _CONNECTIONS:
            raise Found("external", {})
    for word, places in told.items():
        if places:
            shown = {"sheet": name, "cells": places[:_SHOWN], "count": len(places)}
            raise Found(word, shown)


def _sheets(stream: bytes) -> Iterator[tuple[int, str]]:
    for kind, body in _records(stream, 0):
        if kind == _FILEPASS:
            raise Found("locked", {})
        if kind == _SUPBOOK and len(body) >= 4:
            if struct.unpack_from("<H", body, 2)[0] not in _OWN:
                raise Found("external", {})
        elif kind in _CONNECTIONS:
            raise Found("external", {})
        elif kind == _BOUNDSHEET and len(body) >= 8:
            if body[5] & 0x0F in _MACRO_SHEETS:
                raise Found("macro", {})
            wide = body[7] & 1
            name = body[8:].decode("utf-16-le" if wide else "latin-1", "replace")
            yield struct.unpack_from("<I", body)[0], name


def _records(stream: bytes, offset: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records of one part of the stream, to its end mark."""
    depth = 0
    while offset + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, offset)
        body = stream[offset + 4 : offset + 4 + size]
        if len(body) != size:
            raise Found("damaged", {})
        offset += 4 + size
        if kind in _BOFS:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        if depth == 1:  # the figures inside a chart are no cells
            yield kind, body
    raise Found("damaged", {})


def _place(body: bytes) -> str:
    row, column = struct.unpack_from("<HH", body) if len(body) >= 4 else (0, 0)
    column += 1
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"
