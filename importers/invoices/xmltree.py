"""XML from outside, read so that it can do no harm."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from union_ledger.core.container import declares_entities
from union_ledger.core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def parse_xml(data: bytes, file: Path) -> ET.Element:
    """Return the root of an XML document.

    Raises:
        InputError: It declares a document type or an entity, or is not well formed.
    """
    if declares_entities(data):
        raise InputError("XML 里有 DOCTYPE/ENTITY 声明，可能有害", file=file)
    try:
        return ET.fromstring(data)  # noqa: S314 - declarations are refused above
    except (ET.ParseError, ValueError, LookupError) as exc:
        line = getattr(exc, "position", (None,))[0]
        raise InputError(
            "不是合法的 XML", file=file, line=line, hint="请重新下载发票的原始文件。"
        ) from None


def name_of(element: ET.Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def texts(root: ET.Element) -> Iterator[tuple[str, str]]:
    """Yield name and text of every element that holds text, in order."""
    for element in root.iter():
        text = (element.text or "").strip()
        if text:
            yield name_of(element), text


def children(root: ET.Element, name: str) -> list[ET.Element]:
    """Return the elements of this name, at any depth."""
    return [element for element in root.iter() if name_of(element) == name]
