"""What a worksheet's XML holds that its reader does not tell.

calamine gives values. It does not say that a cell is a formula or an error, it keeps
the last of two cells at one place, and it drops what follows a comment inside a value.
So the bytes are looked over while they are unpacked: quickly, for formulas and for the
number of values, which an error, a doubled cell or a comment sets wrong; whatever is
doubtful then is gone through by an XML parser.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field
from xml.parsers import expat

ROWS = 1_048_576
COLUMNS = 16_384
_SHOWN = 3  # places named in a message; the rest are counted
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_VALUE = re.compile(rb"<v>[^<]*</v>")
_PLACE = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")


class SheetScan:
    """Looks over one worksheet, piece by piece.

    Attributes:
        doubtful: A parser must go through it.
        marked: It has a comment or a declaration.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self.doubtful = False
        self.marked = False
        self._values = 0
        self._rest = b""

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes of the part."""
        window = self._rest + chunk
        # Behind a whole cell; where there is none, a value cut in two sets the count
        # wrong, and the parser is asked.
        cell = window.rfind(b"</c>")
        cut = cell + 4 if cell >= 0 else max(window.rfind(b"<"), 0)
        self._rest = window[cut:]
        self._look(window[:cut])

    def finish(self) -> None:
        """Look at what is left at the end of the part."""
        self._look(self._rest)
        self._rest = b""

    def _look(self, whole: bytes) -> None:
        self._values += len(_VALUE.findall(whole)) + whole.count(b"<is>")
        # One byte is found many times faster than two, and the tags and attributes of
        # cells have neither of these.
        if b"!" in whole and b"<!" in whole:
            self.marked = self.doubtful = True
        if b"f" in whole and _FORMULA.search(whole):
            self.doubtful = True

    def agrees(self, filled: int) -> bool:
        """Tell whether the reader found as many cells as there are values here."""
        return not self.doubtful and self._values == filled


@dataclass(slots=True)
class Census:
    """A worksheet gone through by an XML parser.

    Attributes:
        formulas: Cells with a formula, by their places.
        errors: Cells with an error value.
        doubled: Rows or cells that are there twice, or not where they say they are.
        broken: Cells whose value is cut up by a comment or another element.
        rows: The last row.
        columns: The last column.
        values: Cells with a value that is not empty.
        texts: Those of them whose text may be empty all the same.
    """

    formulas: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    rows: int = 0
    columns: int = 0
    values: int = 0
    texts: int = 0

    def agrees(self, filled: int) -> bool:
        """Tell whether the reader can have found so many cells with something in."""
        return self.values - self.texts <= filled <= self.values


class _Counter:
    """The handlers of the parser, and where in the sheet it stands."""

    def __init__(self) -> None:
        self.census = Census()
        self._seen: set[int] = set()
        self._columns = 0  # of the row, as bits
        self._row = 0
        self._column = 0
        self._kind = ""
        self._open: str | None = None  # the value element the parser is in
        self._filled = False
        self._in_cell = False  # formulas stand in rules of formatting as well
        self._sheets = 0

    @property
    def _place(self) -> str:
        return f"{_letters(self._column)}{self._row}"

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if self._open == "v":
            self.census.broken.append(self._place)
        match name:
            case "c":
                self._cell(attributes)
            case "row":
                self._begin_row(attributes.get("r"))
            case "v" | "is" if self._in_cell:
                self._open = name
                self._filled = name == "is"
            case "f" if self._in_cell:
                self.census.formulas.append(self._place)
            case "sheetData":
                self._sheets += 1
                if self._sheets > 1:
                    self.census.doubled.append("sheetData")

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "c":
            self._in_cell = False
        if name == self._open:
            self._open = None
            self.census.values += self._filled
            self.census.texts += self._filled and self._kind in {"s", "str", "is"}

    def text(self, said: str) -> None:
        if self._open == "v" and said:
            self._filled = True

    def cut(self, *_: object) -> None:
        if self._open == "v":
            self.census.broken.append(self._place)

    def _begin_row(self, told: str | None) -> None:
        number = self._row + 1
        if told is not None:
            number = int(told) if told.isascii() and told.isdigit() else -1
        self._row, self._column, self._columns = number, 0, 0
        if number in self._seen or number < 1:
            self.census.doubled.append(f"第 {number} 行")
        self._seen.add(number)
        self.census.rows = max(self.census.rows, number)

    def _cell(self, attributes: dict[str, str]) -> None:
        self._in_cell = True
        self._column += 1
        if "r" in attributes:
            place = _PLACE.fullmatch(attributes["r"])
            if place is None or int(place[2]) != self._row:
                self.census.doubled.append(attributes["r"][:20])
                return
            self._column = _number(place[1])
        if self._columns >> self._column & 1:
            self.census.doubled.append(self._place)
        self._columns |= 1 << self._column
        self.census.columns = max(self.census.columns, self._column)
        self._kind = attributes.get("t", "n")
        if self._kind == "inlineStr":
            self._kind = "is"
        if self._kind == "e":
            self.census.errors.append(self._place)


class CensusTaker:
    """Feeds a worksheet to the parser.

    Raises:
        expat.ExpatError: It is no well-formed XML.
    """

    def __init__(self) -> None:
        """Set the parser up; it knows of no entities and fetches nothing."""
        self._counter = _Counter()
        self._parser = expat.ParserCreate("utf-8")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._counter.start
        self._parser.EndElementHandler = self._counter.end
        self._parser.CharacterDataHandler = self._counter.text
        self._parser.CommentHandler = self._counter.cut
        self._parser.StartCdataSectionHandler = self._counter.cut
        self._parser.ProcessingInstructionHandler = self._counter.cut

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes of the part."""
        self._parser.Parse(chunk, False)  # noqa: FBT003 - the parser's own signature

    def result(self) -> Census:
        """Return what was found."""
        self._parser.Parse(b"", True)  # noqa: FBT003
        return self._counter.census


def _number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _letters(column: int) -> str:
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def named(places: list[str]) -> str:
    """Return the first places, and how many there are in all."""
    shown = "、".join(places[:_SHOWN])
    return shown if len(places) <= _SHOWN else f"{shown} 等 {len(places)} 处"
