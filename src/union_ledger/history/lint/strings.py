"""Strings of ledger text: no markup, no links but safe ones, nothing that hides.

Fava shows payees, narrations and the like as they stand: what looks like HTML there
would run in the treasurer's browser, and a bank's counterparty can choose its name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from union_ledger.history.lint.characters import is_unseen
from union_ledger.history.lint.characters import lookalike

if TYPE_CHECKING:
    from collections.abc import Iterator

_SUSPECT = re.compile(r"[<&:\\]|//")
_MARKUP = re.compile(
    r"<\s*[a-z/!?]|&#|&[a-z]{2,8};"
    r"|\b(?:javascript|vbscript|livescript|mocha)\s*:|\bdata\s*:\s*[a-z]+/",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?<![a-z0-9+.-])([a-z0-9+.-]*)://([^/?#\s]*)", re.IGNORECASE)
_OPENER = re.compile(
    r"(?<![a-z0-9])(?:file|ftp|blob|about|view-source|mailto|tel|sms|search-ms|ms-[a-z]+)"
    r"\s*:(?=\S)",
    re.IGNORECASE,
)
_NETWORK = re.compile(r"^\s*(?://|\\\\)\S")
_HOST = re.compile(r"[A-Za-z0-9.-]+(?::\d{1,5})?")


def string_faults(raw: str, value: str) -> Iterator[tuple[str, str]]:
    """Yield code and message for a string as typed and as Beancount reads it."""
    if "\n" in raw:
        yield "string-lines", "引号里的字跨了行，看起来像别的分录；请写在一行里"
        return
    if value.isascii() and value.isprintable() and not _SUSPECT.search(value):
        return
    if any(is_unseen(char) for char in value if char == "\t" or char not in raw):
        yield "invisible", "引号里有制表符，或用反斜线写出的看不见的字符，请删去"
    if mixed := lookalike(value):
        yield "homoglyph", f"“{mixed}”里混有形状相同的外文字母，请重打"
    if not _SUSPECT.search(value):
        return
    if _MARKUP.search(value):
        yield "markup", "引号里有网页代码的写法，请改成普通文字"
    if not all(map(_is_safe, _ADDRESS.finditer(value))):
        yield "link", "链接只能是 https:// 开头的普通网址"
    elif _OPENER.search(value) or _NETWORK.search(value):
        yield "link", "引号里有会打开文件或程序的链接，请删去"


def _is_safe(found: re.Match[str]) -> bool:
    return found[1].lower() == "https" and _HOST.fullmatch(found[2]) is not None
