"""What is filed: figures formed from others, and how the forms come out on paper."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from fractions import Fraction
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from union_ledger.core.ledger import load_ledger
from union_ledger.core.period import parse_period
from union_ledger.reports.catalogue import REPORTS
from union_ledger.reports.cells import value_of
from union_ledger.reports.filing import Check
from union_ledger.reports.formats import formats_of
from union_ledger.reports.formats import render
from union_ledger.reports.formats import write
from union_ledger.reports.model import Column
from union_ledger.reports.model import Formed
from union_ledger.reports.model import Ref
from union_ledger.reports.model import Row
from union_ledger.reports.model import ShapeError
from union_ledger.reports.model import Table
from union_ledger.reports.tables import cell_text

HUST = Path(__file__).resolve().parents[2] / "ledgers" / "hust"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
FILED = [
    ("balance-sheet", "2024-03"),
    ("balance-sheet", "2024"),
    ("income-statement", "2024-03"),
    ("income-statement", "2024"),
    ("notes", "2024"),
    ("budget", "2024"),
    ("final-accounts", "2024"),
    ("project-budget", "2024-10"),
]


@pytest.fixture(scope="module")
def hust():
    return load_ledger(HUST)


@pytest.fixture
def filed(hust):
    """Make a report of the reference year by name and period."""
    return lambda name, period: REPORTS[name][1](hust, parse_period(period))


def table_of(*cells, kind="money"):
    columns = (Column("name", "项目"), Column("a", "金额", kind, nought=False))
    return Table("表", columns, tuple(Row(("行", cell)) for cell in cells))


def test_a_formed_figure_is_worked_out_from_the_others():
    """Sums of sums, in any order; a missing part adds nothing."""
    table = table_of(
        Formed((Ref(1, "a"), Ref(2, "a")), (Ref(3, "a"),)),
        Formed((Ref(2, "a"), Ref(4, "a"))),
        500,
        30,
        None,
    )
    assert [value_of(row.cells[1]) for row in table.rows] == [970, 500, 500, 30, None]


def test_a_formed_share_is_missing_where_nothing_divides_it():
    """Per cent of nought is no figure."""
    columns = (
        Column("a", "甲", "money"),
        Column("b", "乙", "money"),
        Column("c", "率", "percent"),
    )
    rows = [
        Row((a, b, Formed((Ref(n, "a"),), over=(Ref(n, "b"),))))
        for n, (a, b) in enumerate([(1, 4), (1, 0), (None, 4)])
    ]
    table = Table("表", columns, tuple(rows))
    shares = [value_of(row.cells[2]) for row in table.rows]
    assert shares == [Fraction(1, 4), None, None]


@pytest.mark.parametrize(
    "refs",
    [(Ref(0, "a"),), (Ref(1, "a"),), (Ref(9, "a"),), (Ref(-1, "a"),), (Ref(1, "x"),)],
)
def test_a_figure_that_points_at_itself_or_nowhere_is_a_defect(refs):
    """Directly, around a corner, below the table, or in no column."""
    with pytest.raises(ShapeError, match="points nowhere"):
        table_of(Formed(refs), Formed((Ref(0, "a"),)))


def test_nought_is_left_blank_on_a_form_only():
    """A form's zero shows nothing, in text and in the workbook's format."""
    columns = (
        Column("a", "甲", "money", nought=False),
        Column("b", "乙", "money"),
    )
    table = Table("表", columns, (Row((0, 0)), Row((-5, -5))))
    shown = [
        cell_text(column, row, cell)
        for row in table.rows
        for column, cell in zip(columns, row.cells, strict=True)
    ]
    assert shown == ["", "0.00", "-0.05", "-0.05"]


def test_a_check_says_by_how_much_it_fails():
    """Equal, or at least; one fen decides."""
    assert Check("甲", 100, "乙", 100).text == "［相符］甲 1.00 ＝ 乙 1.00"
    assert Check("甲", 101, "乙", 100, at_least=True).holds
    wrong = Check("甲", 99, "乙", 100, at_least=True)
    assert wrong.text == "［不符］甲 0.99 ≥ 乙 1.00，相差 -0.01"
    assert not Check("甲", 101, "乙", 100).holds


@pytest.mark.parametrize(("name", "period"), FILED)
def test_the_same_report_gives_the_same_bytes(filed, name, period):
    """Workbook and document hold no moment of their making."""
    for format_name in ("xlsx", "docx"):
        content = render(filed(name, period), format_name)
        assert content == render(filed(name, period), format_name)
        assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None


def test_the_form_comes_first_in_its_workbook(filed):
    """An accountant opens the form, not a page about it; totals are formulas."""
    book = load_workbook(io.BytesIO(render(filed("balance-sheet", "2024"), "xlsx")))
    assert book.sheetnames == ["资产负债表", "编制说明"]
    sheet = book["资产负债表"]
    assert sheet["A1"].value == "资产负债表"
    assert sheet["A2"].value == "工会01表"
    assert sheet["D24"].value == "=D13+D14+D15+D18+D21+D22+D23"
    assert sheet["D6"].number_format == "#,##0.00_ ;-#,##0.00_ ;;@_ "
    assert sheet["D7"].value is None
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == (
        "landscape",
        1,
    )


def test_the_notes_are_a_document_to_go_on_writing(filed):
    """Headings, tables, and the marks for what a person must write."""
    report = filed("notes", "2024")
    assert "docx" in formats_of(report)
    assert "docx" not in formats_of(filed("balance-sheet", "2024"))
    document = Document(io.BytesIO(render(report, "docx")))
    heads = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert "八、其他需要说明的事项" in heads
    assert len(document.tables) == 5
    assert sum("〔请填写：" in p.text for p in document.paragraphs) >= 8
    shown = {c.text for table in document.tables for c in table._cells}
    assert "FA-2016-0001" in shown


@pytest.mark.looks
@pytest.mark.parametrize(("name", "period"), FILED)
def test_libreoffice_calculates_the_stored_results(
    filed, tmp_path, assert_recalculates, name, period
):
    """Every total of every form, without an error cell."""
    path = tmp_path / "报表.xlsx"
    write(filed(name, period), "xlsx", path)
    count = assert_recalculates(path)
    least = {"notes": 3, "project-budget": 100, "income-statement": 5}
    assert count >= least.get(name, 8)


def pdf_pages(path):
    """Return the pages' texts of a PDF and each page's size."""
    if not shutil.which("pdftotext"):
        pytest.skip("poppler-utils (pdftotext, pdfinfo) is not installed")
    text = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True
    ).stdout.decode()
    texts = text.split("\f")[:-1]
    info = subprocess.run(
        ["pdfinfo", "-f", "1", "-l", str(len(texts)), str(path)],
        check=True, capture_output=True,
    ).stdout.decode()  # fmt: skip
    sizes = [line for line in info.splitlines() if " size:" in line]
    return texts, ["landscape" if "84" in s.split("x")[0] else "upright" for s in sizes]


SIGNED = {
    "balance-sheet": (0, "landscape", "负债与净资产总计", "会计机构负责人"),
    "income-statement": (0, "upright", "五、本期收支差额", "会计机构负责人"),
    "budget": (2, "upright", "六、年末资金结转结余", "经费审查委员会主任"),
    "final-accounts": (2, "upright", "六、年末资金结转结余", "经费审查委员会主任"),
}


def assert_one_page(texts, sizes, name):
    """The form is on one page from its title to the last signature."""
    page, size, last, signer = SIGNED[name]
    assert sizes[page] == size
    for part in ("单位：元", last, signer, "制表"):
        assert part in texts[page], part
    assert "###" not in "".join(texts)


@pytest.mark.looks
@pytest.mark.parametrize("name", SIGNED)
def test_a_workbook_s_form_prints_on_one_page(filed, tmp_path, convert, name):
    """A4, on its side for 01表, nothing too wide for its cell."""
    path = tmp_path / "报表.xlsx"
    write(filed(name, "2024"), "xlsx", path)
    convert(path, tmp_path, "pdf")
    assert_one_page(*pdf_pages(path.with_suffix(".pdf")), name)


@pytest.mark.looks
@pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed")
@pytest.mark.parametrize("name", SIGNED)
def test_a_page_s_form_prints_on_one_page(filed, tmp_path, name):
    """The same from the browser."""
    page = tmp_path / "报表.html"
    write(filed(name, "2024"), "html", page)
    pdf = tmp_path / "报表.pdf"
    subprocess.run(
        [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
         "--no-first-run", "--disable-background-networking", "--disable-sync",
         "--disable-component-update", f"--user-data-dir={tmp_path / 'profile'}",
         "--no-pdf-header-footer", f"--print-to-pdf={pdf}", page.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert_one_page(*pdf_pages(pdf), name)
