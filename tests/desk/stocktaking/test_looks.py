"""The form in LibreOffice and the labels in Chromium, as people use them."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from datetime import date

import pytest

from union_ledger.core.ledger import load_ledger
from union_ledger.desk.asset_labels import Grid
from union_ledger.desk.asset_labels import labels
from union_ledger.desk.asset_labels import labels_html
from union_ledger.desk.asset_tag import tag_of
from union_ledger.desk.asset_tag import union_sign

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
NUMBERS = ["FA-2023-0001", "FA-2023-0002", "FA-2023-0003", "XZ-2023-0001"]
FILL = """\
import sys, time, uno
from com.sun.star.beans import PropertyValue

def said(name, value):
    one = PropertyValue()
    one.Name, one.Value = name, value
    return one

local = uno.getComponentContext()
resolver = local.ServiceManager.createInstanceWithContext(
    "com.sun.star.bridge.UnoUrlResolver", local)
for attempt in range(120):
    try:
        there = resolver.resolve(
            f"uno:pipe,name={sys.argv[1]};urp;StarOffice.ComponentContext")
        break
    except Exception:
        time.sleep(0.5)
desktop = there.ServiceManager.createInstanceWithContext(
    "com.sun.star.frame.Desktop", there)
doc = desktop.loadComponentFromURL(sys.argv[2], "_blank", 0, (said("Hidden", True),))
sheet = doc.Sheets.getByName("盘点表")
assert sheet.isProtected()
assert sheet.getCellByPosition(7, 5).CellProtection.IsLocked
for row, result in ((5, "相符"), (6, "盘亏"), (7, "相符")):
    cell = sheet.getCellByPosition(11, row)
    assert not cell.CellProtection.IsLocked
    assert result in cell.Validation.getFormula1()
    cell.String = result
sheet.getCellByPosition(12, 6).Value = 18
sheet.getCellByPosition(3, 2).FormulaLocal = "2024-12-05"
sheet.getCellByPosition(8, 2).String = "T0072"
doc.Sheets.getByName("备查").getCellByPosition(11, 5).String = "相符"
doc.storeToURL(sys.argv[3], (said("FilterName", "Calc MS Excel 2007 XML"),))
doc.close(True)
desktop.terminate()
"""


def _codes(picture):
    """Return the QR codes of a rendered picture, read by an independent reader."""
    zxingcpp = pytest.importorskip("zxingcpp")
    image = pytest.importorskip("PIL.Image")
    with image.open(picture) as page:
        return sorted(code.text for code in zxingcpp.read_barcodes(page))


def _pictures(pdf, folder):
    if not shutil.which("pdftoppm"):
        pytest.skip("poppler-utils (pdftoppm) is not installed")
    subprocess.run(
        ["pdftoppm", "-r", "200", "-png", str(pdf), str(folder / "seite")], check=True
    )
    return sorted(folder.glob("seite*.png"))


@pytest.fixture
def expected(books):
    sign = union_sign(load_ledger(books))
    return [tag_of(sign, number) for number in NUMBERS]


@pytest.mark.looks
def test_the_form_is_filled_in_libreoffice_and_read_back(
    printed, take, counts, tmp_path
):
    """LibreOffice itself types the answers and saves; every row is understood."""
    soffice = shutil.which("soffice")
    if not soffice:
        pytest.skip("LibreOffice is not installed")
    python = _python_with_uno()
    source, target = printed(), tmp_path / "填好.xlsx"
    pipe = f"count{tmp_path.name}".replace("-", "").replace("_", "")
    office = subprocess.Popen(
        [
            *(soffice, f"-env:UserInstallation=file://{tmp_path}/profile"),
            *("--headless", "--norestore", f"--accept=pipe,name={pipe};urp;"),
        ],
        stderr=subprocess.DEVNULL,
    )
    try:
        done = subprocess.run(
            [python, "-c", FILL, pipe, source.as_uri(), target.as_uri()],
            capture_output=True,
            text=True,
            check=False,
            timeout=150,
        )
        assert done.returncode == 0, done.stderr
        office.wait(60)
    finally:
        office.kill()
        office.wait()
    outcomes, text = take(target)
    assert outcomes[0].is_clear, text
    assert [(c.number, c.result, c.quantity, c.by) for c in counts()] == [
        ("FA-2023-0001", "相符", None, "T0072"),
        ("FA-2023-0002", "盘亏", 18, "T0072"),
        ("FA-2023-0003", "相符", None, "T0072"),
        ("XZ-2023-0001", "相符", None, "T0072"),
    ]
    assert {c.since for c in counts()} == {date(2024, 12, 5)}


def _python_with_uno():
    """Return a Python that can talk to LibreOffice."""
    for name in ("python3", "/usr/bin/python3"):
        found = shutil.which(name)
        if (
            found
            and not subprocess.run(
                [found, "-c", "import uno"], capture_output=True, check=False
            ).returncode
        ):
            return found
    pytest.skip("python3-uno is not installed")
    return ""


@pytest.mark.looks
def test_the_form_survives_the_way_through_another_format(
    filled, take, counts, convert, tmp_path
):
    """xlsx to ods to xlsx: what LibreOffice rewrites whole is still our form."""
    ods = convert(filled.save(), tmp_path / "ods", "ods")
    back = convert(ods, tmp_path / "xlsx", "xlsx")
    outcomes, text = take(back)
    assert outcomes[0].is_clear, text
    assert len(counts()) == 4


@pytest.mark.looks
def test_the_printed_form_carries_a_readable_code_a_row(
    printed, convert, tmp_path, expected
):
    """Rendered by LibreOffice, page by page; the head is on every page of things."""
    pdf = convert(printed(), tmp_path / "pdf", "pdf")
    found = [code for page in _pictures(pdf, tmp_path) for code in _codes(page)]
    assert found == expected


@pytest.mark.looks
@pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed")
def test_labels_print_on_a4_and_their_codes_can_be_read(books, tmp_path, expected):
    """Rendered by Chromium as it prints: one A4 page, each code decoded."""
    ledger = load_ledger(books)
    made = labels(ledger, date(2024, 11, 29), unit="007")
    page = tmp_path / "标签.html"
    page.write_text(labels_html(ledger, made, Grid(3, 8), 5), encoding="utf-8")
    pdf = tmp_path / "标签.pdf"
    subprocess.run(
        [
            *(CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu"),
            *("--no-pdf-header-footer", f"--user-data-dir={tmp_path}/chromium"),
            *(f"--print-to-pdf={pdf}", page.as_uri()),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    pictures = _pictures(pdf, tmp_path)
    assert len(pictures) == 1
    assert _codes(pictures[0]) == expected


def test_the_same_books_give_the_same_form(printed):
    """Byte for byte, and with a picture a row."""
    first, second = printed(name="一.xlsx"), printed(name="二.xlsx")
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(io.BytesIO(first.read_bytes())) as parts:
        media = [name for name in parts.namelist() if name.startswith("xl/media/")]
    assert len(media) == 4


def test_what_is_printed_cannot_be_a_formula(printed):
    """A model that looks like a formula stays text."""
    from openpyxl import load_workbook

    cell = load_workbook(printed())["盘点表"]["E6"]
    assert (cell.value, cell.data_type) == ("=T14", "s")
