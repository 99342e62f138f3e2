"""Small PDF papers for some vouchers, written by hand: text only, no fonts inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def write_pdf(path: Path, lines: list[str]) -> None:
    """Write one page of text in the reader's own Song typeface."""
    shown = []
    for place, line in enumerate(lines):
        encoded = line.encode("utf-16-be").hex().upper()
        shown.append(f"1 0 0 1 60 {760 - place * 24} Tm <{encoded}> Tj")
    stream = ("BT /F1 12 Tf " + " ".join(shown) + " ET").encode("ascii")
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
    page += b"/Resources << /Font << /F1 5 0 R >> >> >>"
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light "
    font += b"/Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>"
    face = b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light "
    face += b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> "
    face += b"/FontDescriptor 7 0 R >>"
    shape = b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 "
    shape += b"/FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 "
    shape += b"/Descent -120 /CapHeight 880 /StemV 93 >>"
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        font,
        face,
        shape,
    ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(bodies) + 1)
    out += b"startxref\n%d\n%%%%EOF\n" % start
    path.write_bytes(out)
