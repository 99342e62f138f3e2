"""OFD invoices: the attached XML, else CustomData and the tagged text of the page."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import TYPE_CHECKING

from union_ledger.core.container import NO_ZIP
from union_ledger.core.container import read_parts
from union_ledger.core.errors import InputError
from union_ledger.importers.invoices.fields import blue_number
from union_ledger.importers.invoices.fields import journey_of
from union_ledger.importers.invoices.fields import make
from union_ledger.importers.invoices.fields import pick
from union_ledger.importers.invoices.kinds import KINDS
from union_ledger.importers.invoices.kinds import RAIL
from union_ledger.importers.invoices.kinds import kind_named
from union_ledger.importers.invoices.tax_xml import from_root
from union_ledger.importers.invoices.xmltree import children
from union_ledger.importers.invoices.xmltree import name_of
from union_ledger.importers.invoices.xmltree import parse_xml

if TYPE_CHECKING:
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from union_ledger.importers.invoices.invoice import Invoice

_ATTACHED = "original_invoice.xml"
_COMPARED = ("number", "net", "tax")


def is_ofd(data: bytes) -> bool:
    """Tell whether the bytes are an OFD container."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "OFD.xml" in archive.namelist()
    except NO_ZIP:
        return False


def read_ofd(data: bytes, file: Path) -> Invoice:
    """Return the invoice in an OFD file.

    Raises:
        InputError: It is damaged or hostile, holds no invoice, or its parts
            contradict each other.
    """
    parts = read_parts(data, file, lambda name: name.lower().endswith(".xml"))
    if "OFD.xml" not in parts:
        raise InputError("这不是 OFD 文件", file=file)
    custom = _custom_data(parse_xml(parts["OFD.xml"], file))
    attached = [name for name in parts if posixpath.basename(name) == _ATTACHED]
    if attached:
        invoice = from_root(parse_xml(parts[attached[0]], file), "ofd", file)
        if invoice is None:
            raise InputError("OFD 附带的 XML 里没有发票", file=file)
        _must_agree(invoice, pick(custom), file)
        return invoice
    text_of = _texts(parts, file)
    tagged = _tagged(parts, text_of, file)
    kind = kind_named({*custom, *tagged})
    said = pick(tagged, kind) | pick(custom, kind)
    if "number" not in said:
        raise InputError("这个 OFD 文件里没有发票", file=file)
    said["blue"] = blue_number(["".join(text_of.values()), *custom.values()])
    lines = journey_of(said) if kind is RAIL else ()
    return make("ofd", said, lines, file, kind)


def _custom_data(root: Element) -> dict[str, str]:
    return {
        element.get("Name", ""): (element.text or "").strip()
        for element in children(root, "CustomData")
    }


def _texts(parts: dict[str, bytes], file: Path) -> dict[str, str]:
    """Return the texts of the pages by their ids, in order."""
    text_of: dict[str, str] = {}
    for name, part in parts.items():
        if posixpath.basename(name) == "Content.xml":
            for thing in children(parse_xml(part, file), "TextObject"):
                codes = children(thing, "TextCode")
                text = "".join("".join(code.itertext()) for code in codes)
                text_of[thing.get("ID", "")] = text.strip()
    return text_of


def _tagged(
    parts: dict[str, bytes], text_of: dict[str, str], file: Path
) -> dict[str, str]:
    """Return what CustomTag.xml points at in the text of the pages."""
    tags = [name for name in parts if posixpath.basename(name) == "CustomTag.xml"]
    if not tags:
        return {}
    wanted = {name for kind in KINDS for names in kind.names.values() for name in names}
    found: dict[str, str] = {}
    for element in parse_xml(parts[tags[0]], file).iter():
        if name_of(element) in wanted:
            references = [child for child in element if name_of(child) == "ObjectRef"]
            texts = [text_of.get((ref.text or "").strip(), "") for ref in references]
            # The sign ¥ stands in a text of its own before the figure.
            found[name_of(element)] = "".join(texts)
    return found


def _must_agree(invoice: Invoice, said: dict[str, str], file: Path) -> None:
    """The page's own data must not say another number or amount than the XML."""
    if not said.get("number"):
        return
    others = {"seller": invoice.seller, "buyer": invoice.buyer}
    day = {"day": invoice.day.isoformat()}
    other = make("ofd", others | day | said, (), file)
    for part in _COMPARED:
        if getattr(other, part) != getattr(invoice, part) and said.get(part):
            raise InputError(
                "OFD 版面数据和附带的 XML 不一致，文件可能被改过", file=file
            )
