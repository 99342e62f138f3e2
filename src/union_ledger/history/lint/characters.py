"""Characters of ledger text: all of them seen, and none that stands for another."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.history.lint.error import Fault

# Letters and signs that are drawn as nothing although they are no format characters.
_BLANK_SIGNS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_UNSEEN_KINDS = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
# Not ASCII, not the usual Chinese letters and their punctuation: to be looked at.
_UNUSUAL = re.compile(r"[^\n\t\x20-\x7e\u3001-\u301f\u4e00-\u9fa5\uff01-\uff5e]")
_STACKED = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{3}"
)
_LOOKALIKE = ("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU", "DESERET")
_WORD = re.compile(r"[^\W\d_\u3400-\u4dbf\u4e00-\u9fff]{2,}")
_IDEOGRAPH = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003fffd]")
_ACCOUNT = re.compile(
    r"(?:Assets|Liabilities|Equity|Income|Expenses)"
    r"(?::[A-Z0-9][A-Za-z0-9\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003fffd-]*)+"
)


def unseen(text: str) -> Iterator[Fault]:
    """Yield the characters nobody sees, and text that is composed in two ways."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.isascii() and line.isprintable():
            continue
        seen = line.removesuffix("\r")  # as Windows ends its lines
        for char in sorted(set(_UNUSUAL.findall(seen))):
            if char == "\ufeff":
                yield (
                    number,
                    "bom",
                    "这里有字节顺序标记（BOM），请存成不带 BOM 的 UTF-8",
                )
            elif char == "\r":
                yield number, "line-end", "这里有单独的回车符，看到的行与读到的不一样"
            elif is_unseen(char):
                yield number, "invisible", f"有看不见的字符 U+{ord(char):04X}，请删去"
        if _STACKED.search(seen):
            yield number, "invisible", "一个字上叠了好几个符号，请删去"
        if not unicodedata.is_normalized("NFC", seen):
            yield number, "normal-form", "有的字用了另一种编码写法（不是 NFC），请重打"


@lru_cache(maxsize=1 << 12)
def is_unseen(char: str) -> bool:
    """Tell whether a character shows nothing, or nothing sure."""
    kind = unicodedata.category(char)
    if kind == "Cn" and 0x20000 <= ord(char) < 0x3FFFE:
        return False  # rare Chinese letters that are newer than Python's tables
    return (
        kind in _UNSEEN_KINDS
        or char in _BLANK_SIGNS
        or (kind == "Zs" and char not in " \u3000")
        or "VARIATION SELECTOR" in unicodedata.name(char, "")
    )


def is_plain_account(account: str) -> bool:
    """Tell whether an account is written in ASCII and Chinese letters only."""
    return _ACCOUNT.fullmatch(account) is not None


def lookalike(text: str) -> str:
    """Return a word that mixes Latin letters with others drawn alike; else empty."""
    if text.isascii():
        return ""
    for word in _WORD.findall(text):
        scripts = {_script(char) for char in word}
        if "LATIN" in scripts and scripts.intersection(_LOOKALIKE):
            return str(word)
        if "MATHEMATICAL" in scripts:
            return str(word)
    return ""


def odd_in_code(code: str) -> str:
    """Return a letter or digit that has no place in a code; else empty."""
    for char in code:
        if not char.isascii() and char.isalnum() and not _IDEOGRAPH.match(char):
            return char
    return ""


def has_ideograph(text: str) -> bool:
    """Tell whether there is a Chinese letter in it."""
    return _IDEOGRAPH.search(text) is not None


@lru_cache(maxsize=1 << 12)
def _script(char: str) -> str:
    return unicodedata.name(char, "").partition(" ")[0]
