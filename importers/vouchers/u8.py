"""用友 U8 voucher text: ``填制凭证,V800``, then 48 fields a line and no header.

The first twelve fields are known for certain and declared by ``u8.yaml``. The order of
the others (结算方式, 部门, 项目, 自定义项 …) is not documented where we could read it:
they are not read, and a file that fills them says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.importers.header import Header
from union_ledger.importers.text import clean
from union_ledger.importers.vouchers.layout import VoucherLayout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from union_ledger.core.tables import Table
    from union_ledger.importers.layout import Layout


def marked_header(tables: Sequence[Table], layouts: Sequence[Layout]) -> Header | None:
    """Return the header of a file whose first line is a layout's marker, if one."""
    rows = tables[0].rows if tables else ()
    first = [clean(cell) for cell in rows[0][1][:2]] if rows else []
    for layout in layouts:
        if not isinstance(layout, VoucherLayout) or layout.marker is None:
            continue
        name, version = layout.marker
        if len(first) == 2 and first[0] == name and first[1].startswith(version):
            columns = {role: place for place, role in enumerate(layout.positions)}
            return Header(layout, tables[0], 0, columns, ())
    return None


def unread_fields(header: Header) -> list[str]:
    """Return a remark on filled fields beyond those that the layout names."""
    known = len(header.columns)
    if header.cells:
        return []
    filled = {
        place + 1
        for _, cells in header.table.rows[header.below :]
        for place, cell in enumerate(cells)
        if place >= known and clean(cell)
    }
    if not filled:
        return []
    shown = "、".join(str(place) for place in sorted(filled))
    return [f"每行第 {shown} 栏有内容，栏目含义不明，未读"]
