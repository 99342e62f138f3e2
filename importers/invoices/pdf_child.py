"""The child process that opens a PDF or a picture: ``python -m`` this module.

Reads the file from standard input and writes JSON: glyphs with their places, the Info
dictionary, attached XML, and the texts of QR codes. Knows nothing of invoices.
"""

from __future__ import annotations

import base64
import io
import json
import logging
import sys
from typing import TYPE_CHECKING
from typing import Any

from union_ledger.core.ownlimits import limit_self

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pdfplumber.page import Page
    from pdfplumber.pdf import PDF
    from PIL.Image import Image

PAGES = 20
GLYPHS = 60_000
_ATTACHED = 8
_ATTACHED_BYTES = 4 << 20
_PIXELS = 60_000_000
_SIDE = 2400  # pixels of a page's longer side when it is looked at for a QR code
_PER_POINT = 4.0


def read(data: bytes) -> dict[str, Any]:
    """Return what the file holds; ``error`` says in one word why it holds nothing."""
    try:
        if data.startswith(b"%PDF"):
            return _pdf(data)
        return _picture(data)
    except ImportError:
        return {"error": "library"}


def _pdf(data: bytes) -> dict[str, Any]:
    import pdfplumber  # noqa: PLC0415 - optional, and only here
    from pdfminer.pdfdocument import PDFPasswordIncorrect  # noqa: PLC0415
    from pdfplumber.utils.exceptions import PdfminerException  # noqa: PLC0415

    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            if not pdf.pages:
                return {"error": "damaged"}
            if len(pdf.pages) > PAGES:
                return {"error": "pages"}
            pages: list[list[list[Any]]] = []
            for page in pdf.pages:
                pages.append([list(glyph) for glyph in _glyphs(page)])
                if sum(map(len, pages)) > GLYPHS:
                    return {"error": "pages"}
            return {
                "info": {k: v for k, v in pdf.metadata.items() if isinstance(v, str)},
                "attached": [base64.b64encode(part).decode() for part in _xml_in(pdf)],
                "pages": pages,
                "codes": _codes_of_page(pdf.pages[0]),
            }
    except PdfminerException as exc:
        locked = any(isinstance(arg, PDFPasswordIncorrect) for arg in exc.args)
        return {"error": "locked" if locked else "damaged"}
    except (MemoryError, ImportError):
        raise
    except Exception:  # noqa: BLE001 - the library raises anything on a damaged file
        return {"error": "damaged"}


def _glyphs(page: Any) -> Iterator[tuple[str, float, float, float, float]]:  # noqa: ANN401
    """Yield text, x0, x1, top and bottom of each visible upright character."""
    # Bold type is often the same character drawn twice.
    for char in page.dedupe_chars().chars:
        if char["text"].strip() and char["upright"]:
            places = (char[side] for side in ("x0", "x1", "top", "bottom"))
            x0, x1, top, bottom = (round(place, 2) for place in places)
            yield char["text"], x0, x1, top, bottom


def _xml_in(pdf: PDF) -> Iterator[bytes]:
    """Yield the attached files that are XML."""
    from pdfminer.pdftypes import resolve1  # noqa: PLC0415

    names = resolve1(pdf.doc.catalog.get("Names")) or {}
    nodes = [resolve1(names.get("EmbeddedFiles"))]
    # A tree may name itself among its kids: a few nodes are enough.
    for node in (nodes.pop() or {} for _ in range(_ATTACHED) if nodes):
        nodes += [
            resolve1(kid) for kid in (resolve1(node.get("Kids")) or ())[:_ATTACHED]
        ]
        for spec in (resolve1(node.get("Names")) or ())[1 : 2 * _ATTACHED : 2]:
            streams = resolve1((resolve1(spec) or {}).get("EF")) or {}
            stream = resolve1(streams.get("UF") or streams.get("F"))
            content = stream.get_data() if stream else b""
            head = content[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
            if head.startswith(b"<") and len(content) <= _ATTACHED_BYTES:
                yield content


def _codes_of_page(page: Page) -> list[str] | None:
    """Return the QR codes of a page; ``None`` if they cannot be read."""
    scale = min(_PER_POINT, _SIDE / max(page.width, page.height, 1))
    return _codes(page.to_image(resolution=72 * scale).original.convert("L"))


def _picture(data: bytes) -> dict[str, Any]:
    import PIL.Image  # noqa: PLC0415

    PIL.Image.MAX_IMAGE_PIXELS = _PIXELS
    try:
        with PIL.Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > _PIXELS:
                return {"error": "pages"}
            return {"codes": _codes(picture.convert("L"))}
    except (MemoryError, ImportError):
        raise
    except Exception:  # noqa: BLE001 - the library raises anything on a damaged file
        return {"error": "damaged"}


def _codes(picture: Image) -> list[str] | None:
    try:
        import zxingcpp  # noqa: PLC0415
    except ImportError:
        return None
    wanted = zxingcpp.barcode_formats_from_str("QRCode")
    found = zxingcpp.read_barcodes(picture, formats=wanted)
    return [code.text for code in found]


if __name__ == "__main__":
    limit_self(*map(int, sys.argv[1:3]))
    logging.disable(logging.CRITICAL)
    answer = read(sys.stdin.buffer.read())
    sys.stdout.write(json.dumps(answer))
