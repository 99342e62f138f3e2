"""Files that are no readable table: one plain Chinese reason each, no traceback."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest

from union_ledger.core import container
from union_ledger.core.container import Limits
from union_ledger.core.container import preflight
from union_ledger.core.errors import InputError
from union_ledger.core.tables import read_tables

if TYPE_CHECKING:
    from pathlib import Path

    from python_calamine import CalamineWorkbook

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
        ("a.csv", b"\xff\xfea\0b\0", "UTF-16"),
        ("a.csv", b"a,b\n1,\x002\n", "空字节"),
        ("a.xls", b"<html><table><tr><td>1</td></tr></table>", "这是网页"),
        ("a.xls", b"\xef\xbb\xbf  <TABLE border=1>", "这是网页"),
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
        "empty", "blank", "encoding", "utf16", "nul", "html", "html-bom", "xml",
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
def test_document_type_in_a_part(tmp_path: Path, code: str) -> None:
    """An entity declaration is found in any encoding, before a parser sees it."""
    parts = {_TYPES: b"x", _BOOK: ("x" * 65530 + "<!DOCTYPE a>").encode(code)}
    assert "DOCTYPE" in _refusal(_zip(tmp_path / "a.xlsx", parts))


@pytest.mark.parametrize(
    "cells",
    [b'<row r="1048576"><c r="A1048576"/></row><row r="1"><c r="ZZ1"/></row>',
     b"<x:row r='900000'><x:c r='XFD900000'/></x:row>"],
    ids=["plain", "prefixed"],
)  # fmt: skip
def test_far_cell(tmp_path: Path, cells: bytes) -> None:
    """One cell at the far end does not make a grid of billions."""
    path = _zip(tmp_path / "a.xlsx", {_TYPES: b"x", _BOOK: b"x", _SHEET: cells})
    assert "范围太大" in _refusal(path)


def test_two_parts_of_one_name(tmp_path: Path) -> None:
    """Readers differ on which one counts, so neither does."""
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as book:
        for name in (_TYPES, _BOOK, _SHEET):
            book.writestr(name, b"x")
        with pytest.warns(UserWarning, match="Duplicate name"):
            book.writestr(_SHEET, b"y")
    assert "重名部件" in _refusal(path)


def test_panic_of_the_reader_is_a_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The Rust reader panics past ``Exception``; that too ends in a refusal."""
    panic = type("PanicException", (BaseException,), {})

    class Broken:
        @staticmethod
        def from_path(_: str) -> CalamineWorkbook:
            raise panic("index out of bounds")

    monkeypatch.setattr("union_ledger.core.tables.CalamineWorkbook", Broken)
    assert "已损坏" in _refusal(_workbook(tmp_path / "a.xlsx"))


def test_limits_are_what_refuses(tmp_path: Path) -> None:
    """Positive control: the same file passes the limits and fails tighter ones."""
    path = _workbook(tmp_path / "a.xlsx")
    preflight(path)
    with pytest.raises(InputError, match="压缩炸弹"):
        preflight(path, Limits(total=100))
    with pytest.raises(InputError, match="文件太大"):
        container.read_bytes(path, Limits(file=10))
