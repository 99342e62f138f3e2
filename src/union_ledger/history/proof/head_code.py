"""A seal's head as a picture（封印的二维码）, for the sheets that are kept on paper."""

from __future__ import annotations

import io

import segno
from markupsafe import Markup


def head_code(head: str) -> Markup:
    """Return the QR code of a head as SVG; nothing where there is no head."""
    if not head:
        return Markup()
    out = io.BytesIO()
    segno.make(head, error="m", micro=False).save(
        out, kind="svg", xmldecl=False, svgns=True, border=1, omitsize=True
    )
    return Markup(out.getvalue().decode("utf-8"))  # noqa: S704 - made of hex digits
