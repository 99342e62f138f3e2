"""What goes wrong with exports on their way: one change to a valid statement."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.harness.shapes import csv_bytes

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from tests.harness.shapes import Rows

_WIDE = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")
_MONEY = re.compile(r"-?[\d,]+\.\d\d\s*$")
_HIDDEN = ("\u200b", "\ufeff", "\u00a0", "\u3000", "\t", "\u202d", "\u00ad")
_NOTES = (
    "以上数据仅供参考",
    "合计",
    "本页小计",
    "打印时间：2024-06-01",
    "谢谢",
    "0.00",
)


@dataclass(slots=True)
class Export:
    """A table with its header at ``head`` and data rows from ``first`` to ``end``."""

    rows: Rows
    head: int
    first: int
    end: int
    random: Random

    def line(self) -> list[str]:
        """Return one data row, to be changed in place."""
        return self.rows[self.random.randrange(self.first, self.end)]

    def column(self, *words: str) -> int:
        """Return a column whose label holds one of these words, or any."""
        header = self.rows[self.head]
        fitting = [
            index
            for index, name in enumerate(header)
            if any(word in name for word in words)
        ]
        return self.random.choice(fitting or range(len(header)))

    def money(self) -> tuple[list[str], int]:
        """Return a row and the column of an amount or balance that is not empty."""
        row = self.line()
        columns = [index for index, text in enumerate(row) if _MONEY.match(text)]
        return row, self.random.choice(columns or range(len(row)))


def _digit(text: str, random: Random) -> str:
    places = [index for index, char in enumerate(text) if char.isdigit()]
    if not places:
        return text
    place = random.choice(places)
    other = random.choice([d for d in "0123456789" if d != text[place]])
    return text[:place] + other + text[place + 1 :]


def _amount_digit(export: Export) -> None:
    row, column = export.money()
    row[column] = _digit(row[column], export.random)


def _date_digit(export: Export) -> None:
    row, column = export.line(), export.column("时间", "日期", "交易日")
    row[column] = _digit(row[column], export.random)


def _drop_row(export: Export) -> None:
    del export.rows[export.random.randrange(export.first, export.end)]


def _double_row(export: Export) -> None:
    row = export.line()
    export.rows.insert(export.random.randrange(export.first, export.end), list(row))


def _swap_rows(export: Export) -> None:
    one, two = (export.random.randrange(export.first, export.end) for _ in "12")
    export.rows[one], export.rows[two] = export.rows[two], export.rows[one]


def _shuffle(export: Export) -> None:
    part = export.rows[export.first : export.end]
    export.random.shuffle(part)
    export.rows[export.first : export.end] = part


def _swap_cells(export: Export) -> None:
    row = export.line()
    one, two = (export.random.randrange(len(row)) for _ in "12")
    row[one], row[two] = row[two], row[one]


def _swap_amounts(export: Export) -> None:
    """Exchange two amounts of one column: every total stays the same."""
    column = export.column("额", "借", "贷", "余")
    one, two = export.line(), export.line()
    one[column], two[column] = two[column], one[column]


def _swap_headers(export: Export) -> None:
    header = export.rows[export.head]
    one, two = (export.random.randrange(len(header)) for _ in "12")
    header[one], header[two] = header[two], header[one]


def _drop_header(export: Export) -> None:
    del export.rows[export.head][export.random.randrange(len(export.rows[export.head]))]


def _blank_header(export: Export) -> None:
    header = export.rows[export.head]
    header[export.random.randrange(len(header))] = ""


def _drop_column(export: Export) -> None:
    column = export.random.randrange(len(export.rows[export.head]))
    for row in export.rows[export.head : export.end]:
        del row[column : column + 1]


def _blank_cell(export: Export) -> None:
    row = export.line()
    row[export.random.randrange(len(row))] = ""


def _sign(export: Export) -> None:
    row, column = export.money()
    text = row[column].strip()
    row[column] = text[1:] if text.startswith("-") else f"-{text}"


def _brackets(export: Export) -> None:
    row, column = export.money()
    row[column] = f"({row[column].strip()})"


def _point(export: Export) -> None:
    row, column = export.money()
    row[column] = row[column].replace(".", "")


def _thousands(export: Export) -> None:
    row, column = export.money()
    whole, dot, rest = row[column].strip().replace(",", "").partition(".")
    if whole.isdigit():
        row[column] = f"{int(whole):,}{dot}{rest}"


def _stray_comma(export: Export) -> None:
    row, column = export.money()
    text = row[column]
    place = export.random.randrange(len(text) + 1)
    row[column] = f"{text[:place]},{text[place:]}"


def _wide(export: Export) -> None:
    row = export.line()
    column = export.random.randrange(len(row))
    row[column] = row[column].translate(_WIDE)


def _hidden(export: Export) -> None:
    row = export.rows[export.random.randrange(len(export.rows))]
    if row:
        column = export.random.randrange(len(row))
        place = export.random.randrange(len(row[column]) + 1)
        odd = export.random.choice(_HIDDEN)
        row[column] = row[column][:place] + odd + row[column][place:]


def _letter(export: Export) -> None:
    row, column = export.money()
    row[column] = row[column].replace("0", "O", 1).replace("1", "l", 1)


def _exponent(export: Export) -> None:
    row, column = export.money()
    row[column] = f"{row[column].strip()}E2"


def _extra_cell(export: Export) -> None:
    row = export.line()
    row.insert(export.random.randrange(len(row)), "")


def _short_row(export: Export) -> None:
    row = export.line()
    del row[export.random.randrange(len(row)) :]


def _note(export: Export) -> None:
    place = export.random.randrange(export.first, len(export.rows) + 1)
    export.rows.insert(place, [export.random.choice(_NOTES)])


def _undated_row(export: Export) -> None:
    """Insert a copy of a row without its date, as a subtotal looks."""
    row = list(export.line())
    row[export.column("时间", "日期", "交易日")] = export.random.choice(_NOTES)
    export.rows.insert(export.random.randrange(export.first, export.end + 1), row)


def _page_break(export: Export) -> None:
    place = export.random.randrange(export.first, export.end + 1)
    export.rows.insert(place, list(export.rows[export.head]))


def _blank_row(export: Export) -> None:
    export.rows.insert(export.random.randrange(len(export.rows) + 1), [])


def _total_digit(export: Export) -> None:
    """Change a digit above the header or below the rows."""
    places = [*range(export.head), *range(export.end, len(export.rows))]
    filled = [export.rows[place] for place in places if any(export.rows[place])]
    if filled:
        row = export.random.choice(filled)
        column = export.random.randrange(len(row))
        row[column] = _digit(row[column], export.random)


def _twice(export: Export) -> None:
    export.rows.extend([list(row) for row in export.rows])


def _foreign_row(export: Export) -> None:
    """Put in a row of another account or currency."""
    row = list(export.line())
    words = ("账号", "币")
    if any(word in name for name in export.rows[export.head] for word in words):
        row[export.column(*words)] = export.random.choice(("USD", "42000999"))
    export.rows.insert(export.end, row)


def _formula(export: Export) -> None:
    row, column = export.money()
    row[column] = f"={row[column].strip()}"


TABLE: tuple[Callable[[Export], None], ...] = (
    _amount_digit,
    _date_digit,
    _drop_row,
    _double_row,
    _swap_rows,
    _shuffle,
    _swap_cells,
    _swap_amounts,
    _swap_headers,
    _drop_header,
    _blank_header,
    _drop_column,
    _blank_cell,
    _sign,
    _brackets,
    _point,
    _thousands,
    _stray_comma,
    _wide,
    _hidden,
    _letter,
    _exponent,
    _extra_cell,
    _short_row,
    _note,
    _undated_row,
    _page_break,
    _blank_row,
    _total_digit,
    _twice,
    _foreign_row,
    _formula,
)


def _truncate(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data))]


def _flip(data: bytes, random: Random) -> bytes:
    place = random.randrange(len(data))
    return data[:place] + bytes([random.randrange(256)]) + data[place + 1 :]


def _cut_out(data: bytes, random: Random) -> bytes:
    one = random.randrange(len(data))
    return data[:one] + data[one + random.randrange(1, 60) :]


def _repeat(data: bytes, random: Random) -> bytes:
    one = random.randrange(len(data))
    return data[: one + random.randrange(1, 200)] + data[one:]


def _put_in(data: bytes, random: Random) -> bytes:
    odd = (b'"', b",", b"\r", b"\n", b"\0", b"\xef\xbb\xbf", b"'", b"\t", b"\x1a")
    place = random.randrange(len(data))
    return data[:place] + random.choice(odd) + data[place:]


def _drop_line(data: bytes, random: Random) -> bytes:
    lines = data.splitlines(keepends=True)
    del lines[random.randrange(len(lines))]
    return b"".join(lines)


def _line_ends(data: bytes, random: Random) -> bytes:
    return data.replace(b"\r\n", random.choice((b"\n", b"\r", b"\r\r\n", b"\n\n")))


BYTES: tuple[Callable[[bytes, Random], bytes], ...] = (
    _truncate,
    _flip,
    _cut_out,
    _repeat,
    _put_in,
    _drop_line,
    _line_ends,
)
ENCODINGS = ("gb18030", "gb18030", "utf-8", "utf-8-sig", "utf-16", "big5hkscs", "cp932")


def encoded(rows: Rows, random: Random) -> bytes:
    """Return the table as CSV in some encoding; a rare one loses what it lacks."""
    encoding = random.choice(ENCODINGS)
    try:
        return csv_bytes(rows, encoding)
    except UnicodeEncodeError:
        return csv_bytes(rows, "gb18030")
