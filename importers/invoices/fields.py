"""The names that the kinds of invoice files have for the same things."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.importers.amount import AmountError
from union_ledger.importers.amount import parse_fen
from union_ledger.importers.invoices.invoice import Invoice
from union_ledger.importers.invoices.invoice import InvoiceLine
from union_ledger.importers.text import identifier

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path

# 数电票 XML, the eInvoice schema inside OFD, and OFD's CustomData.
NAMES: dict[str, tuple[str, ...]] = {
    "number": ("InvoiceNumber", "InvoiceNo", "发票号码"),
    "code": ("InvoiceCode", "发票代码"),
    "day": ("IssueTime", "IssueDate", "开票日期"),
    "seller": ("SellerName", "销售方名称"),
    "seller_id": ("SellerIdNum", "SellerTaxID", "销售方纳税人识别号"),
    "buyer": ("BuyerName", "购买方名称"),
    "buyer_id": ("BuyerIdNum", "BuyerTaxID", "购买方纳税人识别号"),
    "net": ("TotalAmWithoutTax", "TaxExclusiveTotalAmount", "合计金额"),
    "tax": ("TotalTaxAm", "TaxTotalAmount", "合计税额"),
    "total": ("TotalTax-includedAmount", "TaxInclusiveTotalAmount", "价税合计"),
}
_SAID = {
    "number": "发票号码",
    "day": "开票日期",
    "seller": "销售方名称",
    "buyer": "购买方名称",
    "net": "合计金额",
    "tax": "合计税额",
    "total": "价税合计",
}
_DAY = re.compile(r"^(\d{4})[-年/]?(\d{1,2})[-月/]?(\d{1,2})日?(?:[ T].*)?$")


def pick(found: Mapping[str, str]) -> dict[str, str]:
    """Return what a file says by our names, of all the names it may use."""
    return {
        ours: found[name]
        for ours, names in NAMES.items()
        for name in reversed(names)
        if found.get(name)
    }


def make(
    form: str, said: Mapping[str, str], lines: Sequence[InvoiceLine], file: Path
) -> Invoice:
    """Return the invoice.

    Raises:
        InputError: Something an invoice must have is missing or cannot be read.
    """
    money = {part: _fen(part, said, file) for part in ("net", "tax", "total")}
    known = [part for part, value in money.items() if value is not None]
    if len(known) == 2:
        # Two of the three give the third; some files carry only two.
        net, tax, total = money["net"], money["tax"], money["total"]
        if total is None and net is not None and tax is not None:
            money["total"] = net + tax
        elif tax is None and net is not None and total is not None:
            money["tax"] = total - net
        elif net is None and tax is not None and total is not None:
            money["net"] = total - tax
    for part, value in money.items():
        if value is None:
            raise _missing(part, file)
    for part in ("number", "seller", "buyer"):
        if not said.get(part):
            raise _missing(part, file)
    return Invoice(
        form,
        identifier(said["number"]),
        identifier(said.get("code", "")),
        _day(said, file),
        said["seller"],
        identifier(said.get("seller_id", "")),
        said["buyer"],
        identifier(said.get("buyer_id", "")),
        money["net"] or 0,
        money["tax"] or 0,
        money["total"] or 0,
        tuple(lines),
    )


def line_of_goods(name: str, net: str, tax: str, file: Path) -> InvoiceLine:
    """Return one line of goods; amounts that are not there are None."""
    parts = {"net": net, "tax": tax}
    return InvoiceLine(name, _fen("net", parts, file), _fen("tax", parts, file))


def _fen(part: str, said: Mapping[str, str], file: Path) -> int | None:
    try:
        return parse_fen(said.get(part, ""))
    except AmountError as exc:
        raise InputError(f"{_SAID[part]}：{exc}", file=file) from None


def _day(said: Mapping[str, str], file: Path) -> date:
    text = said.get("day", "")
    found = _DAY.match(text.strip())
    if not found:
        if not text:
            raise _missing("day", file)
        raise InputError(f"开票日期“{text[:20]}”认不出来", file=file)
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        raise InputError(f"开票日期“{text[:20]}”不存在", file=file) from None


def _missing(part: str, file: Path) -> InputError:
    return InputError(
        f"发票里没有{_SAID[part]}",
        file=file,
        hint="请从税务平台重新下载原始文件，或手工登记这张发票。",
    )
