"""The reference year's depreciation, reckoned again by a spreadsheet's formulas.

Openpyxl writes the cards and formulas into a workbook, LibreOffice calculates it, and
what it says is held to the ledger's entries. Nothing of the project reckons here.
"""

from __future__ import annotations

import shutil
import subprocess
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from union_ledger.core.ledger import load_ledger

BOOKS = Path(__file__).resolve().parents[2] / "ledgers" / "hust"
YEAR = 2024
KIND = "xlsx:Calc MS Excel 2007 XML"
HEADINGS = ["编号", "类别", "原值", "月数", "年", "月", "建卡", "晚", "处置"]
# age in months, the month of addition being the first; {m} the month
CHARGE = (
    "=IF(OR({life}=0,{age}<1,{m}<{made},AND({gone}>0,{m}>={gone})),0,"
    "IF(AND({m}={made},{late}=1),MIN({cost},{age}*ROUND({cost}/{life},2)),"
    "IF({age}>{life},0,IF({age}={life},"
    "{cost}-ROUND({cost}/{life},2)*({life}-1),ROUND({cost}/{life},2)))))"
)


def sheet_of(cards, disposed, path):
    """Write a row a card: what it is, and a formula for each of twelve months."""
    book = Workbook()
    sheet = book.active
    sheet.append(HEADINGS)
    for row, card in enumerate(cards, start=2):
        acquired = card.acquired_on
        late = acquired < card.since and card.since.year == YEAR
        made = card.since.month if card.since.year == YEAR else 0
        sheet.append(
            [
                card.number,
                card.class_,
                Decimal(card.cost) / 100,
                card.life or 0,
                acquired.year,
                acquired.month,
                made,
                int(late),
                disposed.get(card.number, 0),
            ]
        )
        for month in range(1, 13):
            age = f"(({YEAR}-$E{row})*12+{month}-$F{row}+1)"
            formula = CHARGE.format(
                age=age,
                m=month,
                cost=f"$C{row}",
                life=f"$D{row}",
                made=f"$G{row}",
                late=f"$H{row}",
                gone=f"$I{row}",
            )
            sheet.cell(row, 9 + month, formula)
    classes = sorted({card.class_ for card in cards})
    last = len(cards) + 1
    sums = book.create_sheet("合计")
    for row, class_ in enumerate(classes, start=1):
        sums.cell(row, 1, class_)
        for month in range(1, 13):
            column = get_column_letter(9 + month)
            span = f"Sheet.${column}$2:${column}${last}"
            formula = f"=SUMIF(Sheet.$B$2:$B${last},$A{row},{span})"
            sums.cell(row, 1 + month, formula.replace("Sheet.", f"{sheet.title}!"))
    book.save(path)


def calculated(path, tmp_path):
    """Let LibreOffice calculate the workbook; return its sums in yuan."""
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice (soffice) is not installed")
    out = tmp_path / "out"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    told = ["soffice", profile, "--headless", "--convert-to", KIND]
    subprocess.run(
        [*told, "--outdir", str(out), str(path)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    sheet = load_workbook(out / path.name, data_only=True)["合计"]
    return {
        (month, row[0]): Decimal(str(row[month])).quantize(Decimal("0.01"))
        for row in sheet.iter_rows(values_only=True)
        for month in range(1, 13)
    }


def test_the_books_write_off_what_a_spreadsheet_does(tmp_path):
    """Every class, every month, to the fen; but for what is planted."""
    ledger = load_ledger(BOOKS)
    registers = ledger.books.registers
    cards = [card for card in registers.assets.values() if card.owner == "工会"]
    disposed = {
        line.number: line.since.month
        for line in registers.asset_lines
        if type(line).__name__ == "AssetDispose"
    }
    path = tmp_path / "折旧.xlsx"
    sheet_of(cards, disposed, path)
    sums = calculated(path, tmp_path)
    booked = defaultdict(Decimal)
    for row in ledger.books.of_code("163", "172"):
        opening = row.entry.day.month == row.entry.day.day == 1
        disposal = any(other.code[:3] in {"162", "171"} for other in row.entry.rows)
        if not opening and not disposal:
            name = row.account.split(":")[2].partition("-")[2]
            class_ = "无形资产" if row.code == "172" else name
            booked[row.entry.day.month, class_] -= Decimal(row.amount) / 100
    off = {key: sums[key] - booked[key] for key in sums if sums[key] != booked[key]}
    planted = {}
    for finding in ledger.findings:
        if finding.rule == "ZC01":
            class_ = finding.subject.split()[1]
            amount = Decimal(finding.amount) / 100
            planted[finding.day.month, class_] = amount
            # The month after makes it good.
            planted[finding.day.month + 1, class_] = -amount
    assert off == planted
    assert len(cards) >= 79
    assert sum(sums.values()) > 100_000
