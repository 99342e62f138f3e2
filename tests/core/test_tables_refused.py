"""Files that are no readable table: one plain Chinese reason each, no traceback."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
from tests.core.hostile.parts import MAIN
from tests.core.hostile.parts import book

from union_ledger.core import container
from union_ledger.core import sheetreader
from union_ledger.core.container import Limits
from union_ledger.core.errors import InputError
from union_ledger.core.tables import read_tables
from union_ledger.core.workbook_checks import WorkbookChecks

if TYPE_CHECKING:
    from pathlib import Path

_TYPES = "[Content_Types].xml"
_BOOK = "xl/workbook.xml"
_SHEET = "xl/worksheets/sheet1.xml"


def _refusal(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_tables(path)
    assert caught.value.file == str(path)
    return str(caught.value)


def _workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.append(["日期", "金额"])
    book.active.append(["2024-12-01", 1])
    book.save(path)
    return path


def _file(folder: Path, data: bytes) -> Path:
    path = folder / "a.xlsx"
    path.write_bytes(data)
    return path


def _zip(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, data in parts.items():
            book.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.xlsx", b"", "文件是空的"),
        ("a.csv", b" \r\n\r\n", "文件是空的"),
        ("a.csv", b"\xef\xbb\xbf\xff\xfe\xfd", "文字编码认不出来"),
        ("a.csv", b"\xff\xfea\0b", "文字编码认不出来"),
        ("a.csv", b"a,b\n1,\x002\n", "空字节"),
        ("a.xls", b"<html><p>1</p></html>", "这是网页"),
        ("a.xls", b"\xef\xbb\xbf  <TABLE border=1>", "这是网页"),
        ("a.xls", b"<?xml version='1.0'?>\n<?mso-application progid=\"Excel.Sheet\"?>"
         b"<Workbook/>", "XML 电子表格 2003"),
        ("a.xls", b"MIME-Version: 1.0\nContent-Type: multipart/related", "mht"),
        ("a.xls", b"<?xml version='1.0'?><Workbook/>", "这是 XML"),
        ("a.csv", b"%PDF-1.7\n", "这是 PDF"),
        ("a.xls", b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "工作簿"),
        (
            "a.xlsx",
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
            "打开密码",
        ),
    ],
    ids=[
        "empty", "blank", "encoding", "utf16", "nul", "html", "html-bom",
        "xml-2003", "mht", "xml",
        "pdf", "bad-ole", "encrypted",
    ],
)  # fmt: skip
def test_no_table_at_all(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    """Each wrong kind of file is named for what it is."""
    path = tmp_path / name
    path.write_bytes(data)
    assert reason in _refusal(path)


def test_missing_and_folder(tmp_path: Path) -> None:
    """A wrong path is said to be one."""
    assert "找不到文件" in _refusal(tmp_path / "无.xlsx")
    assert "文件夹" in _refusal(tmp_path)


def test_html_says_what_to_do(tmp_path: Path) -> None:
    """The user is told to save the page as a workbook."""
    path = tmp_path / "明细.xls"
    path.write_bytes(b"<html></html>")
    assert "另存为 .xlsx" in _refusal(path)


def test_empty_workbook(tmp_path: Path) -> None:
    """A workbook without a single cell has 0 rows."""
    path = tmp_path / "a.xlsx"
    openpyxl.Workbook().save(path)
    assert "0 行" in _refusal(path)


def test_truncated_workbook(tmp_path: Path) -> None:
    """Half a download is refused at every length."""
    data = _workbook(tmp_path / "whole.xlsx").read_bytes()
    path = tmp_path / "half.xlsx"
    for size in range(8, len(data), 331):
        path.write_bytes(data[:size])
        assert "不完整或已损坏（不是完整的压缩包）" in _refusal(path)


def test_flipped_byte_is_refused_or_harmless(tmp_path: Path) -> None:
    """Damage inside the zip never ends in anything but a refusal."""
    data = bytearray(_workbook(tmp_path / "whole.xlsx").read_bytes())
    path = tmp_path / "flipped.xlsx"
    refused = 0
    for place in range(4, len(data), 97):
        data[place] ^= 0xFF
        path.write_bytes(data)
        try:
            read_tables(path)
        except InputError:
            refused += 1
        data[place] ^= 0xFF
    assert refused > 10


def test_zip_that_is_no_workbook(tmp_path: Path) -> None:
    """A zip of files is not guessed at."""
    path = _zip(tmp_path / "a.xlsx", {"说明.txt": b"x"})
    assert "没有 Excel 工作簿" in _refusal(path)


def test_bomb_by_ratio(tmp_path: Path) -> None:
    """Five megabytes of blanks in a few kilobytes are not unpacked to the end."""
    parts = {_TYPES: b"x", _BOOK: b"x", _SHEET: b" " * (5 << 20)}
    assert "压缩炸弹" in _refusal(_zip(tmp_path / "a.xlsx", parts))


def test_too_many_parts(tmp_path: Path) -> None:
    """Part counts have a limit."""
    parts = {_TYPES: b"x", _BOOK: b"x"} | {f"xl/{n}.bin": b"x" for n in range(2000)}
    assert "部件太多" in _refusal(_zip(tmp_path / "a.xlsx", parts))


@pytest.mark.parametrize("code", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["book", "sheet", "strings"])
def test_document_type_in_a_part(tmp_path: Path, name: str, code: str) -> None:
    """An entity declaration is found in any encoding, before a parser sees it."""
    data = book(**{name: (" " * 65530 + "<!DOCTYPE a>").encode(code)})
    assert "DOCTYPE" in _refusal(_file(tmp_path, data))


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="1048576"><c r="A1048576"><v>1</v></c></row>'
        '<row r="1"><c r="ZZ1"><v>1</v></c></row>',
        "<x:row r='900000'><x:c r='XFD900000'><x:v>1</x:v></x:c></x:row>",
    ],
    ids=["plain", "prefixed"],
)
def test_far_cell(tmp_path: Path, cells: str) -> None:
    """One cell at the far end does not make a grid of billions."""
    rows = cells.replace("<x:row", f"<x:row {MAIN.replace('xmlns', 'xmlns:x')}")
    assert "范围太大" in _refusal(_file(tmp_path, book(rows)))


def test_two_parts_of_one_name(tmp_path: Path) -> None:
    """Readers differ on which one counts, so neither does."""
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as book:
        for name in (_TYPES, _BOOK, _SHEET):
            book.writestr(name, b"x")
        with pytest.warns(UserWarning, match="Duplicate name"):
            book.writestr(_SHEET, b"y")
    assert "重名部件" in _refusal(path)


def test_panic_or_abort_of_the_reader_is_a_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The Rust reader may end its whole process; that too ends in a refusal."""
    path = _workbook(tmp_path / "a.xlsx")
    monkeypatch.setattr(sheetreader, "_START", "import os; os.abort()")
    assert "已损坏" in _refusal(path)


