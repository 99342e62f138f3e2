"""Personal numbers in text: 身份证号 (GB 11643), 手机号, 银行卡号 (Luhn).

Found also when spaced, dashed, full-width or broken by characters nobody sees.
"""

from __future__ import annotations

import re
import unicodedata

CARD = "银行卡号"
# Numbers of papers, of imported rows and of the union's own accounts: an order number
# under one of these keys may look like a card.
NUMBERED_KEYS = frozenset(
    {
        "filename",
        "lineno",
        "id",
        "import-ids",
        "invoice",
        "invoice-blue",
        "serial",
        "bank-voucher",
        "bank-number",
        "offset",
        "source-file",
        "classified",
        "voucher",
        "contract",
        "reserve",
        "settlement",
        "receipt",
        "number",
        "seal",
        "finding",
    }
)
_UNSEEN = "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\ufeff"
_SPACES = "\u00a0\u2002\u2003\u2007\u2009\u202f\u3000\t"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212\uff0d"
_PLAIN = str.maketrans(
    {
        **dict.fromkeys(_UNSEEN, ""),
        **dict.fromkeys(_SPACES, " "),
        **dict.fromkeys(_DASHES, "-"),
        "\uff38": "X",
        "\uff58": "x",
        "\uff0b": "+",
    }
)
_DIGIT = r"\d"  # of any script
_ODD_DIGIT = re.compile(r"(?![0-9])\d")
# A text without this holds no personal number; it never reaches over a line's end.
SUSPECT = re.compile(
    f"{_DIGIT}(?:[- {_UNSEEN}{_SPACES}{_DASHES}]{{0,4}}+{_DIGIT}){{10}}"
)
# A word that only says what follows.
_LABEL = re.compile(
    r"(?<![A-Za-z0-9])(?:tel|phone|mobile|mob|cell|wechat|wx|id|card)"
    r"[-_.: ]*(?=\+?[0-9])",
    re.IGNORECASE,
)
# A number that is part of a longer word or number, HT-13912345678, is no person's.
_ALONE = r"(?<![0-9A-Za-z])(?<![0-9A-Za-z][-_.]){}(?![0-9A-Za-z])"
_GAP = "[- ]{0,2}"
_ID = re.compile(_ALONE.format(rf"[1-9](?:{_GAP}[0-9]){{16}}{_GAP}[0-9Xx]"))
_BIRTH = re.compile(
    r"\d{6}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]"
)
# Only as people group them: a date beside an amount is not to look like one.
_MOBILE = re.compile(
    _ALONE.format(
        r"(?:(?:\+|00)86[- ]?|86[- ])?(?:1[3-9][0-9]{9}"
        r"|1[3-9][0-9](?P<gap>[- ]{1,2})[0-9]{4}(?P=gap)?[0-9]{4}"
        r"|1[3-9][0-9]{5}[- ][0-9]{4}"
        r"|1(?P<each>[- ])[3-9](?:(?P=each)[0-9]){9})"
    )
)
_CARD = re.compile(
    _ALONE.format(
        r"(?:[0-9]{15,19}|[0-9]{4}(?P<gap>[- ]{1,2})[0-9]{4}(?P=gap)[0-9]{4}(?P=gap)"
        r"[0-9]{3,4}(?:(?P=gap)[0-9]{1,3})?|[0-9]{6}[- ][0-9]{9,13}"
        r"|[0-9](?P<each>[- ])[0-9](?:(?P=each)[0-9]){13,17})"
    )
)
_ISSUED = re.compile(r"62\d{14,17}|9558\d{12,15}|[45]\d{15}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def personal_numbers(text: str) -> list[tuple[str, str]]:
    """Return the personal numbers in a text: what each is, and how to mask it."""
    if not SUSPECT.search(text):
        return []
    plain = _LABEL.sub("  ", _ODD_DIGIT.sub(_digit, text.translate(_PLAIN)))
    found: dict[int, tuple[str, str]] = {}
    taken: list[tuple[int, int]] = []
    for name, pattern in (("身份证号", _ID), (CARD, _CARD), ("手机号", _MOBILE)):
        for match in pattern.finditer(plain):
            start, end = match.span()
            digits = re.sub(r"[^0-9Xx]", "", match.group())
            if name == "手机号":
                digits = digits[-11:]
            if not _is(name, digits) or any(a < end and start < b for a, b in taken):
                continue
            taken.append((start, end))
            found[start] = (name, f"{digits[:3]}****{digits[-2:]}")
    return [found[start] for start in sorted(found)]


def _digit(found: re.Match[str]) -> str:
    return str(unicodedata.decimal(found[0]))


def _is(name: str, digits: str) -> bool:
    if name == "身份证号":
        return bool(_BIRTH.fullmatch(digits)) and has_id_checksum(digits)
    return name == "手机号" or (bool(_ISSUED.fullmatch(digits)) and _has_luhn(digits))


def has_id_checksum(number: str) -> bool:
    """Check the last digit of an 18-digit 公民身份号码 (GB 11643)."""
    total = sum(
        int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True)
    )
    return "10X98765432"[total % 11] == number[-1].upper()


def _has_luhn(number: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
