"""Lines of ledger text: what Beancount reads in them is what a person sees."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.history.lint.error import Fault

_LONGEST = 4_000  # characters of a line
_WIDEST_GAP = 200  # blanks inside a line; what follows them is off the screen
_MOST_EMPTY = 60  # empty lines in a row; what follows them is off the page
_GAP = re.compile(rf"[ \t]{{{_WIDEST_GAP}}}(?=[ \t]*[^ \t\r])")
# Beancount passes over lines that begin so, however much they look like entries.
_PASSED_OVER = re.compile(r"[*:#!&?%]")
_APART = re.compile(r'"(?:[^\\"\n]|\\[^\n])*"|;.*')
# 1E5 is read as 1 of the commodity E5.
_GLUED = re.compile(r"(?:^|[\s{(*+/~@-])\d[\d,]*(?:\.\d*)?[A-Za-z]")


def line_faults(text: str) -> Iterator[Fault]:
    """Yield the faults of the lines as they are typed."""
    empty = 0
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            empty += 1
            continue
        if empty > _MOST_EMPTY:
            message = f"{_MOST_EMPTY} 多个空行后面还藏着字，请删去空行"
            yield number, "hidden", message
        empty = 0
        if len(line) > _LONGEST:
            yield number, "long-line", f"这一行太长（超过 {_LONGEST} 个字）"
            continue
        if len(line) > _WIDEST_GAP and _GAP.search(line):
            yield number, "hidden", "一长串空白后面还藏着字，请去掉中间的空白"
        if _PASSED_OVER.match(line):
            yield number, "ignored-line", "这一行会被跳过不读；说明请以 ; 开头"
        bare = _APART.sub(" ", line)
        if _GLUED.search(bare):
            yield number, "number", "数字和字母连在一起，读出来会是别的意思"
