"""Invoice XML: 数电票, the eInvoice schema in OFD, 财政电子票据 and 铁路电子客票."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.importers.invoices.fields import blue_number
from union_ledger.importers.invoices.fields import journey_of
from union_ledger.importers.invoices.fields import line_of_goods
from union_ledger.importers.invoices.fields import make
from union_ledger.importers.invoices.fields import pick
from union_ledger.importers.invoices.kinds import FISCAL
from union_ledger.importers.invoices.kinds import RAIL
from union_ledger.importers.invoices.kinds import kind_named
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
_FISCAL_GOODS = {
    "项目明细": ("项目名称", "金额", "税额"),
    "Item": ("ItemName", "ItemAmount", "ItemTax"),
}


def from_root(root: Element, form: str, file: Path) -> Invoice | None:
    """Return the invoice below ``root``; None where there is none.

    Raises:
        InputError: There is one, but it lacks something or cannot be read.
    """
    found: dict[str, str] = {}
    for name, text in texts(root):
        found.setdefault(name, text)
    kind = kind_named(set(found))
    said = pick(found, kind)
    if "number" not in said or not {"net", "total"} & said.keys():
        return None
    said["blue"] = blue_number(text for _, text in texts(root))
    goods_of = _FISCAL_GOODS if kind is FISCAL else _GOODS
    lines = [
        line_of_goods(_text(goods, name), _text(goods, net), _text(goods, tax), file)
        for element, (name, net, tax) in goods_of.items()
        for goods in children(root, element)
    ]
    if kind is RAIL:
        lines = list(journey_of(said))
    return make(form, said, lines, file, kind)


def _text(goods: Element, name: str) -> str:
    return next(("".join(e.itertext()).strip() for e in children(goods, name)), "")
