"""A file to its vouchers: header, then every row below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.importers.amount import AmountError
from union_ledger.importers.amount import parse_fen
from union_ledger.importers.movement import RowError
from union_ledger.importers.periods import given_months
from union_ledger.importers.periods import parse_months
from union_ledger.importers.periods import year_above
from union_ledger.importers.reading import other_sheets
from union_ledger.importers.reading import refuse_damage
from union_ledger.importers.statement import Noted
from union_ledger.importers.text import clean
from union_ledger.importers.text import squeeze
from union_ledger.importers.vouchers.layout import VoucherLayout
from union_ledger.importers.vouchers.rows import place_of
from union_ledger.importers.vouchers.rows import read_line
from union_ledger.importers.vouchers.u8 import unread_fields
from union_ledger.importers.vouchers.voucher import Total
from union_ledger.importers.vouchers.voucher import Voucher
from union_ledger.importers.vouchers.voucher import VoucherList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from union_ledger.core.tables import Table
    from union_ledger.importers.header import Header


def vouchers_of(
    tables: Sequence[Table], header: Header, period: str = ""
) -> VoucherList:
    """Return the vouchers below a header.

    Args:
        tables: All sheets of the file.
        header: The header that was found.
        period: The period that whoever imports says, such as ``2024`` or ``2024-12``.

    Raises:
        InputError: There are no rows, the year stands nowhere, the file holds several
            sets of books, or Excel destroyed an account code.
        TypeError: The header's layout is not of the family of vouchers.
    """
    layout = header.layout
    if not isinstance(layout, VoucherLayout):
        raise TypeError(layout.id)
    found = VoucherList(header.table.file, layout)
    found.notes = other_sheets(tables, header.table) + unread_fields(header)
    refuse_damage(header)
    reader = _Reader(found, layout, _year(header, layout, period))
    for line, cells in header.table.rows[header.below :]:
        texts = [clean(cell) for cell in cells]
        if any(texts):
            found.data_rows += 1
            reader.row(line, texts, header, again=header.stands_again(cells))
    if not found.data_rows:
        raise InputError(
            "只有表头，没有数据行",
            file=found.file,
            line=header.table.rows[header.index][0] or None,
            hint="请核对导出的期间是否选对。",
        )
    if len(reader.entities) > 1:
        names = "、".join(reader.entities)
        raise InputError(
            f"文件里有 {len(reader.entities)} 个核算单位：{names}",
            file=found.file,
            hint="请一个账套导出一个文件。",
        )
    return found


def _year(header: Header, layout: VoucherLayout, period: str) -> int | None:
    """Return the year of rows that name only a month.

    Raises:
        InputError: It stands nowhere and was not given.
    """
    roles = layout.positions or header.columns
    if "date" in roles or "year" in roles:
        return None
    given = given_months(period)
    year = (given.year if given else None) or year_above(header)
    column = header.columns["period"]
    rows = header.table.rows[header.below :]
    if year is None and not any(
        (months := parse_months(clean(cells[column]))) and months.year
        for _, cells in rows
        if len(cells) > column
    ):
        raise InputError(
            "只有月份，没有年度",
            file=header.table.file,
            line=header.table.rows[header.index][0],
            hint="请用 --period 写明年度，如 --period 2024。",
        )
    return year


class _Reader:
    """The rows of one file, one after another: a line may continue the one above."""

    def __init__(
        self, found: VoucherList, layout: VoucherLayout, year: int | None
    ) -> None:
        self.found = found
        self.layout = layout
        self.year = year
        self.entities: dict[str, int] = {}
        self.by_key: dict[str, Voucher] = {}
        self.current: Voucher | None = None

    def row(self, line: int, texts: list[str], header: Header, *, again: bool) -> None:
        """Take one row that is not blank; ``again`` if it repeats the header."""
        raw = " | ".join(text for text in texts if text)[:300]
        if again:
            self.found.skipped.append(Noted(line, "重复的表头", raw))
            return
        cell = {
            role: texts[column] if column < len(texts) else ""
            for role, column in header.columns.items()
        }
        if not (cell.get("code") or cell.get("subject") or cell["number"]):
            rule = self.layout.skip_rule(_first_texts(cell, texts))
            if rule is not None:
                if rule.means == "totals":
                    self._total(line, cell)
                self.found.skipped.append(Noted(line, rule.what, raw))
                return
        if entity := cell.get("entity"):
            self.entities.setdefault(entity, line)
        try:
            self._line(line, cell, texts, raw, header)
        except (RowError, AmountError) as exc:
            self.found.rejected.append(Noted(line, str(exc), raw))

    def _line(
        self,
        line: int,
        cell: dict[str, str],
        texts: list[str],
        raw: str,
        header: Header,
    ) -> None:
        self.current = voucher = self._voucher(cell)
        try:
            _refuse_overhang(texts, header)
            read = read_line(line, cell, self.layout, raw)
        except (RowError, AmountError):
            voucher.spoiled.append(line)
            raise
        voucher.lines.append(read)
        self.found.lines.append(read)

    def _voucher(self, cell: dict[str, str]) -> Voucher:
        try:
            place = place_of(cell, self.layout, self.year)
        except RowError:
            self.current = None  # what continues this row belongs to no voucher known
            raise
        if place is None:
            if self.current is None:
                raise RowError("没有日期和凭证号")
            return self.current
        fresh = Voucher(place.day, place.word, place.number, place.written)
        voucher = self.by_key.setdefault(fresh.key, fresh)
        if voucher is fresh:
            self.found.vouchers.append(fresh)
        elif voucher.day != place.day:
            raise RowError(
                f"凭证 {voucher.name} 的日期有 {voucher.day} 和 {place.day} 两个"
            )
        return voucher

    def _total(self, line: int, cell: dict[str, str]) -> None:
        debit = parse_fen(cell.get("debit", ""))
        credit = parse_fen(cell.get("credit", ""))
        above = len(self.found.lines)
        self.found.totals.append(Total(line, debit, credit, above))


def _refuse_overhang(texts: list[str], header: Header) -> None:
    """Cells beyond the header mean that the row is shifted: a comma too many."""
    if header.cells and any(texts[len(header.cells) :]):
        raise RowError("这一行的单元格比表头多")


def _first_texts(cell: dict[str, str], texts: list[str]) -> set[str]:
    first = next((text for text in texts if text), "")
    return {squeeze(first), squeeze(cell.get("summary", ""))} - {""}
