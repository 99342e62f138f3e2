"""Text as exports spell it, brought to one spelling before it is compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_BLANKS = re.compile(r"\s+")
_HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_DASHES = re.compile(r"^[-—–/]+$")
# 交易日期[ Transaction Date ]: the second language of a label, never the whole cell.
_TAIL = re.compile(r"(?<=[\u4e00-\u9fff\d])\[[^\]]*[a-z][^\]]*\]$")
_YUAN = re.compile(
    r"^(?:\d{2,3}[-.]?)?(?:人民币|cny|rmb)元?(?:\((?:人民币|cny|rmb)\))?$|^156$"
)
_POINT_ZERO = re.compile(r"^\d+\.0$")


def clean(cell: str) -> str:
    """Return the cell without padding, control and invisible characters.

    A cell of dashes or one slash, which banks print for "nothing", comes out empty.
    """
    if cell.isalnum():
        return cell  # the usual case, and the cheap one
    text = _BLANKS.sub(" ", _HIDDEN.sub("", _CONTROL.sub(" ", cell))).strip()
    return "" if _DASHES.match(text) else text


@lru_cache(maxsize=1 << 14)
def squeeze(text: str) -> str:
    """Return the text for comparing: NFKC, lower case, no blanks at all.

    NFKC makes full-width letters, digits, brackets and blanks half-width.
    """
    plain = _HIDDEN.sub("", unicodedata.normalize("NFKC", text))
    return _BLANKS.sub("", plain).lower()


def label(text: str) -> str:
    """Return a column or preamble label for comparing.

    A closing colon and a second language in square brackets are left out.
    """
    return _TAIL.sub("", squeeze(text).rstrip(":|"))


def identifier(text: str) -> str:
    """Return an account or serial number without blanks or a trailing ``.0``."""
    plain = squeeze(clean(text)).upper()
    return plain[:-2] if _POINT_ZERO.match(plain) else plain


def is_yuan(text: str) -> bool:
    """Return whether the name of a currency is that of the renminbi."""
    return _YUAN.match(squeeze(text)) is not None
