"""Keyed pseudonyms of persons（假名）: the same person is always the same one.

An id number is guessed in seconds from a plain digest of it; without the key nobody
can tell whose pseudonym one is.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import unicodedata

from union_ledger.core.errors import InputError
from union_ledger.core.personal_data import has_id_checksum

PSEUDONYM = re.compile(r"(?<![A-Za-z0-9-])P-[A-Z2-7]{16}(?![A-Za-z0-9-])")
KEY_BYTES = 32
_LETTERS = 16
_ID = re.compile(r"[1-9]\d{5}(?:18|19|20)\d{9}[0-9X]")
# What people put between the digits, or a program behind them unseen.
_BETWEEN = re.compile(r"[\s\-\u00ad\u200b-\u200f\u2010-\u2015\u2060\ufeff]")


def normalised_id(text: str) -> str:
    """Return an 18-digit 公民身份号码 (GB 11643) as its digits and a capital X.

    Raises:
        InputError: It is none, or its last digit does not fit the others. The message
            does not repeat it.
    """
    plain = _BETWEEN.sub("", unicodedata.normalize("NFKC", text)).upper()
    if not (plain.isascii() and _ID.fullmatch(plain)):
        raise InputError(
            "身份证号不是 18 位的公民身份号码",
            hint="应是 17 位数字加一位数字或 X；15 位的旧号请换成 18 位的。",
        )
    if not has_id_checksum(plain):
        raise InputError(
            "身份证号的校验码不对，抄错了一位或两位", hint="请对照证件改正。"
        )
    return plain


def pseudonym(key: bytes, id_number: str) -> str:
    """Return ``P-`` and 16 letters or digits for an id number.

    Raises:
        InputError: The id number is wrong.
        ValueError: The key is not of 32 bytes.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("key")
    number = normalised_id(id_number).encode("ascii")
    digest = hmac.new(key, number, hashlib.sha256).digest()
    return f"P-{base64.b32encode(digest).decode('ascii')[:_LETTERS]}"
