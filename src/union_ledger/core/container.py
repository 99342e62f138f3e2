"""What a file really is, how large it may be, and the parts of a zip archive.

The extension is never believed.
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
_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,400}-->\s*)?"
    rb"(<!doctype\s+html|<html|<head|<meta|<table|<body|<script|<style|<div)",
    re.IGNORECASE,
)
_NO_TABLES = (
    (re.compile(rb"%PDF"), " PDF 文件", "请从网银导出 Excel 或 CSV。"),
    (
        re.compile(rb"\s*<\?xml(?s:.){0,600}?progid=.Excel\.Sheet"),
        "“XML 电子表格 2003”",
        RESAVE,
    ),
    (re.compile(rb"\s*<\?xml"), " XML 文件", RESAVE),
    (re.compile(rb"MIME-Version:", re.IGNORECASE), "单个文件网页（mht）", RESAVE),
)
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
    total: int = 256 << 20
    one: int = 192 << 20
    ratio: int = 200
    cells: int = 3_000_000


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
    """Return ``xlsx``, ``xls``, ``html`` or ``text``, judged by the first bytes.

    Raises:
        InputError: It is XML, a PDF, a web archive, locked, or no text at all.
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
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode()
    elif b"\0" in data:
        raise InputError(
            "文件里有空字节，不是表格也不是文本", file=path, hint="请重新导出。"
        )
    if _HTML.match(head):
        return "html"
    for start, said, hint in _NO_TABLES:
        if start.match(head):
            raise InputError(f"这是{said}，不是表格文件", file=path, hint=hint)
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
