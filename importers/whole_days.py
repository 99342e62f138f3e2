"""Files whose rows could not be known again in the next export.

An import id rests on the bank's serial number or on the balance after the row. Where
a row has neither, equal payments of one day are told apart by counting them, and that
is right only where the file holds the whole day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError

if TYPE_CHECKING:
    from union_ledger.importers.statement import Statement


def refuse_cut_days(statement: Statement) -> None:
    """Refuse rows without serial number and balance, unless whole days are stated.

    Raises:
        InputError: The file does not state a period of whole days.
    """
    bare = [
        row
        for row in statement.rows
        if row.balance is None and not row.text.get("serial")
    ]
    if not bare:
        return
    edges = [str(statement.stated.get(key, "")) for key in ("period_from", "period_to")]
    if all(edges) and not any("T" in edge for edge in edges):
        return
    raise InputError(
        "既没有流水号也没有余额，又看不出是不是整天的明细："
        "同一天同样的两笔分不清，重复导入时会多记或漏记",
        file=statement.file,
        line=bare[0].line,
        hint="请导出带余额或流水号的明细，或按整天导出并保留表头上方的起止日期。",
    )
