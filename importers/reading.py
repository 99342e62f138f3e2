"""A file to a Statement: header, lines above it, then every row below it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.core.tables import read_tables
from union_ledger.importers.amount import AmountError
from union_ledger.importers.amount import parse_fen
from union_ledger.importers.dates import parse_moment
from union_ledger.importers.families import statement_layouts
from union_ledger.importers.header import Header
from union_ledger.importers.header import find_header
from union_ledger.importers.movement import RowError
from union_ledger.importers.movement import read_row
from union_ledger.importers.preamble import read_preamble
from union_ledger.importers.statement import Mark
from union_ledger.importers.statement import Noted
from union_ledger.importers.statement import Statement
from union_ledger.importers.statement_layout import StatementLayout
from union_ledger.importers.text import clean
from union_ledger.importers.text import identifier
from union_ledger.importers.text import label
from union_ledger.importers.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from union_ledger.core.tables import Table
    from union_ledger.importers.layout import Skip


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
        InputError: It has no data rows, no own account, is a private person's, or an
            account number was destroyed by Excel.
        TypeError: The header's layout is not of the family of statements.
    """
    layout = header.layout
    if not isinstance(layout, StatementLayout):
        raise TypeError(layout.id)
    line = header.table.rows[header.index][0]
    _refuse_private(header, layout, own_account)
    statement = Statement(header.table.file, layout, header.table.sheet, line)
    statement.stated = read_preamble(header, layout.preamble)
    statement.notes = other_sheets(tables, header.table)
    refuse_damage(header)
    account = _file_account(layout, statement, own_account)
    _read_rows(header, layout, statement, account)
    if not statement.data_rows:
        raise InputError(
            "只有表头，没有数据行",
            file=statement.file,
            line=line,
            hint="请核对导出的期间是否选对。",
        )
    return statement


def _refuse_private(
    header: Header, layout: StatementLayout, own_account: str | None
) -> None:
    """Refuse what is no account of the union, unless its number was given."""
    if layout.owner == "union" or (own_account and layout.owner != "card"):
        return
    what = {"person": "个人账户", "card": "信用卡", "wallet": "网络支付账户"}
    hint = "请核对拿错了文件没有。"
    if layout.owner != "card":
        hint += "确是登记过的代收账户，请用 --account 写明账号。"
    raise InputError(
        f"这是{what[layout.owner]}的流水（{layout.title}），"
        "工会经费不得存放在单位账户以外（公款私存）",
        file=header.table.file,
        line=header.table.rows[header.index][0],
        hint=hint,
    )


def other_sheets(tables: Sequence[Table], used: Table) -> list[str]:
    """Return a remark on every other sheet that holds something."""
    notes = []
    for table in tables:
        filled = sum(any(cells) for _, cells in table.rows)
        if table is not used and filled:
            notes.append(
                f"工作表 {table.sheet} 有 {filled} 行内容，没有此版式的表头，未读"
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
            name = clean(header.table.rows[header.index][1][column])
            raise InputError(
                f"“{name}”列的号码太长，被 Excel 存成了数字，末几位已经丢失",
                file=header.table.file,
                line=line,
                hint="请从网银重新导出，不要用 Excel 打开后再保存。",
            )


def _file_account(
    layout: StatementLayout, statement: Statement, own_account: str | None
) -> str | None:
    """Return the account of the whole file, or ``None`` where a column gives it."""
    if layout.own_account == "column":
        return None
    account = str(statement.stated.get("own_account") or "")
    if account and own_account and account != own_account:
        raise InputError(
            f"文件里的本方账号是 {account}，不是指定的 {own_account}",
            file=statement.file,
        )
    if not (account or own_account):
        raise InputError(
            "文件里没有本方账号",
            file=statement.file,
            hint="请用 --account 写明是哪个账号的流水。",
        )
    return account or str(own_account)


def _read_rows(
    header: Header,
    layout: StatementLayout,
    statement: Statement,
    account: str | None,
) -> None:
    seen: Counter[str] = Counter()
    for line, cells in header.table.rows[header.index + 1 :]:
        texts = [clean(cell) for cell in cells]
        if not any(texts):
            continue
        statement.data_rows += 1
        raw = " | ".join(text for text in texts if text)[:300]
        if _is_header_again(cells, header):
            statement.skipped.append(Noted(line, "重复的表头", raw))
            continue
        cell = {
            role: texts[column] if column < len(texts) else ""
            for role, column in header.columns.items()
        }
        own = account or identifier(cell.get("own_account", ""))
        dated = parse_moment(cell["date"], layout.dates)
        skip = None if dated else _skip_rule(layout, cell, texts)
        try:
            if skip:
                if skip.means != "none":
                    mark = _mark(line, skip.means, own, seen[own], cell)
                    statement.marks.append(mark)
                statement.skipped.append(Noted(line, skip.what, raw))
                continue
            _refuse_overhang(texts, header)
            row = read_row(line, dated, cell, own, layout, raw)
        except (RowError, AmountError) as exc:
            statement.rejected.append(Noted(line, str(exc), raw))
            continue
        seen[own] += 1
        statement.rows.append(row)


def _is_header_again(cells: tuple[str, ...], header: Header) -> bool:
    """Return whether a page break repeated the header here."""
    column = header.columns["date"]
    return (
        len(cells) > column
        and label(cells[column]) == header.cells[column]
        and tuple(label(cell) for cell in cells) == header.cells
    )


def _refuse_overhang(texts: list[str], header: Header) -> None:
    """Cells beyond the header mean that the row is shifted: a comma too many."""
    if any(texts[len(header.cells) :]):
        raise RowError("这一行的单元格比表头多")


def _skip_rule(
    layout: StatementLayout, cell: dict[str, str], texts: list[str]
) -> Skip | None:
    """Return the rule by which a row without a date is no movement.

    Only the row's first text and its summary are asked: a counterparty's name may
    well begin with 合计.
    """
    first = next((text for text in texts if text), "")
    asked = {squeeze(first), squeeze(cell.get("summary", ""))} - {""}
    return layout.skip_rule(asked)


def _mark(line: int, means: str, own: str, after: int, cell: dict[str, str]) -> Mark:
    return Mark(
        line,
        means,
        own,
        after,
        parse_fen(cell.get("out", "")),
        parse_fen(cell.get("in", "")),
        parse_fen(cell.get("balance", "")),
    )
