"""The QR code of an invoice: what it says of itself in one line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# 01,<kind>,code,number,amount,YYYYMMDD,check code,CRC; the kind is 10, 20, 31, 32 …
_LINE = re.compile(
    r"^01,(?P<type>\w{2}),(?P<code>\d{0,12}),(?P<number>\d{8}|\d{20}),"
    r"(?P<amount>-?\d{1,12}(?:\.\d{1,2})?)?,(?P<day>\d{8}),(?P<check>\w*)(?:,.*)?$",
    re.ASCII,
)


def read_code(text: str) -> dict[str, str] | None:
    """Return code, number, amount, day and check code of an invoice's QR code.

    ``amount`` is that without tax on the older invoices, and on 数电票 the total.
    ``None`` where the text is no invoice's.
    """
    found = _LINE.match(text.strip())
    if not found:
        return None
    return {part: value for part, value in found.groupdict("").items() if value}


def invoice_codes(texts: Iterable[str]) -> list[dict[str, str]]:
    """Return the invoices that QR codes name, each once, in order."""
    by_number: dict[str, dict[str, str]] = {}
    for text in texts:
        said = read_code(text)
        if said:
            by_number.setdefault(said.get("code", "") + said["number"], said)
    return list(by_number.values())
