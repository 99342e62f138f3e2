"""The formats a report can be written in; one module each."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.reports.formats.as_docx import render as as_docx
from union_ledger.reports.formats.as_html import render as as_html
from union_ledger.reports.formats.as_json import render as as_json
from union_ledger.reports.formats.as_markdown import render as as_markdown
from union_ledger.reports.formats.as_xlsx import render as as_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from pathlib import Path

    from union_ledger.reports.model import Report

FORMATS: Mapping[str, Callable[[Report], bytes]] = {
    "xlsx": as_xlsx,
    "html": as_html,
    "md": as_markdown,
    "json": as_json,
    "docx": as_docx,
}
# What is no text and cannot be shown on a screen.
BINARY = frozenset({"xlsx", "docx"})


def formats_of(report: Report) -> tuple[str, ...]:
    """Return the formats a report is usually wanted in: Word where it is prose."""
    return tuple(name for name in FORMATS if name != "docx" or report.passages)


def render(report: Report, format_name: str) -> bytes:
    """Return the report in one of ``FORMATS``.

    Raises:
        InputError: There is no such format.
    """
    if format_name not in FORMATS:
        raise InputError(
            f"没有“{format_name}”这种格式",
            hint=f"可用的格式：{'、'.join(FORMATS)}。",
        )
    return FORMATS[format_name](report)


def write(report: Report, format_name: str, path: Path) -> None:
    """Write the report to ``path``, whole or not at all; the folder is made.

    Raises:
        InputError: There is no such format, or the file cannot be written.
    """
    if path.suffix.lower() != f".{format_name}":
        raise InputError(
            f"文件的扩展名应是 .{format_name}",
            file=path,
            hint="报表不会写到账簿、规则或别的文件上。",
        )
    content = render(report, format_name)
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with aside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError as error:
        with suppress(OSError):
            aside.unlink()
        raise InputError(
            f"无法写入报表（{error.strerror}）",
            file=path,
            hint="请检查文件夹的权限和空间，关闭正在打开该文件的程序后重试。",
        ) from error
