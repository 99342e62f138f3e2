"""A file to its trial balance: header, period, then every row below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.chart import load_chart
from union_ledger.core.errors import InputError
from union_ledger.importers.amount import AmountError
from union_ledger.importers.amount import parse_fen
from union_ledger.importers.balances.layout import BalanceLayout
from union_ledger.importers.balances.table import Account
from union_ledger.importers.balances.table import Total
from union_ledger.importers.balances.table import TrialBalance
from union_ledger.importers.movement import RowError
from union_ledger.importers.periods import Months
from union_ledger.importers.periods import given_months
from union_ledger.importers.periods import months_above
from union_ledger.importers.periods import parse_months
from union_ledger.importers.periods import parse_year
from union_ledger.importers.periods import year_above
from union_ledger.importers.reading import other_sheets
from union_ledger.importers.reading import refuse_damage
from union_ledger.importers.statement import Noted
from union_ledger.importers.text import clean
from union_ledger.importers.text import identifier
from union_ledger.importers.text import squeeze
from union_ledger.importers.vouchers.numbers import plain_code

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from union_ledger.core.tables import Table
    from union_ledger.importers.header import Header

AMOUNTS = (
    *("opening", "opening_debit", "opening_credit", "debit", "credit"),
    *("year_debit", "year_credit", "closing", "closing_debit", "closing_credit"),
)
_CREDIT_CLASSES = ("2", "3", "4")


def trial_balance_of(
    tables: Sequence[Table], header: Header, period: str = ""
) -> TrialBalance:
    """Return the trial balance below a header.

    Args:
        tables: All sheets of the file.
        header: The header that was found.
        period: The period that whoever imports says, such as ``2024-12``.

    Raises:
        InputError: There are no rows, the period stands nowhere or is several, or
            Excel destroyed an account code.
        TypeError: The header's layout is not of the family of balances.
    """
    layout = header.layout
    if not isinstance(layout, BalanceLayout):
        raise TypeError(layout.id)
    refuse_damage(header)
    rows = [
        (line, [clean(cell) for cell in cells], cells)
        for line, cells in header.table.rows[header.below :]
    ]
    rows = [row for row in rows if any(row[1])]
    if not rows:
        raise InputError(
            "只有表头，没有数据行",
            file=header.table.file,
            line=header.table.rows[header.index][0],
            hint="请核对导出的期间是否选对。",
        )
    cells = [(line, _cell(texts, header), texts, raw) for line, texts, raw in rows]
    months = _months(header, [cell for _, cell, _, _ in cells], period)
    found = TrialBalance(header.table.file, layout, months, len(rows))
    found.notes = other_sheets(tables, header.table)
    for line, cell, texts, raw_cells in cells:
        raw = " | ".join(text for text in texts if text)[:300]
        if header.stands_again(raw_cells):
            found.skipped.append(Noted(line, "重复的表头", raw))
            continue
        try:
            _row(found, line, cell, texts, raw, len(header.cells))
        except (RowError, AmountError) as exc:
            found.rejected.append(Noted(line, str(exc), raw))
    _settle_signs(found)
    return found


def _cell(texts: list[str], header: Header) -> dict[str, str]:
    return {
        role: texts[column] if column < len(texts) else ""
        for role, column in header.columns.items()
    }


def _months(header: Header, cells: list[dict[str, str]], period: str) -> Months:
    """Return the period: from columns, from above the header, or as given."""
    file, line = header.table.file, header.table.rows[header.index][0]
    given = given_months(period)
    columns = _column_months(cells)
    if len(columns) > 1:
        raise InputError(
            f"文件里有 {len(columns)} 个会计期间",
            file=file,
            line=line,
            hint="请一个期间导出一个文件。",
        )
    stated = columns.pop() if columns else months_above(header)
    if stated is not None and stated.year is None:
        year = year_above(header) or (given.year if given else None)
        stated = Months(year, stated.first, stated.last) if year else None
    if stated and given and stated != given:
        raise InputError(f"文件写的期间与 --period {period} 不同", file=file, line=line)
    months = stated or given
    if months is None or months.year is None:
        raise InputError(
            "没有写明是哪一年哪几个月的余额表",
            file=file,
            line=line,
            hint="请用 --period 写明，如 --period 2024-12 或 2024.10-2024.12。",
        )
    return months


def _column_months(cells: Iterable[dict[str, str]]) -> set[Months]:
    found = set()
    for cell in cells:
        months = parse_months(identifier(cell.get("period", "")))
        if months is not None and plain_code(cell.get("code", "")).isdigit():
            known = parse_year(identifier(cell.get("year", ""))) or months.year
            found.add(Months(known, months.first, months.last))
    return found


def _row(  # noqa: PLR0913, PLR0917 - the parts of one row
    found: TrialBalance,
    line: int,
    cell: dict[str, str],
    texts: list[str],
    raw: str,
    width: int,
) -> None:
    code = plain_code(cell["code"])
    if not code or not code[0].isdigit():
        first = squeeze(next((text for text in texts if text), ""))
        rule = found.layout.skip_rule({first, squeeze(cell.get("name", ""))} - {""})
        if rule is None:
            raise RowError("没有科目代码")
        if rule.means == "totals":
            found.totals.append(Total(line, first, _stated(cell)))
        found.skipped.append(Noted(line, rule.what, raw))
        return
    if any(texts[width:]):
        raise RowError("这一行的单元格比表头多")
    if cell.get("aux_code") or cell.get("aux_name"):
        found.skipped.append(Noted(line, "辅助核算明细", raw))
        return
    stated = _stated(cell)
    found.accounts.append(
        Account(
            line,
            code,
            cell.get("name", ""),
            _balance("opening", cell, stated, code, found.layout),
            stated.get("debit", 0),
            stated.get("credit", 0),
            _balance("closing", cell, stated, code, found.layout),
            stated,
            raw,
        )
    )


def _stated(cell: dict[str, str]) -> dict[str, int]:
    """Return each amount that is not empty; a blank is nothing."""
    amounts = {role: parse_fen(cell[role]) for role in AMOUNTS if role in cell}
    return {role: fen for role, fen in amounts.items() if fen is not None}


def _balance(
    end: str,
    cell: dict[str, str],
    stated: dict[str, int],
    code: str,
    layout: BalanceLayout,
) -> int:
    """Return opening or closing, debit positive; one without a side is left as is."""
    if f"{end}_debit" in cell:
        return stated.get(f"{end}_debit", 0) - stated.get(f"{end}_credit", 0)
    amount = stated.get(end, 0)
    if f"{end}_side" not in cell or layout.sides is None:
        return amount
    text = squeeze(cell[f"{end}_side"])
    if text in map(squeeze, layout.sides.credit):
        return -amount
    if text in map(squeeze, layout.sides.debit):
        return amount
    if amount and text and text not in map(squeeze, layout.sides.flat):
        raise RowError(f"余额方向“{text[:10]}”认不出来")
    if amount and text:
        raise RowError("余额方向是“平”，却有余额")
    return -amount if normal_side(code) == "贷" else amount


def normal_side(code: str) -> str:
    """Return the side on which an account grows: by the chart, else by its class."""
    chart = load_chart()
    known = code
    while known and known not in chart.by_code:
        known = known[:-1]
    if known:
        return chart.by_code[known].normal[:1]
    return "贷" if code.startswith(_CREDIT_CLASSES) else "借"


def _settle_signs(found: TrialBalance) -> None:
    """Turn balances without a side into debit-positive ones.

    Packages sign them either from each account's own side or all from the debit side;
    the one of the two under which every row adds up is taken.
    """
    roles = found.layout.columns
    if "opening_side" in roles or "opening_debit" in roles:
        return
    turned = [_turned(account) for account in found.accounts]
    own, debit = (sum(map(_breaks, each)) for each in (turned, found.accounts))
    if debit < own or (debit == own and _adds_up(found.accounts) > _adds_up(turned)):
        found.notes.append("余额没有方向列，按正数为借方余额理解")
        return
    found.accounts = turned
    found.notes.append("余额没有方向列，按科目的正常方向理解")


def _turned(account: Account) -> Account:
    if normal_side(account.code) == "借":
        return account
    return Account(
        account.line,
        account.code,
        account.name,
        -account.opening,
        account.debit,
        account.credit,
        -account.closing,
        account.stated,
        account.raw,
    )


def _breaks(account: Account) -> bool:
    moved = account.opening + account.debit - account.credit
    return moved != account.closing


def _adds_up(accounts: list[Account]) -> bool:
    return not sum(account.closing for account in accounts)
