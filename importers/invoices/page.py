"""The text of a page by place: lines, labels, and what stands behind a label.

The raw order of the text in a PDF is no order: the buyer and the seller stand side by
side, and the words at the edge of the table run downwards（购、买、方）.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

# Words that invoices print downwards along the edge.
_DOWNWARDS = (
    *("购买方信息", "销售方信息", "购买方", "销售方", "购货单位", "销货单位"),
    *("密码区", "备注"),
)
# Radicals that Unicode does not call equal to the character that they look like;
# fonts made for printing give them in its place (武汉某⻝品).
_RADICALS = str.maketrans(
    "⺁⺒⺓⺝⺟⺠⺩⺬⺷⺻⺽⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
    "厂巳幺月母民王示羊聿臼虎西见角贝车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
)
_SAME_LINE = 0.5  # of a character's height
_COLUMN_GAP = 2.2  # of a character's height: more is another column
_LABEL_GAP = 8.0
_DOWN_GAP = 4.0
_SIDEWAYS = 0.5


class Glyph(NamedTuple):
    """One character and its place in points, from the upper left corner."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """Return the middle of its height."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """Return its height."""
        return max(self.bottom - self.top, 1.0)


@dataclass(frozen=True, slots=True)
class Found:
    """What stands behind a label, and where the label stands."""

    text: str
    x: float
    y: float


class Line:
    """One line of text; the characters from left to right.

    Attributes:
        glyphs: The characters.
        plain: Their text for searching, one sign a character: half-width, no blanks.
    """

    def __init__(self, glyphs: Iterable[Glyph]) -> None:
        """Bring the characters in order."""
        self.glyphs = sorted(glyphs, key=lambda glyph: glyph.x0)
        self.plain = "".join(_plain(glyph.text) for glyph in self.glyphs)

    def behind(
        self, label: re.Pattern[str], labels: Sequence[re.Pattern[str]]
    ) -> Iterator[Found]:
        """Yield what stands behind each place where the label stands.

        It ends where the next of the labels begins, or a column.
        """
        starts = sorted(
            {m.start() for each in labels for m in each.finditer(self.plain)}
        )
        for match in label.finditer(self.plain):
            end = next((start for start in starts if start >= match.end()), None)
            first = self.glyphs[match.start()]
            value = self._run(match.end(), end)
            yield Found(value, first.x0, first.middle)

    def _run(self, start: int, end: int | None) -> str:
        before = self.glyphs[start - 1]
        taken: list[str] = []
        for glyph in self.glyphs[start:end]:
            most = _COLUMN_GAP if taken else _LABEL_GAP
            if glyph.x0 - before.x1 > most * glyph.height:
                break
            taken.append(glyph.text)
            before = glyph
        return "".join(taken)

    def runs(self) -> list[tuple[str, float, float]]:
        """Return the text of each column, with its left and right edge."""
        runs: list[tuple[str, float, float]] = []
        for glyph in self.glyphs:
            if runs and glyph.x0 - runs[-1][2] <= 0.8 * glyph.height:
                text, left, _ = runs[-1]
                runs[-1] = (text + glyph.text, left, glyph.x1)
            else:
                runs.append((glyph.text, glyph.x0, glyph.x1))
        return runs


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """Return the lines of a page from top to bottom, without the downward words."""
    said = [glyph for raw in glyphs for glyph in _single(raw)]
    rows: list[list[Glyph]] = []
    for glyph in sorted(_across(said), key=lambda glyph: (glyph.middle, glyph.x0)):
        last = rows[-1][0] if rows else None
        near = last and min(glyph.height, last.height) * _SAME_LINE
        if last and near and glyph.middle - last.middle <= near:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [Line(row) for row in rows]


def _across(glyphs: list[Glyph]) -> list[Glyph]:
    """Return the characters without those of words that run downwards."""
    by_text: dict[str, list[Glyph]] = {}
    for glyph in glyphs:
        by_text.setdefault(glyph.text, []).append(glyph)
    down: set[Glyph] = set()
    for word in _DOWNWARDS:
        for first in by_text.get(word[0], ()):
            chain = [first]
            for letter in word[1:]:
                below = [g for g in by_text.get(letter, ()) if _is_below(chain[-1], g)]
                if not below:
                    break
                chain.append(min(below, key=lambda glyph: glyph.top))
            if len(chain) == len(word):
                down.update(chain)
    return [glyph for glyph in glyphs if glyph not in down]


def _is_below(upper: Glyph, lower: Glyph) -> bool:
    return (
        abs(upper.x0 - lower.x0) <= _SIDEWAYS * upper.height
        and upper.middle + 0.5 * upper.height < lower.middle
        and lower.top - upper.bottom <= _DOWN_GAP * upper.height
    )


def _single(glyph: Glyph) -> Iterator[Glyph]:
    """Yield the glyph's characters one by one, in the usual code points.

    Some fonts give 工 as the radical ⼯, and a ligature gives several letters.
    """
    step = (glyph.x1 - glyph.x0) / max(len(glyph.text), 1)
    for number, char in enumerate(glyph.text):
        if not char.isspace():
            usual = char.translate(_RADICALS)
            if _is_radical(usual):
                usual = unicodedata.normalize("NFKC", usual)
            left = glyph.x0 + number * step
            yield glyph._replace(text=usual, x0=left, x1=left + step)


def _is_radical(char: str) -> bool:
    return "\u2e80" <= char <= "\u2fdf"


def _plain(char: str) -> str:
    plain = unicodedata.normalize("NFKC", char)
    return plain if len(plain) == 1 else char
