"""A filled stocktaking form read back: what it says it is, and its rows as text."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from decimal import Decimal
from decimal import InvalidOperation
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.desk.count_form import CHECK
from union_ledger.desk.count_form import CODE
from union_ledger.desk.count_form import COUNTED_BY
from union_ledger.desk.count_form import COUNTED_ON
from union_ledger.desk.count_form import EXTRA
from union_ledger.desk.count_form import FILLED
from union_ledger.desk.count_form import HEADINGS
from union_ledger.desk.count_form import IDENTITY
from union_ledger.desk.count_form import NUMBER
from union_ledger.desk.count_form import PRINTED
from union_ledger.desk.count_form import SEQUENCE
from union_ledger.desk.count_form import plain
from union_ledger.desk.count_form import read_identity
from union_ledger.desk.count_sheet import EXTRAS_HEADING
from union_ledger.desk.count_sheet import NOTHING
from union_ledger.desk.count_sheet import SIGNATURES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from union_ledger.core.tables import Table
    from union_ledger.desk.count_form import Identity

_REPRINT = "请用原来的盘点表重填，或用 union-ledger asset count-sheet 重印。"
_OWN_LINES = {plain(text) for text in (EXTRAS_HEADING, NOTHING, SIGNATURES)}
_CENT = Decimal("0.01")
_LOCKED_FROM = PRINTED.index("登记数量")  # what is found gets name, model and class


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row of a filled form; ``cells`` are its texts by heading."""

    sheet: str
    line: int
    cells: dict[str, str]

    @property
    def sequence(self) -> str:
        """Return the row's place on the form."""
        return self.cells[SEQUENCE]

    @property
    def number(self) -> str:
        """Return the asset's number."""
        return self.cells[NUMBER]

    @property
    def is_extra(self) -> bool:
        """Tell whether it is one of the rows for what is on no card."""
        return self.sequence.startswith(EXTRA)

    @property
    def printed(self) -> tuple[str, ...]:
        """Return what the form printed on the row, as it is now."""
        if self.is_extra:
            return (self.number,)
        return tuple(self.cells[heading] for heading in PRINTED[2:])

    @property
    def misplaced(self) -> list[str]:
        """Return the headings of locked cells of a blank row that were filled."""
        if not self.is_extra:
            return []
        return [name for name in PRINTED[_LOCKED_FROM:] if self.cells[name]]

    @property
    def filled(self) -> dict[str, str]:
        """Return what was filled in, by heading."""
        return {name: self.cells[name] for name in FILLED if self.cells[name]}


@dataclass(slots=True)
class FilledForm:
    """A filled form; ``counted_on`` and ``counted_by`` as they were filled in.

    ``ignored`` are the sheets that are no part of the form, ``beside`` the places
    outside its columns where something stands.
    """

    file: Path
    identity: Identity
    rows: list[FilledRow] = field(default_factory=list)
    counted_on: str = ""
    counted_by: str = ""
    ignored: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)


def is_form(tables: Sequence[Table]) -> bool:
    """Tell whether a workbook is a stocktaking form of this program."""
    return any(_identity_line(table) for table in tables)


def read_form(path: Path, tables: Sequence[Table]) -> FilledForm:
    """Read a filled form.

    Raises:
        InputError: What the form says of itself was changed, or its headings were.
    """
    lines = {line for table in tables for line in [_identity_line(table)] if line}
    identities = {read_identity(line) for line in lines}
    identity = identities.pop() if len(identities) == 1 else None
    if identity is None:
        raise InputError(
            "表头的识别码改过或不全，认不出是哪张盘点表", file=path, hint=_REPRINT
        )
    form = FilledForm(path, identity)
    for table in tables:
        if _identity_line(table):
            _read_sheet(form, table)
        elif any(any(cells) for _, cells in table.rows):
            form.ignored.append(table.sheet or "")
    return form


def _identity_line(table: Table) -> str:
    for _, cells in table.rows[:10]:
        for cell in cells:
            if cell.strip().startswith(IDENTITY):
                return cell.strip().removeprefix(IDENTITY).strip()
    return ""


def _read_sheet(form: FilledForm, table: Table) -> None:
    columns: dict[str, int] = {}
    for line, raw in table.rows:
        cells = [plain(cell) for cell in raw]
        if not columns:
            _read_counting(form, cells)
            if NUMBER in cells and CHECK in cells:
                columns = _columns(form, table, line, cells)
            continue
        filled = [cell for cell in cells if cell]
        if not filled or (len(filled) == 1 and filled[0] in _OWN_LINES):
            continue
        by_heading = {
            heading: cells[column] if column < len(cells) else ""
            for heading, column in columns.items()
        }
        by_heading["登记数量"] = _figure(by_heading["登记数量"], Decimal(1))
        by_heading["原值"] = _figure(by_heading["原值"], _CENT)
        form.rows.append(FilledRow(table.sheet or "", line, by_heading))
        known = set(columns.values())
        if any(cell for at, cell in enumerate(cells) if at not in known):
            form.beside.append(f"{table.sheet or ''} 第 {line} 行")
    if not columns:
        raise InputError(
            f"工作表 {table.sheet} 没有表头（{NUMBER}、{CHECK}）",
            file=form.file,
            hint=_REPRINT,
        )


def _columns(
    form: FilledForm, table: Table, line: int, cells: list[str]
) -> dict[str, int]:
    """Return the column of each heading.

    Raises:
        InputError: A heading is missing, or there twice.
    """
    for heading in HEADINGS:
        if cells.count(heading) != 1 and heading != CODE:
            many = "没有了" if heading not in cells else "有两个"
            raise InputError(
                f"工作表 {table.sheet} 的表头改过：“{heading}”{many}",
                file=form.file,
                line=line,
                hint=_REPRINT,
            )
    return {name: cells.index(name) for name in HEADINGS if name != CODE}


def _read_counting(form: FilledForm, cells: list[str]) -> None:
    """Take the day and the person of the counting from the head of the form."""
    for label, name in ((COUNTED_ON, "counted_on"), (COUNTED_BY, "counted_by")):
        if label not in cells:
            continue
        for cell in cells[cells.index(label) + 1 :]:
            if cell in {COUNTED_ON, COUNTED_BY} or cell.endswith("。"):
                break
            if cell:
                setattr(form, name, cell)
                break


def _figure(text: str, step: Decimal) -> str:
    """Return a figure as the form printed it; text that is none as it is."""
    try:
        number = Decimal(text.replace(",", ""))
        even = number.quantize(step)
    except InvalidOperation:
        return text
    return str(even) if even == number else text
