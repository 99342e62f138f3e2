"""Every workbook of the catalogue: as text, recalculated, and on paper."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from union_ledger.core.ledger import load_ledger
from union_ledger.core.period import parse_period
from union_ledger.reports.catalogue import REPORTS
from union_ledger.reports.formats import render
from union_ledger.reports.formats import write

HERE = Path(__file__).parent
HUST = HERE.parents[1] / "ledgers" / "hust"
SMALL = "".join(
    (HERE / name).read_text(encoding="utf-8")
    for name in ("small_year.beancount", "small_more.beancount")
)
# A few rules, so that a new one in the rulebook does not alter the golden files.
RULES = {"D01", "R27", "R34", "R37", "R42"}


@pytest.fixture
def small(write_books):
    """Load a small union that every report has something to say of."""
    ledger = load_ledger(write_books(SMALL))
    kept = tuple(f for f in ledger.findings if f.rule in RULES)
    said = {"revision": None, "rulebook": "测试规则", "idle": (), "silent": ()}
    return replace(ledger, findings=kept, **said)


@pytest.mark.parametrize("name", REPORTS)
def test_golden(small, tmp_path, workbook_text, file_regression, name):
    """Sheets, cells, formulas with their results, formats and print set-up."""
    report = REPORTS[name][1](small, parse_period("2024"))
    text = workbook_text(render(report, "xlsx")).replace(str(tmp_path), "账")
    file_regression.check(text, encoding="utf-8")


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Write every workbook of the reference year into one folder."""
    folder = tmp_path_factory.mktemp("year")
    ledger = load_ledger(HUST)
    for name, (_, make) in REPORTS.items():
        write(make(ledger, parse_period("2024")), "xlsx", folder / f"{name}.xlsx")
    return folder


def converted(folder, to, *, filter_name):
    """Convert every workbook of a folder with one start of LibreOffice."""
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice (soffice) is not installed")
    out = folder / to
    profile = (folder / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to",
         filter_name, "--outdir", str(out), *map(str, sorted(folder.glob("*.xlsx")))],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return out


@pytest.mark.looks
def test_libreoffice_reckons_what_the_files_say(written, tmp_path, without_results):
    """No error cell, and every formula gives the stored result, to the fen."""
    for path in written.glob("*.xlsx"):
        without_results(path, tmp_path / path.name)
    fresh = converted(tmp_path, "fresh", filter_name="xlsx:Calc MS Excel 2007 XML")
    wrong, formulas = [], 0
    for path in sorted(written.glob("*.xlsx")):
        stored = load_workbook(path, data_only=True)
        found = load_workbook(fresh / path.name, data_only=True)
        for sheet in load_workbook(path).worksheets:
            for cell in (c for row in sheet for c in row if c.data_type == "f"):
                formulas += 1
                expected = stored[sheet.title][cell.coordinate].value
                got = found[sheet.title][cell.coordinate].value
                if got != pytest.approx(expected, abs=1e-6):
                    place = f"{path.stem} {sheet.title}!{cell.coordinate}"
                    wrong.append(f"{place}: {expected} but calculated {got}")
    assert wrong == []
    assert formulas > 500


@pytest.mark.looks
def test_every_page_prints_on_a4(written):
    """Nothing is too wide for its cell, and no page comes out empty."""
    if not shutil.which("pdftotext"):
        pytest.skip("poppler-utils (pdftotext, pdfinfo) is not installed")
    folder = converted(written, "pdf", filter_name="pdf")
    assert {p.stem for p in folder.glob("*.pdf")} == set(REPORTS)
    for path in sorted(folder.glob("*.pdf")):
        command = ["pdftotext", "-layout", str(path), "-"]
        done = subprocess.run(command, check=True, capture_output=True)
        pages = done.stdout.decode().split("\f")[:-1]
        assert "###" not in done.stdout.decode(), path.stem
        assert all(page.strip() for page in pages), path.stem
        command = ["pdfinfo", "-l", str(len(pages)), str(path)]
        told = subprocess.run(command, check=True, capture_output=True).stdout.decode()
        sizes = {
            tuple(sorted(round(float(part)) for part in line.split()[3:6:2]))
            for line in told.splitlines()
            if line.startswith("Page") and " size:" in line
        }
        assert sizes == {(595, 842)}, path.stem
