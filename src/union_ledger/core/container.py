"""What a file really is, and whether a workbook is safe to open at all.

The extension is never believed. A workbook is a zip of XML parts: before it is
parsed its directory and its parts are looked over, so that a bomb, a document type
or a half file ends in a plain refusal.
"""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.core.explain import os_problem
from union_ledger.core.explain import zip_problem

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OLE_HEAD = b"\xd0\xcf\x11\xe0"
ZIP_HEAD = b"PK\x03\x04"
# What reading a damaged archive raises: a place before its beginning is an OSError.
NO_ZIP = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError),
    *(OSError, ValueError),
)
RESAVE = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。"
_CHUNK = 1 << 16
_XML = (".xml", ".rels", ".vml")
_HTML = re.compile(
    rb"^\s*(<!doctype\s+html|<html|<head|<meta|<table|<body|<script|<style|<div)",
    re.IGNORECASE,
)
_COLUMN = re.compile(rb"""\br=["']([A-Z]{2,3})\d""")
_ROW = re.compile(rb"""<(?:\w+:)?row\b[^>]{0,200}?\br=["'](\d+)""")
_DECLARED = tuple(
    word.encode(code)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for code in ("ascii", "utf-16-le", "utf-16-be")
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may weigh, unpack to and spread; bytes, parts and cells."""

    file: int = 64 << 20
    parts: int = 2000
    total: int = 400 << 20
    one: int = 300 << 20
    ratio: int = 200
    cells: int = 8_000_000


LIMITS = Limits()


def read_bytes(path: Path, limits: Limits = LIMITS) -> bytes:
    """Return the file's bytes.

    Raises:
        InputError: It is missing, no plain file, unreadable, too large or empty.
    """
    try:
        if path.is_dir():
            raise InputError("这是一个文件夹，不是文件", file=path)
        size = path.stat().st_size
        if size > limits.file:
            raise InputError(
                f"文件太大（{size >> 20} MB，上限 {limits.file >> 20} MB）",
                file=path,
                hint="请缩短导出的期间，分几个文件导入。",
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError("找不到文件", file=path) from None
    except OSError as exc:
        raise InputError(f"文件读不出来（{os_problem(exc)}）", file=path) from None
    if not data.strip():
        raise InputError("文件是空的", file=path, hint="请重新从网银或系统导出。")
    return data


def kind_of(data: bytes, path: Path) -> str:
    """Return ``xlsx``, ``xls`` or ``text``, judged by the first bytes.

    Raises:
        InputError: It is a web page, a PDF, a picture, or no text at all.
    """
    if data.startswith(ZIP_HEAD):
        return "xlsx"
    if data.startswith(OLE_HEAD):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise InputError(
                "文件加了打开密码，读不了", file=path, hint="请去掉密码后另存再导入。"
            )
        return "xls"
    head = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(head):
        raise InputError("这是网页（HTML），不是表格文件", file=path, hint=RESAVE)
    if head.lstrip().startswith(b"<?xml"):
        raise InputError("这是 XML 文件，不是表格文件", file=path, hint=RESAVE)
    if head.startswith(b"%PDF"):
        raise InputError(
            "这是 PDF 文件，不是表格文件", file=path, hint="请从网银导出 Excel 或 CSV。"
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError("文本编码是 UTF-16，读不了", file=path, hint=RESAVE)
    if b"\0" in data:
        raise InputError(
            "文件里有空字节，不是表格也不是文本", file=path, hint="请重新导出。"
        )
    return "text"


def declares_entities(data: bytes) -> bool:
    """Tell whether XML declares a document type or an entity."""
    return any(word in data for word in _DECLARED)


def read_parts(
    data: bytes, path: Path, wanted: Callable[[str], bool], limits: Limits = LIMITS
) -> dict[str, bytes]:
    """Return the parts of a zip archive that are wanted, by their names.

    Raises:
        InputError: It is damaged, locked, or unpacks to more than it may.
    """
    parts: dict[str, bytes] = {}
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if len(infos) > limits.parts:
                raise InputError(f"压缩包里的文件太多（{len(infos)} 个）", file=path)
            if any(info.flag_bits & 1 for info in infos):
                raise InputError(
                    "压缩包加了密码，读不了", file=path, hint="请解压后再导入。"
                )
            for info in infos:
                if info.is_dir() or not wanted(info.filename):
                    continue
                with archive.open(info) as part:
                    content = part.read(limits.file + 1)
                total += len(content)
                packed = max(info.compress_size, 1)
                bomb = len(content) > 1 << 20 and len(content) / packed > limits.ratio
                if len(content) > limits.file or total > limits.total or bomb:
                    raise InputError("解压后太大，疑似压缩炸弹", file=path)
                if info.filename in parts:
                    raise InputError(
                        f"压缩包里有两个 {info.filename}，不是正常的文件", file=path
                    )
                parts[info.filename] = content
    except NO_ZIP as exc:
        raise InputError(
            f"压缩包不完整或已损坏（{zip_problem(exc)}）",
            file=path,
            hint="请重新下载。",
        ) from None
    return parts


def preflight(path: Path, limits: Limits = LIMITS) -> None:
    """Look over an .xlsx before anything parses it; ``None`` means it may be read.

    Raises:
        InputError: No zip, truncated, no workbook inside, encrypted, too many or
            too large parts, two parts of one name, an XML part that declares a
            document type or an entity, or cells spread too far apart.
    """
    try:
        with zipfile.ZipFile(path) as book:
            infos = book.infolist()
            _check_directory(infos, path, limits)
            total = 0
            for info in infos:
                total += _check_part(book, info, path, limits)
                if total > limits.total:
                    raise InputError("解压后太大，疑似压缩炸弹", file=path)
    except NO_ZIP as exc:
        raise InputError(
            f"工作簿不完整或已损坏（{zip_problem(exc)}）",
            file=path,
            hint="请重新导出或重新下载。",
        ) from None


def _check_directory(infos: list[zipfile.ZipInfo], path: Path, limits: Limits) -> None:
    names = [info.filename for info in infos]
    if len(names) > limits.parts:
        raise InputError(f"工作簿里的部件太多（{len(names)} 个）", file=path)
    if len({name.lower() for name in names}) != len(names):
        raise InputError("工作簿里有重名部件，不是正常导出的文件", file=path)
    if any(info.flag_bits & 1 for info in infos):
        raise InputError("压缩包加了密码，读不了", file=path, hint=RESAVE)
    if "[Content_Types].xml" not in names or not any(
        name.endswith(("xl/workbook.xml", "xl/workbook.bin")) for name in names
    ):
        raise InputError(
            "这是压缩包，但里面没有 Excel 工作簿",
            file=path,
            hint="请先解压，再导入其中的表格文件。",
        )


def _check_part(
    book: zipfile.ZipFile, info: zipfile.ZipInfo, path: Path, limits: Limits
) -> int:
    """Stream one part; return its unpacked size in bytes."""
    size, rows, columns, tail = 0, 1, 26, b""
    is_xml = info.filename.lower().endswith(_XML)
    is_sheet = is_xml and "worksheets/" in info.filename
    with book.open(info) as part:
        while chunk := part.read(_CHUNK):
            size += len(chunk)
            packed = max(info.compress_size, 1)
            if size > limits.one or (size > 1 << 20 and size / packed > limits.ratio):
                raise InputError("解压后太大，疑似压缩炸弹", file=path)
            window = tail + chunk
            if is_xml and declares_entities(window):
                raise InputError(
                    "工作簿的 XML 里有 DOCTYPE/ENTITY 声明，可能有害", file=path
                )
            if is_sheet:
                rows = max(rows, *map(int, _ROW.findall(window)), 1)
                columns = max(columns, *map(_number, _COLUMN.findall(window)), 1)
                if rows * columns > limits.cells:
                    raise InputError(
                        f"表格范围太大（{rows} 行 × {columns} 列）",
                        file=path,
                        hint="表外可能有误填的单元格，请删去后另存。",
                    )
            tail = window[-256:]
    return size


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
