"""The parts of an .xlsx: which are its sheets, and which of them do something.

A workbook is a zip of XML parts that point at each other. What is read from a small
part is read by an XML parser that has been shown there is no document type in it.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from xml.parsers import expat

ACTIVE = (
    (r"vbaproject|macrosheet|macroenabled", "宏"),
    (r"externallink", "对其他文件的链接"),
    (r"activex|ctrlprops|relationships/control$", "控件"),
    (r"embeddings/|oleobject|relationships/package$", "嵌入的文件"),
    (r"connections|querytable", "外部数据连接"),
    (r"webextension|attachedtemplate|customui|dialogsheet", "加载项或对话框"),
)
_ACTIVE = [(re.compile(pattern), said) for pattern, said in ACTIVE]
_LINKS = ("/hyperlink",)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as the workbook lists it: its name, and the part that holds it."""

    name: str
    part: str


def elements(data: bytes) -> list[tuple[str, dict[str, str]]]:
    """Return the names (without prefix) and attributes of all elements.

    Raises:
        expat.ExpatError: It is no well-formed XML.
    """
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = lambda tag, attributes: found.append(
        (tag.rpartition(":")[2], attributes)
    )
    parser.Parse(data, True)  # noqa: FBT003 - the parser's own signature
    return found


def active_part(name: str) -> str | None:
    """Return in Chinese what a part, a content type or a relation does, if it does."""
    lower = name.lower()
    return next((said for pattern, said in _ACTIVE if pattern.search(lower)), None)


def active_content(data: bytes) -> str | None:
    """Return what a list of content types or of relations says the workbook does."""
    for tag, attributes in elements(data):
        if tag in {"Default", "Override"}:
            said = active_part(attributes.get("ContentType", ""))
        elif tag == "Relationship":
            kind = attributes.get("Type", "")
            said = active_part(kind)
            outside = attributes.get("TargetMode", "").lower() == "external"
            if outside and not kind.endswith(_LINKS):
                said = said or "对其他文件的链接"
        else:
            continue
        if said:
            return said
    return None


def sheets_of(book: bytes, relations: bytes) -> list[Sheet]:
    """Return the sheets of ``xl/workbook.xml``, in its order.

    Raises:
        expat.ExpatError: One of the parts is no well-formed XML.
    """
    targets = {
        attributes.get("Id", ""): attributes.get("Target", "")
        for tag, attributes in elements(relations)
        if tag == "Relationship"
    }
    found = []
    for tag, attributes in elements(book):
        if tag == "sheet":
            reference = next(
                (each for key, each in attributes.items() if key.endswith(":id")), ""
            )
            name = attributes.get("name", "")
            found.append(Sheet(name, _part(targets.get(reference, ""))))
    return found


def _part(target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    if target.startswith("xl/"):
        return target
    return posixpath.normpath(f"xl/{target}")
