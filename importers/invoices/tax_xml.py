"""Invoice XML: 数电票, and the eInvoice schema that OFD files carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.importers.invoices.fields import line_of_goods
from union_ledger.importers.invoices.fields import make
from union_ledger.importers.invoices.fields import pick
from union_ledger.importers.invoices.xmltree import children
from union_ledger.importers.invoices.xmltree import texts

if TYPE_CHECKING:
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from union_ledger.importers.invoices.invoice import Invoice

# Element of one line of goods, and its name, amount and tax.
_GOODS = {
    "IssuItemInformation": ("ItemName", "Amount", "ComTaxAm"),
    "GoodsInfo": ("Item", "Amount", "TaxAmount"),
}


def from_root(root: Element, form: str, file: Path) -> Invoice | None:
    """Return the invoice below ``root``; None where there is none.

    Raises:
        InputError: There is one, but it lacks something or cannot be read.
    """
    found: dict[str, str] = {}
    for name, text in texts(root):
        found.setdefault(name, text)
    said = pick(found)
    if "number" not in said or not {"net", "total"} & said.keys():
        return None
    lines = [
        line_of_goods(_text(goods, name), _text(goods, net), _text(goods, tax), file)
        for element, (name, net, tax) in _GOODS.items()
        for goods in children(root, element)
    ]
    return make(form, said, lines, file)


def _text(goods: Element, name: str) -> str:
    return next(("".join(e.itertext()).strip() for e in children(goods, name)), "")
