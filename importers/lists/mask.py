"""Names and numbers of persons as they may be shown: never whole.

What a person can be known by leaves the reader of a list only in this form: no
message, report or ledger file ever holds more.
"""

from __future__ import annotations

_STAR = "*"


def masked_name(name: str) -> str:
    """Return a name with its middle hidden: ``张*三``; of two characters the last."""
    plain = name.replace(" ", "")
    if len(plain) < 2:
        return _STAR if plain else ""
    if len(plain) == 2:
        return plain[0] + _STAR
    return plain[0] + _STAR * (len(plain) - 2) + plain[-1]


def masked_number(number: str) -> str:
    """Return a person's number with its last two characters only."""
    plain = number.replace(" ", "")
    return _STAR * max(len(plain) - 2, 1) + plain[-2:] if len(plain) > 2 else _STAR
