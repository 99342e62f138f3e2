"""Find the table's header by its labels, and by it the layout."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.importers.text import clean
from union_ledger.importers.text import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from union_ledger.core.tables import Table
    from union_ledger.importers.layout import Layout

_SAMPLE = re.compile("示范|样例|示例|填写说明|填表说明")
_FIGURE = re.compile(r"\d")

_HAS_DIGIT = re.compile(r"\d").search


@dataclass(frozen=True, slots=True)
class Header:
    """Where a layout's header stands in a table.

    Attributes:
        layout: The layout that matched.
        table: The sheet or text file it stands in.
        index: Its place in ``table.rows``.
        columns: Column (from 0) of each role that was found.
        cells: The header row as it is compared, to know it when it is repeated.
        height: Rows it takes: two where 借方 and 贷方 stand below 发生额.
    """

    layout: Layout
    table: Table
    index: int
    columns: dict[str, int]
    cells: tuple[str, ...]
    height: int = 1

    @property
    def below(self) -> int:
        """Return the place in ``table.rows`` of the first row below the header."""
        return self.index + self.height

    def shown(self, role: str) -> str:
        """Return a column's label as the file spells it."""
        column = self.columns[role]
        rows = self.table.rows[self.index : self.below]
        words = [clean(row[column]) for _, row in rows if column < len(row)]
        return "".join(words) or self.cells[column]

    def stands_again(self, row: tuple[str, ...]) -> bool:
        """Return whether a page break repeated the header, or half of it, here."""
        cells = _labels(row)
        if self.height == 1:
            return cells == self.cells
        rows = self.table.rows[self.index : self.below]
        return cells in {_labels(half) for _, half in rows}


def find_header(tables: Sequence[Table], layouts: Sequence[Layout]) -> Header:
    """Return the one header in these sheets that a layout matches best.

    A layout matches when all its required labels stand in one row, or in two of which
    the lower says 借方 and 贷方; the best has the most labels. Row numbers, sheet names
    and marker lines decide nothing, but that a sheet of samples is none.

    Raises:
        InputError: No layout matches (the nearest is named with what is missing), two
            match equally, two sheets match, or a label needed stands twice.
    """
    found = [header for table in tables if (header := _in_table(table, layouts))]
    if not found:
        raise _unknown(tables, layouts)
    real = [h for h in found if not _SAMPLE.search(h.table.sheet or "")]
    if not real:
        raise InputError(
            f"只有工作表“{found[0].table.sheet}”像流水或清单，而它是样例",
            file=tables[0].file,
            hint="请把真实的内容填在另一个工作表里。",
        )
    if len(real) > 1:
        names = "、".join(str(header.table.sheet) for header in real)
        raise InputError(
            f"有 {len(real)} 个工作表都像流水：{names}",
            file=tables[0].file,
            hint="请只留一个要导入的工作表，另存后再导入。",
        )
    header = real[0]
    for role, column in header.columns.items():
        if header.cells.count(header.cells[column]) > 1:
            raise InputError(
                f"表头里有两列都叫“{header.shown(role)}”，不知道用哪一列（{role}）",
                file=header.table.file,
                line=header.table.rows[header.index][0],
                hint="请删去或改名多余的一列后再导入。",
            )
    return header


def _in_table(table: Table, layouts: Sequence[Layout]) -> Header | None:
    any_key = {
        key
        for layout in layouts
        for column in layout.required().values()
        for key in column.keys
    }
    for index, (_, row) in enumerate(table.rows):
        cells = _labels(row)
        if len(any_key.intersection(cells)) < 2:
            continue
        if header := _best(table, index, cells, 1, layouts):
            return header
        lower = table.rows[index + 1][1] if index + 1 < len(table.rows) else ()
        if _is_half(lower) and not _best(table, index + 1, _labels(lower), 1, layouts):
            joined = _joined(cells, _labels(lower))
            if header := _best(table, index, joined, 2, layouts):
                return header
    return None


