"""The text of an asset's QR code（标签码）: the union's sign and the card's number.

Nothing else is in it: no name, no place, no person. The sign is made of the name the
union was first registered under, so that a change of name leaves labels valid.
"""

from __future__ import annotations

import hashlib
import re
from io import BytesIO
from typing import TYPE_CHECKING

import segno

from union_ledger.core.errors import InputError

if TYPE_CHECKING:
    from union_ledger.core.ledger import Ledger

WHOLE_UNION = "000"
_TAG = re.compile(r"^(GH[0-9A-F]{4}):([A-Z][A-Z0-9-]+)$", re.ASCII)
_QUIET = 4  # modules of white around a code, as ISO/IEC 18004 asks


def union_sign(ledger: Ledger) -> str:
    """Return the union's sign: ``GH`` and four hexadecimal figures."""
    unit = ledger.books.registers.units.get(WHOLE_UNION)
    name = unit.name if unit else ledger.entity
    return "GH" + hashlib.sha256(name.encode()).hexdigest()[:4].upper()


def tag_of(sign: str, number: str) -> str:
    """Return what an asset's code says: ``GH3F2A:FA-2024-0001``."""
    return f"{sign}:{number}"


def read_tag(text: str) -> tuple[str, str] | None:
    """Return sign and number of a scanned text; None where it is no label's."""
    found = _TAG.match(text.strip().upper())
    return (found[1], found[2]) if found else None


def code_png(text: str, pixels: int = 4) -> bytes:
    """Return the code as a black and white PNG, ``pixels`` to a module."""
    kept = BytesIO()
    _code(text).save(kept, kind="png", scale=pixels, border=_QUIET)
    return kept.getvalue()


def code_svg(text: str) -> str:
    """Return the code as SVG that fills the box it is put in."""
    return str(_code(text).svg_inline(border=_QUIET, omitsize=True, svgclass="qr"))


def _code(text: str) -> segno.QRCode:
    try:
        return segno.make_qr(text, error="m")
    except segno.DataOverflowError:
        raise InputError(
            f"资产编号太长，做不成二维码（{text[:40]}……）",
            hint="编号请不要超过 100 个字符。",
        ) from None
