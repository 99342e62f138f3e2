"""Voucher numbers and account cells as packages spell them."""

from __future__ import annotations

import re

from union_ledger.importers.text import clean
from union_ledger.importers.text import squeeze

DEFAULT_WORD = "记"
_NUMBER = re.compile(r"^([^\W\d_]*?)(?:字)?(?:第)?[-_.]*(\d{1,8})(?:\.0+)?(?:号)?$")
_SUBJECT = re.compile(r"^([0-9][0-9.\-]*)[\s_:：/\\\-]*(.*)$")
_SEPARATORS = re.compile(r"[\\/_|>:：]+|(?<=\S)\s*[-—]+\s*(?=\S)")
_NOT_CODE = re.compile(r"[^0-9a-z]")


def parse_number(number: str, word: str = "") -> tuple[str, int] | None:
    """Return series and number, ``None`` if the text is no voucher number.

    Understood: ``记-0001``, ``记1``, ``记字第0001号``, ``0001`` with the word beside it
    or without one (``记`` then).
    """
    found = _NUMBER.match(squeeze(number))
    if found is None:
        return None
    beside = squeeze(word).removesuffix("字")
    if found[1] and beside and found[1] != beside:
        return None
    return found[1] or beside or DEFAULT_WORD, int(found[2])


def split_subject(cell: str) -> tuple[str, str]:
    """Return code and name of a cell such as ``1002 银行存款``; either may be empty."""
    found = _SUBJECT.match(clean(cell))
    return (found[1].rstrip(".-"), found[2].strip()) if found else ("", clean(cell))


def plain_code(code: str) -> str:
    """Return an account code for comparing: digits and letters only.

    ``501.01``, ``501-01`` and ``50101`` are one code.
    """
    text = squeeze(code)
    text = text[:-2] if re.match(r"^\d{3,}\.0$", text) else text
    return _NOT_CODE.sub("", text).upper()


def name_parts(name: str) -> tuple[str, ...]:
    r"""Return the levels of an account name: ``银行存款\基本户`` gives two."""
    parts = (squeeze(part) for part in _SEPARATORS.split(clean(name)))
    return tuple(part for part in parts if part)
