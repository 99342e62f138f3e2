"""The tables of a web page: what many systems save under the name .xls.

Only in the child: lxml is given text that is decoded already, fetches nothing and
knows no entities of the page's own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLANK = re.compile(r"[ \t\r\n\f\xa0]+")
_MUTE = {"script", "style", "head", "template", "noscript", "table"}
_SPAN = 1000
_FORMULA = "x:fmla"


class Found(Exception):  # noqa: N818 - a verdict, not an error of the program
    """What speaks against the page: a word of ``sheetreader.Stopped``, and details."""


def tables_of(page: bytes, most: int) -> list[tuple[str, list[list[str]]]]:
    """Return name and rows of each table with two rows or more, in the page's order.

    A cell over several columns or rows stands in the first of them, the others are
    empty. A table inside a cell is a table of its own and no text of that cell.

    Args:
        page: The page in UTF-8.
        most: How many cells it may have.

    Raises:
        Found: The page cannot be parsed, has formulas, or spreads too far.
    """
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(page, parser)
    except (etree.LxmlError, ValueError):
        raise Found("damaged", {}) from None
    if any(each.level == etree.ErrorLevels.FATAL for each in parser.error_log):
        raise Found("damaged", {})  # it stopped somewhere; the rest would be lost
    if root is None:
        return []
    found = []
    for number, table in enumerate(root.iter("table"), 1):
        name = f"第 {number} 个表"
        rows = _rows(table, name, most)
        most -= sum(map(len, rows))
        if sum(any(row) for row in rows) > 1:
            found.append((name, rows))
    return found


def _rows(table: etree._Element, name: str, most: int) -> list[list[str]]:
    rows: list[list[str]] = []
    covered: dict[int, int] = {}  # column: rows that a cell from above still covers
    cells = 0
    for line in _own(table, "tr"):
        row: list[str] = []
        for cell in _own(line, "td", "th"):
            if cell.get(_FORMULA):
                raise Found("formula", {"sheet": name, "cells": [], "count": 0})
            _skip(row, covered)
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            if height > 1:
                reach = dict.fromkeys(range(len(row), len(row) + width), height)
                covered |= reach
            row += [_text(cell), *[""] * (width - 1)]
        _skip(row, covered)
        covered = {column: left - 1 for column, left in covered.items() if left > 1}
        cells += len(row)
        if cells > most:
            raise Found("cells", {"sheet": name, "rows": len(rows), "columns": 0})
        rows.append(row)
    return rows


def _skip(row: list[str], covered: dict[int, int]) -> None:
    """Leave the places empty that cells of earlier rows reach down to."""
    while covered.get(len(row)):
        row.append("")


def _own(element: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """Yield what is inside, but not what is inside a table inside."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag != "table":
            yield from _own(child, *tags)


def _text(cell: etree._Element) -> str:
    lines = "".join(_said(cell)).split("\0")
    return "\n".join(filter(None, (_BLANK.sub(" ", line).strip() for line in lines)))


def _said(element: etree._Element) -> Iterator[str]:
    """Yield the text of an element; a break is a zero byte, which no page holds."""
    yield element.text or ""
    for child in element:
        if child.tag in {"br", "p", "div"}:
            yield "\0"
        if isinstance(child.tag, str) and child.tag not in _MUTE:
            yield from _said(child)
        yield child.tail or ""


def _span(cell: etree._Element, name: str) -> int:
    told = (cell.get(name) or "").strip()
    return max(1, min(int(told), _SPAN)) if told.isascii() and told.isdigit() else 1
