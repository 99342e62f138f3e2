"""A list of scanned labels（扫码清单）: what a telephone read, one label a row.

A label that was read proves that the thing is there. It proves no number of pieces: a
card of several needs its 数量 beside it. What was not scanned stays open.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.core.stocktaking import MATCHED
from union_ledger.desk.asset_tag import read_tag
from union_ledger.desk.count_answers import BOOKED
from union_ledger.desk.count_answers import OPEN
from union_ledger.desk.count_answers import REJECTED
from union_ledger.desk.count_answers import SKIPPED
from union_ledger.desk.count_answers import Found
from union_ledger.desk.count_answers import RowAnswer
from union_ledger.desk.count_form import plain
from union_ledger.desk.count_next import next_step
from union_ledger.importers.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Sequence

    from union_ledger.core.tables import Table
    from union_ledger.desk.count_known import CountedBefore
    from union_ledger.desk.count_register import Register

_PLACES = {"地点", "位置", "实际地点", "存放地点", "place"}
_CODES = {"二维码", "标签", "条码", "编号", "资产编号", "内容", "扫码内容", "扫描内容"}
_QUANTITIES = {"数量", "实有数量", "件数", "quantity"}
_WHOLE = re.compile(r"^\d{1,6}$", re.ASCII)


@dataclass(frozen=True, slots=True)
class Scan:
    """One scanned row; ``place`` and ``quantity`` as they are written."""

    sheet: str
    line: int
    text: str
    place: str
    quantity: str


def read_scans(tables: Sequence[Table]) -> tuple[list[Scan], list[str]]:
    """Return the scanned rows, and what of the file was not used.

    The codes are in the first column that holds one; a place or a quantity is taken
    from a column of that name only. No scan at all means that it is no such list.
    """
    scans: list[Scan] = []
    notes: list[str] = []
    for table in tables:
        rows = [(line, [plain(cell) for cell in cells]) for line, cells in table.rows]
        first = next((n for n, row in enumerate(rows) if _code_in(row[1]) >= 0), -1)
        if first < 0:
            if any(any(cells) for _, cells in rows):
                notes.append(f"{table.place} 里没有标签的二维码，没有读")
            continue
        code = _code_in(rows[first][1])
        head = next((n for n in range(first) if _is_head(rows[n][1])), -1)
        heads = rows[head][1] if head >= 0 else []
        place, quantity = _column(heads, _PLACES), _column(heads, _QUANTITIES)
        for index, (line, cells) in enumerate(rows):
            if any(cells) and index != head:
                at = [_cell(cells, place), _cell(cells, quantity)]
                scans.append(Scan(table.sheet or "", line, _cell(cells, code), *at))
        unused = [
            str(column + 1)
            for column in range(len(rows[first][1]))
            if column not in {code, place, quantity}
            and any(_cell(cells, column) for _, cells in rows[first:])
        ]
        if unused:
            notes.append(
                f"第 {'、'.join(unused)} 列没有用；要用的列请写表头“地点”“数量”"
            )
    return scans, notes


class ScanJudge:
    """Answers every row of a list of scans.

    Args:
        sign: The union's sign.
        unit: The only unit whose things may be in it; empty for any.
        sheet: The name the results get.
        register: The register on the day of the counting.
        before: What was counted already.
    """

    def __init__(
        self,
        sign: str,
        unit: str,
        sheet: str,
        register: Register,
        before: CountedBefore,
    ) -> None:
        """Remember what the list is held against."""
        self._sign = sign
        self._unit = unit
        self._sheet = sheet
        self._register = register
        self._before = before
        self._scans: dict[tuple[str, str], list[Scan]] = defaultdict(list)

    def answers(self, scans: Sequence[Scan]) -> list[RowAnswer]:
        """Return what becomes of every row, in order."""
        for scan in scans:
            tag = read_tag(scan.text)
            if tag is not None:
                self._scans[tag].append(scan)
        return [self._answer(scan) for scan in scans]

    def _answer(self, scan: Scan) -> RowAnswer:
        tag = read_tag(scan.text)
        number = tag[1] if tag else ""
        found = None
        state, why = self._refused(scan, tag)
        if not state:
            state, why = self._uncertain(scan, number)
        if not state:
            found = self._found(scan, number)
            state, why = self._before.judged(found, self._sheet)
        name = self._register.name(number)
        return RowAnswer(
            *(scan.sheet, scan.line, state, number or scan.text[:30], name, why),
            found=found if state == BOOKED else None,
            unit=self._register.standing(number).unit if found else self._unit,
            next=self._next(found) if found and state == BOOKED else "",
        )

    def _next(self, found: Found) -> str:
        register, number = self._register, found.number
        own = register.is_own(number)
        return next_step(found, register.standing(number), register.day, own=own)

    def _refused(self, scan: Scan, tag: tuple[str, str] | None) -> tuple[str, str]:
        """Return state and reason where the label cannot be taken, else nothing."""
        if tag is None:
            return REJECTED, "不是本系统标签的二维码"
        sign, number = tag
        if sign != self._sign:
            return REJECTED, f"别的工会的标签（{sign}，本会是 {self._sign}）"
        said = self._register.why_not(number, self._unit)
        if said:
            return REJECTED, said
        return self._twice(scan, self._scans[tag])

    @staticmethod
    def _twice(scan: Scan, same: Sequence[Scan]) -> tuple[str, str]:
        """Return state and reason where a label was read before, else nothing."""
        others = "、".join(str(other.line) for other in same if other is not scan)
        if len({(each.place, each.quantity) for each in same}) > 1:
            return REJECTED, f"第 {others} 行还有一次，地点或数量不一样"
        if scan is not same[0]:
            return SKIPPED, f"第 {same[0].line} 行已经扫过，只收一次"
        return "", ""

    def _uncertain(self, scan: Scan, number: str) -> tuple[str, str]:
        """Return state and reason where the pieces are not known, else nothing."""
        quantity = self._register.standing(number).quantity
        if scan.quantity and not _WHOLE.match(scan.quantity):
            return REJECTED, f"数量“{scan.quantity[:20]}”不是整数"
        if scan.quantity and int(scan.quantity) > quantity:
            return REJECTED, f"数量 {scan.quantity}，多于登记的 {quantity}"
        if not scan.quantity and quantity > 1:
            return OPEN, f"登记 {quantity} 件，扫一个标签数不出来；请加一列“数量”"
        return "", ""

    def _found(self, scan: Scan, number: str) -> Found:
        now = self._register.standing(number)
        elsewhere = bool(scan.place) and squeeze(scan.place) != squeeze(now.place)
        quantity = int(scan.quantity) if scan.quantity else now.quantity
        fewer = quantity < now.quantity
        result = "盘亏" if fewer else "位置不符" if elsewhere else MATCHED
        return Found(
            number=number,
            result=result,
            quantity=quantity if fewer else None,
            place=scan.place if elsewhere else "",
        )


def _is_head(cells: Sequence[str]) -> bool:
    return any(squeeze(cell) in _CODES | _PLACES | _QUANTITIES for cell in cells)


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column] if 0 <= column < len(cells) else ""


def _code_in(cells: Sequence[str]) -> int:
    """Return the first column that holds a label's code, -1 for none."""
    found = (column for column, cell in enumerate(cells) if read_tag(cell))
    return next(found, -1)


def _column(heads: Sequence[str], names: set[str]) -> int:
    found = (column for column, head in enumerate(heads) if squeeze(head) in names)
    return next(found, -1)
