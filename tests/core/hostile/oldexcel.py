"""A BIFF8 workbook in an OLE container, record by record."""

from __future__ import annotations

import struct

_END = 0xFFFFFFFE
_FREE = 0xFFFFFFFF
BOF, EOF, BOUNDSHEET, FILEPASS = 0x809, 0x0A, 0x85, 0x2F
NUMBER, LABEL, FORMULA, BOOLERR = 0x203, 0x204, 0x06, 0x205


def record(kind: int, body: bytes) -> bytes:
    """Return one record."""
    return struct.pack("<HH", kind, len(body)) + body


def wide(text: str) -> bytes:
    """Return text as BIFF8 keeps it, without its length."""
    return b"\x01" + text.encode("utf-16-le")


def cell(row: int, column: int, value: str | float) -> bytes:
    """Return the record of a text or a number."""
    where = struct.pack("<HHH", row, column, 0)
    if isinstance(value, str):
        return record(LABEL, where + struct.pack("<H", len(value)) + wide(value))
    return record(NUMBER, where + struct.pack("<d", value))


def formula(row: int, column: int, cached: float) -> bytes:
    """Return the record of a formula, 1+1, and the value it is said to have."""
    tokens = b"\x1e\x01\x00\x1e\x01\x00\x03"
    body = struct.pack("<HHHd", row, column, 0, cached) + bytes(6)
    return record(FORMULA, body + struct.pack("<H", len(tokens)) + tokens)


def error(row: int, column: int) -> bytes:
    """Return the record of #REF!."""
    return record(BOOLERR, struct.pack("<HHHBB", row, column, 0, 0x17, 1))


def stream(
    cells: list[list[str | float]], more: bytes = b"", state: int = 0, head: bytes = b""
) -> bytes:
    """Return the records of a book of one sheet; more cells, and more for the book."""
    bof = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)
    name = "流水"
    size = len(record(BOF, bof)) + len(head) + 4 + 7 + 1 + 2 * len(name) + 4
    entry = struct.pack("<IBBB", size, state, 0, len(name)) + wide(name)
    body = record(BOF, bof) + head + record(BOUNDSHEET, entry) + record(EOF, b"")
    body += record(BOF, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    for row, values in enumerate(cells):
        for column, value in enumerate(values):
            body += cell(row, column, value)
    return body + more + record(EOF, b"")


def container(body: bytes, name: str = "Workbook", folder: str = "") -> bytes:
    """Return the stream in an OLE container, beside an empty folder if one is named."""
    body = body.ljust(4096 + (-len(body) % 512 if len(body) > 4096 else 0), b"\0")
    sectors = len(body) // 512
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    head += struct.pack("<I", 0) + struct.pack("<I", _FREE) * 108
    fat = [0xFFFFFFFD, _END, *range(3, sectors + 2), _END]
    fat += [_FREE] * (128 - len(fat))

    def entry(  # noqa: PLR0917 - the fields of a directory entry
        name: str, kind: int, child: int, start: int, size: int, right: int = _FREE
    ) -> bytes:
        raw = name.encode("utf-16-le").ljust(64, b"\0")
        raw += struct.pack("<HBB", 2 * len(name) + 2 if name else 0, kind, 1)
        raw += struct.pack("<III", _FREE, right, child) + bytes(36)
        return raw + struct.pack("<IQ", start, size)

    entries = entry("Root Entry", 5, 1, _END, 0)
    right = 2 if folder else _FREE
    entries += entry(name, 2, _FREE, 2, len(body), right)
    entries += entry(folder, 1 if folder else 0, _FREE, 0, 0)
    entries += entry("", 0, _FREE, 0, 0)
    return head + struct.pack("<128I", *fat) + entries + body


def old_excel(cells: list[list[str | float]], more: bytes = b"") -> bytes:
    """Return an .xls of one sheet, as old systems write it."""
    return container(stream(cells, more))
