"""The lines of goods on the page of an invoice, where they can be told for sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.importers.amount import AmountError
from union_ledger.importers.amount import parse_fen
from union_ledger.importers.invoices.invoice import InvoiceLine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from union_ledger.importers.invoices.page import Line

_ITEMS = ("项目名称", "货物或应税劳务")
_COLUMNS = ("规格型号", "单位", "数量", "单价", "金额", "税率", "税额")


def goods_of(
    lines: Sequence[Line], net: int | None, tax: int | None
) -> tuple[InvoiceLine, ...]:
    """Return the goods, or none at all unless they add up to the sums.

    The columns of a page are found by eye, so that a doubt must not become a claim:
    that the sums are right is proven by other figures.
    """
    found = list(_between(lines))
    if not found or None in {line.net for line in found}:
        return ()
    if sum(line.net or 0 for line in found) != net:
        return ()
    if sum(line.tax or 0 for line in found) != (tax or 0):
        return ()
    return tuple(found)


def _between(lines: Sequence[Line]) -> Iterator[InvoiceLine]:
    """Yield the lines between the header of the table and the line of sums."""
    middles: dict[str, float] = {}
    goods: list[tuple[str, int | None, int | None]] = []
    for line in lines:
        if any(line.plain.startswith(word) for word in _ITEMS):
            middles = dict(_header(line))
        elif line.plain.startswith(("合计", "价税合计", "小计")):
            middles = {}
        elif {"金额", "税额"} <= middles.keys():
            row = _row(line, middles)
            if row[1] is not None:
                goods.append(row)
            elif goods and row[0]:
                # A long name goes on in the next line.
                goods[-1] = (goods[-1][0] + row[0], *goods[-1][1:])
    for name, net, tax in goods:
        yield InvoiceLine(name, net, tax)


def _header(line: Line) -> Iterator[tuple[str, float]]:
    first = line.glyphs[0]
    yield "名称", (first.x0 + line.glyphs[3].x1) / 2
    for word in _COLUMNS:
        start = line.plain.find(word)
        if start >= 0:
            end = start + len(word) - 1
            yield word, (line.glyphs[start].x0 + line.glyphs[end].x1) / 2


def _row(line: Line, middles: dict[str, float]) -> tuple[str, int | None, int | None]:
    cells: dict[str, str] = {}
    for text, left, right in line.runs():
        middle = (left + right) / 2
        column = min(middles, key=lambda word: abs(middles[word] - middle))
        cells[column] = cells.get(column, "") + text
    return cells.get("名称", ""), _amount(cells.get("金额")), _amount(cells.get("税额"))


def _amount(text: str | None) -> int | None:
    try:
        return parse_fen(text or "")
    except AmountError:
        return None
