"""Find the table's header by its labels, and by it the layout."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.importers.text import clean
from union_ledger.importers.text import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from union_ledger.core.tables import Table
    from union_ledger.importers.layout import Layout


@dataclass(frozen=True, slots=True)
class Header:
    """Where a layout's header stands in a table.

    Attributes:
        layout: The layout that matched.
        table: The sheet or text file it stands in.
        index: Its place in ``table.rows``.
        columns: Column (from 0) of each role that was found.
        cells: The header row as it is compared, to know it when it is repeated.
    """

    layout: Layout
    table: Table
    index: int
    columns: dict[str, int]
    cells: tuple[str, ...]


def find_header(tables: Sequence[Table], layouts: Sequence[Layout]) -> Header:
    """Return the one header in these sheets that a layout matches best.

    A layout matches when all its required labels stand in one row; the best has the
    most labels. Row numbers, sheet names and marker lines decide nothing.

    Raises:
        InputError: No layout matches (the nearest is named with what is missing), two
            match equally, two sheets match, or a label needed stands twice.
    """
    found = [header for table in tables if (header := _in_table(table, layouts))]
    if not found:
        raise _unknown(tables, layouts)
    if len(found) > 1:
        names = "、".join(str(header.table.sheet) for header in found)
        raise InputError(
            f"有 {len(found)} 个工作表都像流水：{names}",
            file=tables[0].file,
            hint="请只留一个要导入的工作表，另存后再导入。",
        )
    header = found[0]
    for role, column in header.columns.items():
        if header.cells.count(header.cells[column]) > 1:
            shown = clean(header.table.rows[header.index][1][column])
            raise InputError(
                f"表头里有两列都叫“{shown}”，不知道用哪一列（{role}）",
                file=header.table.file,
                line=header.table.rows[header.index][0],
            )
    return header


def _in_table(table: Table, layouts: Sequence[Layout]) -> Header | None:
    needed = [
        (layout, {role: column.keys for role, column in layout.required().items()})
        for layout in layouts
    ]
    any_key = {key for _, roles in needed for keys in roles.values() for key in keys}
    for index, (line, row) in enumerate(table.rows):
        cells = tuple(label(cell) for cell in row)
        present = set(cells)
        if len(present & any_key) < 2:
            continue
        matches = [
            Header(layout, table, index, columns, cells)
            for layout, roles in needed
            if all(present.intersection(keys) for keys in roles.values())
            and (columns := _columns(layout, cells))
        ]
        if not matches:
            continue
        matches.sort(key=lambda header: -len(header.columns))
        if len(matches) > 1 and len(matches[0].columns) == len(matches[1].columns):
            raise InputError(
                f"版式 {matches[0].layout.id} 和 {matches[1].layout.id} "
                "都同样符合这个表头，无法确定是哪一种",
                file=table.file,
                line=line,
            )
        return matches[0]
    return None


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
            if len(cells) > widest[1]:
                widest = (0, len(cells), _shown(row), line, [])
            for layout in layouts:
                missing = [
                    column.labels[0]
                    for column in layout.required().values()
                    if not cells.intersection(column.keys)
                ]
                hits = len(layout.required()) - len(missing)
                if hits > 1 and (hits, -len(missing)) > best[:2]:
                    shown = (
                        f"{_shown(row)}；最接近的版式是 {layout.title}（{layout.id}）"
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
    return InputError(
        f"认不出这个文件的版式，没有一行像已知的表头。最宽的一行是：{widest[2]}",
        file=tables[0].file,
        line=widest[3],
        hint="已知的版式：" + "、".join(layout.title for layout in layouts) + "。",
    )


def _shown(row: tuple[str, ...]) -> str:
    cells = [text[:20] for cell in row if (text := clean(cell))]
    return " | ".join(cells[:20])