def test_reader_that_hangs_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader that sleeps uses no time of the processor, but the clock counts."""
    path = _workbook(tmp_path / "a.xlsx")
    monkeypatch.setattr(sheetreader, "_START", "import time; time.sleep(60)")
    monkeypatch.setattr(sheetreader, "_SECONDS", 0)
    assert "读了太久" in _refusal(path)


@pytest.mark.parametrize(
    "code",
    [
        "out.write(b'x' * 9)",
        "out.write((1 << 31).to_bytes(4, 'big'))",
        "frame({'what': 'end'})",
        "frame({'what': 'sheet', 'name': '流水', 'hidden': False}); rows(2, 1, 'a')",
        "frame({'what': 'sheet', 'name': '流水', 'hidden': False}); rows(1, 1, 'a')",
        "frame({'what': 'unheard of'})",
    ],
    ids=["garbage", "endless", "nothing", "too few", "no end", "unknown"],
)
def test_an_answer_that_does_not_fit_together_is_no_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    """The child is not trusted: half an answer, or another one, is a refusal."""
    path = _workbook(tmp_path / "a.xlsx")
    monkeypatch.setattr(sheetreader, "_START", _CHILD + code)
    _refusal(path)


_CHILD = """\
import json, sys
out = sys.stdout.buffer
def frame(header, body=b''):
    head = json.dumps(header | {'size': len(body)}).encode()
    out.write(len(head).to_bytes(4, 'big') + head + body)
def rows(count, width, text):
    header = {'what': 'rows', 'form': 'text', 'rows': count, 'width': width}
    frame(header | {'damaged': []}, text.encode())
"""


def test_limits_are_what_refuses(tmp_path: Path) -> None:
    """Positive control: the same file passes the limits and fails tighter ones."""
    path = _workbook(tmp_path / "a.xlsx")
    data = path.read_bytes()
    WorkbookChecks(data, path).look_over()
    with pytest.raises(InputError, match="压缩炸弹"):
        WorkbookChecks(data, path, Limits(total=100))
    with pytest.raises(InputError, match="文件太大"):
        container.read_bytes(path, Limits(file=10))
