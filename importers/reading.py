"""A file to a Statement: header, lines above it, then every row below it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.core.tables import read_tables
from union_ledger.importers.direction import settle_direction
from union_ledger.importers.families import statement_layouts
from union_ledger.importers.header import Header
from union_ledger.importers.header import find_header
from union_ledger.importers.preamble import read_preamble
from union_ledger.importers.rows import read_rows
from union_ledger.importers.statement import Statement
from union_ledger.importers.statement_layout import UNSEEN
from union_ledger.importers.statement_layout import StatementLayout
from union_ledger.importers.whole_days import refuse_cut_days
from union_ledger.importers.whose import file_account
from union_ledger.importers.whose import refuse_private

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from union_ledger.core.tables import Table


def read_statement(
    path: Path,
    layouts: Sequence[StatementLayout] | None = None,
    own_account: str | None = None,
) -> Statement:
    """Read one exported file by whichever layout of a statement its header has.

    Args:
        path: The file.
        layouts: Layouts to choose from; the package's own where ``None``.
        own_account: Account for layouts that do not carry it in the file.

    Raises:
        InputError: The file is no readable table, or see ``statement_of``.
    """
    tables = read_tables(path)
    header = find_header(tables, statement_layouts() if layouts is None else layouts)
    return statement_of(tables, header, own_account)


def statement_of(
    tables: Sequence[Table], header: Header, own_account: str | None = None
) -> Statement:
    """Return the statement below a header.

    Raises:
        InputError: It has no data rows, no own account, is a private person's or in
            another currency, an account number was destroyed by Excel, nothing tells
            what 借 means, or its rows could not be known again.
        TypeError: The header's layout is not of the family of statements.
    """
    layout = header.layout
    if not isinstance(layout, StatementLayout):
        raise TypeError(layout.id)
    line = header.table.rows[header.index][0]
    refuse_private(header, layout, own_account)
    statement = Statement(header.table.file, layout, header.table.sheet, line)
    above = read_preamble(header, layout.facts)
    statement.stated = above.stated
    statement.notes = [] if layout.seen else [UNSEEN]
    statement.notes += above.notes + other_sheets(tables, header.table)
    refuse_damage(header)
    account = file_account(layout, statement, own_account)
    read_rows(header, layout, statement, account)
    if not statement.data_rows:
        raise InputError(
            "只有表头，没有数据行",
            file=statement.file,
            line=line,
            hint="请核对导出的期间是否选对。",
        )
    _refuse_currency(statement)
    if layout.direction == "chain":
        settle_direction(statement)
    refuse_cut_days(statement)
    return statement


def other_sheets(tables: Sequence[Table], used: Table) -> list[str]:
    """Return a remark on every other sheet that holds something."""
    notes = []
    for table in tables:
        filled = sum(any(cells) for _, cells in table.rows)
        if table is not used and filled:
            notes.append(
                f"工作表 {table.sheet} 有 {filled} 行内容，"
                "没有此版式的表头，或者是样例，未读"
            )
    return notes


def refuse_damage(header: Header) -> None:
    """Refuse numbers of the layout's identifiers that Excel has rounded.

    Raises:
        InputError: There is one; its line and column are named.
    """
    columns = {
        header.columns[role]: role
        for role in header.layout.identifiers
        if role in header.columns
    }
    first = header.table.rows[header.index][0]
    for line, column in sorted(header.table.damaged):
        if line > first and column in columns:
            raise InputError(
                f"“{header.shown(columns[column])}”列的号码太长，"
                "被 Excel 存成了数字，末几位已经丢失",
                file=header.table.file,
                line=line,
                hint="请从网银重新导出，不要用 Excel 打开后再保存。",
            )


def _refuse_currency(statement: Statement) -> None:
    """Refuse a file all of whose movements are in other currencies."""
    foreign = [noted for noted in statement.rejected if noted.foreign]
    if not foreign or statement.rows:
        return
    why = Counter(noted.why for noted in foreign).most_common(1)[0][0]
    raise InputError(
        f"这是外币账户的流水（{statement.layout.title}）：{why}",
        file=statement.file,
        line=foreign[0].line,
        hint="工会账以人民币记；外币收支请按凭证记账。",
    )
