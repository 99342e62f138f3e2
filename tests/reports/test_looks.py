"""Rendered by the programs people use: LibreOffice calculates, both print pages."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile

import pytest
from openpyxl import load_workbook

from union_ledger.reports.formats import render
from union_ledger.reports.formats import write

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture
def long_report(made_up):
    """Ninety sub-unions, as many pages as that takes."""
    rows = [
        made_up.row((f"{number:03}", f"某学院第{number}工会", 40, 1_000_000, 0, number))
        for number in range(1, 91)
    ]
    return made_up.report(made_up.usage(rows))


@pytest.fixture
def pages():
    """Return a function that gives a PDF's pages as text and its page size."""
    if not shutil.which("pdftotext"):
        pytest.skip("poppler-utils (pdftotext, pdfinfo) is not installed")

    def read(path):
        text = subprocess.run(
            ["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True
        ).stdout.decode()
        info = subprocess.run(
            ["pdfinfo", str(path)], check=True, capture_output=True
        ).stdout.decode()
        size = next(line for line in info.splitlines() if line.startswith("Page size"))
        return text.split("\f")[:-1], size

    return read


def test_stored_results_are_the_models_totals(sample):
    """Read without calculating, as a viewer does."""
    stored = load_workbook(io.BytesIO(render(sample, "xlsx")), data_only=True)
    totals = sample.table("按二级工会").total_row.cells
    row = [cell.value for cell in stored["按二级工会"][10]]
    assert [round(value * 100) for value in row[3:7]] == list(totals[3:7])
    assert row[2] == totals[2]
    assert row[8] == "—"


@pytest.mark.looks
def test_libreoffice_calculates_the_stored_results(
    sample, tmp_path, assert_recalculates
):
    """Every SUM, SUBTOTAL, quotient and chart reference gives the model's figure."""
    path = tmp_path / "报表.xlsx"
    write(sample, "xlsx", path)
    assert assert_recalculates(path) >= 30


@pytest.mark.looks
def test_a_wrong_formula_is_noticed(sample, tmp_path, assert_recalculates):
    """The control: a sum that leaves out a row does not pass."""
    path = tmp_path / "报表.xlsx"
    changed = 0
    with (
        zipfile.ZipFile(io.BytesIO(render(sample, "xlsx"))) as source,
        zipfile.ZipFile(path, "w") as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            changed += content.count(b"SUM(F5:F9)")
            target.writestr(name, content.replace(b"SUM(F5:F9)", b"SUM(F5:F7)"))
    assert changed == 1
    with pytest.raises(AssertionError, match=r"按二级工会!F10 =SUM\(F5:F7\)"):
        assert_recalculates(path)


@pytest.mark.looks
def test_hostile_text_survives_libreoffice(made_up, tmp_path, recalculated):
    """What looks like a formula comes back from a spreadsheet as the same text."""
    path = tmp_path / "报表.xlsx"
    payload = '=HYPERLINK("http://x.invalid","点")'
    write(made_up.report(made_up.findings(payload)), "xlsx", path)
    cell = recalculated(path)["检查发现"]["C4"]
    assert (cell.data_type, cell.value) == ("s", payload)


@pytest.mark.looks
def test_workbook_prints_on_a4_landscape(long_report, tmp_path, convert, pages):
    """Nothing too wide (no ###), the header and the page number on every page."""
    path = tmp_path / "报表.xlsx"
    write(long_report, "xlsx", path)
    convert(path, tmp_path, "pdf")
    texts, size = pages(path.with_suffix(".pdf"))
    assert "841" in size
    assert "595" in size
    assert len(texts) >= 4
    for number, text in enumerate(texts, start=1):
        assert "#" not in text
        assert f"第 {number} 页，共 {len(texts)} 页" in text
    assert all("人均支出" in text for text in texts[1:])
    assert "900,000.00" in texts[-1]


@pytest.mark.looks
@pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed")
def test_page_prints_on_a4_landscape(long_report, tmp_path, pages):
    """The header is repeated; the total stands once, at the end."""
    page = tmp_path / "报表.html"
    write(long_report, "html", page)
    pdf = tmp_path / "报表.pdf"
    subprocess.run(
        [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
         "--no-first-run", "--disable-background-networking", "--disable-sync",
         "--disable-component-update", f"--user-data-dir={tmp_path / 'profile'}",
         "--no-pdf-header-footer", f"--print-to-pdf={pdf}", page.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    texts, size = pages(pdf)
    assert "841" in size or "842" in size
    assert len(texts) >= 3
    assert all("会员人数" in text for text in texts[:-1])
    assert sum(text.count("900,000.00") for text in texts) == 1
