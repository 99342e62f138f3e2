"""A workbook as bytes: stored results beside formulas, the same bytes every time."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from dataclasses import field
from datetime import UTC
from datetime import datetime
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from union_ledger.reports.cells import Link

    Resolver = Callable[[Link], str | None]

# A zip file knows no earlier day; used where the books have no revision.
EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)

_FORMULA_CELL = re.compile(
    r'<c r="(?P<at>[A-Z]+\d+)"(?P<style>(?: s="\d+")?)[^>]*>'
    r"<f>(?P<formula>[^<]*)</f><v ?(?:/>|></v>)</c>"
)
_DATES = re.compile(r"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")


def _empty_workbook() -> Workbook:
    workbook = Workbook()
    del workbook[workbook.sheetnames[0]]
    return workbook


@dataclass
class Book:
    """A workbook in the making, and what each of its formulas gives.

    openpyxl writes formulas without results; viewers that do not calculate would
    show nothing. ``formula`` keeps the result for ``packed`` to write beside it.
    ``resolver`` gives the address that a link leads to.
    """

    workbook: Workbook = field(default_factory=_empty_workbook)
    names: set[str] = field(default_factory=lambda: {"history"})
    results: dict[str, dict[str, Decimal]] = field(default_factory=dict)
    resolver: Resolver | None = None

    def sheet(self, name: str) -> Worksheet:
        """Add a sheet at the end."""
        sheet: Worksheet = self.workbook.create_sheet(name)
        self.results[name] = {}
        return sheet

    def formula(self, cell: Cell, formula: str, result: Decimal) -> None:
        """Write a formula with its result."""
        cell.value = f"={formula}"
        self.results[cell.parent.title][cell.coordinate] = result

    def packed(self, moment: datetime | None = None) -> bytes:
        """Return the .xlsx file; equal books and moments give equal bytes."""
        moment = (moment or EARLIEST).astimezone(UTC)
        raw = io.BytesIO()
        # Not compressed here: each part is packed anew below.
        ExcelWriter(self.workbook, zipfile.ZipFile(raw, "w")).save()
        packed = io.BytesIO()
        with (
            zipfile.ZipFile(raw) as source,
            zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
        ):
            for name in source.namelist():
                info = zipfile.ZipInfo(name, EARLIEST.timetuple()[:6])
                info.compress_type = zipfile.ZIP_DEFLATED
                target.writestr(info, self._part(name, source.read(name), moment))
        return packed.getvalue()

    def _part(self, name: str, content: bytes, moment: datetime) -> bytes:
        if name == "docProps/core.xml":
            text = content.decode()
            return _DATES.sub(rf"\g<1>{moment:%Y-%m-%dT%H:%M:%SZ}\g<3>", text).encode()
        number = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name)
        if not number:
            return content
        results = self.results[self.workbook.sheetnames[int(number[1]) - 1]]
        if not results:
            return content

        def with_result(match: re.Match[str]) -> str:
            return (
                f'<c r="{match["at"]}"{match["style"]}><f>{match["formula"]}</f>'
                f"<v>{results[match['at']]}</v></c>"
            )

        text, count = _FORMULA_CELL.subn(with_result, content.decode())
        if count != len(results):
            raise RuntimeError(f"{name}: {len(results)} formulas, {count} written")
        return text.encode()