def _best(
    table: Table,
    index: int,
    cells: tuple[str, ...],
    height: int,
    layouts: Sequence[Layout],
) -> Header | None:
    """Return the layout that matches these labels best, as a header.

    Raises:
        InputError: Two match equally.
    """
    present = set(cells)
    matches = [
        Header(layout, table, index, columns, cells, height)
        for layout in layouts
        if all(
            present.intersection(column.keys) for column in layout.required().values()
        )
        and present.isdisjoint(map(label, layout.absent))
        and (columns := _columns(layout, cells))
    ]
    matches.sort(key=_rank)
    if len(matches) > 1 and _rank(matches[0]) == _rank(matches[1]):
        raise InputError(
            f"版式 {matches[0].layout.id} 和 {matches[1].layout.id} "
            "都同样符合这个表头，无法确定是哪一种",
            file=table.file,
            line=table.rows[index][0],
        )
    return matches[0] if matches else None


def _rank(header: Header) -> tuple[bool, int]:
    return header.layout.fallback, -len(header.columns)


def _labels(row: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(label(cell) for cell in row)


def _is_half(row: tuple[str, ...]) -> bool:
    """Return whether a row may be the lower half of a header: words, no figures."""
    words = [text for cell in row if (text := clean(cell))]
    return bool(words) and not any(_FIGURE.search(word) for word in words)


def _joined(upper: tuple[str, ...], lower: tuple[str, ...]) -> tuple[str, ...]:
    """Return one row of labels: 发生额 above 借方 and 贷方 gives 发生额借方 and so on.

    A label above reaches over the blanks to its right, as far as there are labels
    below them.
    """
    width = max(len(upper), len(lower))
    over = (*upper, *[""] * (width - len(upper)))
    under = (*lower, *[""] * (width - len(lower)))
    joined, group = [], ""
    for above, below in zip(over, under, strict=True):
        group = above or (group if below else "")
        joined.append(f"{group}{below}")
    return tuple(joined)


def _columns(layout: Layout, cells: tuple[str, ...]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for role, column in layout.columns.items():
        for key in column.keys:
            if key in cells:
                columns[role] = cells.index(key)
                break
    return columns


def _unknown(tables: Sequence[Table], layouts: Sequence[Layout]) -> InputError:
    """Say which row looked most like a header, and what the nearest layout misses."""
    best: tuple[int, int, str, int | None, list[str]] = (0, 0, "", None, [])
    widest = best
    for table in tables:
        for line, row in table.rows[:200]:
            cells = {label(cell) for cell in row} - {""}
            # A row with figures is data, and may name persons: it is not shown.
            if len(cells) > widest[1] and not _HAS_DIGIT(" ".join(row)):
                widest = (0, len(cells), _shown(row), line, [])
            for layout in layouts:
                missing = [
                    column.labels[0]
                    for column in layout.required().values()
                    if not cells.intersection(column.keys)
                ]
                hits = len(layout.required()) - len(missing)
                if missing and hits > 1 and (hits, -len(missing)) > best[:2]:
                    shown = (
                        f"{_shown(row)}；最接近的版式是 {layout.told}（{layout.id}）"
                    )
                    best = (hits, -len(missing), shown, line, missing)
    if best[0]:
        why = f"认不出这个文件的版式。找到的表头：{best[2]}，但缺少列："
        return InputError(
            why + "、".join(best[4]),
            file=tables[0].file,
            line=best[3],
            hint="请从网银重新导出全部列；若是新的版式，请按文档增加一个版式声明。",
        )
    told = f"最宽的一行文字是：{widest[2]}" if widest[2] else "每一行都有数字"
    return InputError(
        f"认不出这个文件的版式，没有一行像已知的表头。{told}",
        file=tables[0].file,
        line=widest[3],
        hint="已知的版式：" + _names(layouts) + "。",
    )


def _names(layouts: Sequence[Layout]) -> str:
    """Return the titles without what is in brackets, each once."""
    return "、".join(dict.fromkeys(each.title.split("（")[0] for each in layouts))


def _shown(row: tuple[str, ...]) -> str:
    cells = [text[:20] for cell in row if (text := clean(cell))]
    return " | ".join(cells[:20])
