"""The campus finance system's reply on claims（复旦天翼 XML）: booked, paid or not.

Only two names in it are known for certain: ``pz_uni_no``（入账凭证号） and
``pay_status``（支付状态）, and that its client writes ``﹠＜＞`` for ``& < >``. The
name of the field that holds the claim's own number and the words of ``pay_status``
are not documented where we could read them. So the claim is found by value, not by
name: the one of the item's texts that is the id of an entry; and the status is kept
as it is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.importers.invoices.xmltree import name_of
from union_ledger.importers.invoices.xmltree import parse_xml
from union_ledger.importers.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from xml.etree.ElementTree import Element

VOUCHER = "pz_uni_no"
STATUS = "pay_status"
_ESCAPES = str.maketrans({"﹠": "&", "＜": "<", "＞": ">"})
_LONGEST = 200
_LARGEST = 8 << 20


@dataclass(frozen=True, slots=True)
class Reply:
    """What the reply says of one claim.

    Attributes:
        number: Its place in the file, from 1.
        voucher: The voucher it was booked by; empty while it was not.
        status: The state of its payment as written; empty where none is given.
        texts: Every other text of the item, by its name in the file.
    """

    number: int
    voucher: str
    status: str
    texts: tuple[tuple[str, str], ...]

    def claim(self, ids: Iterable[str]) -> list[str]:
        """Return the ids of entries that stand in the item."""
        said = {text for _, text in self.texts}
        return sorted(said.intersection(ids))

    @property
    def shown(self) -> str:
        """Return the item as text, for a person who must find the claim."""
        return " ".join(f"{name}={text}" for name, text in self.texts)[:_LONGEST]


def is_reply(data: bytes) -> bool:
    """Tell whether this is XML that names the voucher or the payment of a claim."""
    head = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    return head == b"<" and any(name.encode() in data for name in (VOUCHER, STATUS))


def is_reply_file(path: Path) -> bool:
    """Tell whether a file is such XML; one that cannot be opened is none."""
    try:
        with path.open("rb") as file:
            return is_reply(file.read(_LARGEST))
    except OSError:
        return False


def read_replies(data: bytes, file: Path) -> list[Reply]:
    """Return what the reply says of each claim.

    Raises:
        InputError: It is not XML that can be read, or names no claim.
    """
    root = parse_xml(data, file)
    found: list[Reply] = []
    for element in root.iter():
        said = dict(_texts(element))
        if VOUCHER in said or STATUS in said:
            rest = {k: v for k, v in said.items() if k not in {VOUCHER, STATUS}}
            found.append(
                Reply(
                    len(found) + 1,
                    said.get(VOUCHER, ""),
                    said.get(STATUS, ""),
                    tuple(rest.items()),
                )
            )
    if not found:
        raise InputError(f"XML 里没有 {VOUCHER} 或 {STATUS} 的内容", file=file)
    return found


def _texts(element: Element) -> Iterable[tuple[str, str]]:
    """Yield names and texts of an element's attributes and its plain children."""
    for name, text in element.attrib.items():
        yield name, _plain(text)
    for child in element:
        if not len(child):
            yield name_of(child), _plain(child.text or "")


def _plain(text: str) -> str:
    return clean(text.translate(_ESCAPES))
