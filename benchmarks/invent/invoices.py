"""A month of e-invoices（数电票） behind the bank's payments, in one archive.

Some are as they should be; one came twice, one is made out to a private person.
"""

from __future__ import annotations

import zipfile
from datetime import timedelta
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from benchmarks.invent.entry import is_expense
from benchmarks.invent.text import money

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from benchmarks.invent.entry import Entry

BUYER = "华中科技大学工会委员会"
_SHOWN = 12
_STAMP = (2025, 1, 6, 9, 0, 0)
_TEXT = """<?xml version="1.0" encoding="UTF-8"?>
<EInvoice>
  <Header><EIid>{number}</EIid></Header>
  <EInvoiceData>
    <SellerInformation><SellerName>{seller}</SellerName></SellerInformation>
    <BuyerInformation><BuyerName>{buyer}</BuyerName></BuyerInformation>
    <BasicInformation>
      <TotalAmWithoutTax>{net}</TotalAmWithoutTax>
      <TotalTaxAm>{tax}</TotalTaxAm>
      <TotalTax-includedAmount>{total}</TotalTax-includedAmount>
    </BasicInformation>
    <IssuItemInformation>
      <ItemName>{item}</ItemName><Amount>{net}</Amount><ComTaxAm>{tax}</ComTaxAm>
    </IssuItemInformation>
  </EInvoiceData>
  <TaxSupervisionInfo>
    <InvoiceNumber>{number}</InvoiceNumber><IssueTime>{day}</IssueTime>
  </TaxSupervisionInfo>
</EInvoice>
"""


def write_invoices(folder: Path, entries: Iterable[Entry], month: date) -> None:
    """Write the archive of one month's invoices."""
    paid = [entry for entry in entries if _has_invoice(entry, month)]
    paid.sort(key=lambda entry: (entry.day, entry.seq))
    chosen = paid[:: max(len(paid) // _SHOWN, 1)][:_SHOWN]
    parts = {f"dzfp_{entry.meta['invoice']}.xml": _xml(entry) for entry in chosen}
    twin = chosen[0]
    parts[f"发票{str(twin.meta['invoice'])[-4:]}(1).xml"] = _xml(twin)
    private = next(entry for entry in paid if entry not in chosen)
    number = f"{str(private.meta['invoice'])[:-4]}0000"
    parts[f"dzfp_{number}.xml"] = _xml(private, number=number, buyer="个人")
    path = folder / f"电子发票_{month:%Y%m}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in sorted(parts.items()):
            info = zipfile.ZipInfo(name, _STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, text.encode())


def _has_invoice(entry: Entry, month: date) -> bool:
    """Tell whether the bank paid a seller's one invoice with this entry."""
    number = str(entry.meta.get("invoice", ""))
    same_month = (entry.day.year, entry.day.month) == (month.year, month.month)
    seller = entry.payee.startswith("武汉")
    spent = sum(is_expense(leg) for leg in entry.legs) == 1
    plain = entry.row is not None and not entry.key and len(entry.legs) == 2
    return same_month and seller and spent and plain and number.isdigit()


def _xml(entry: Entry, *, number: str = "", buyer: str = BUYER) -> str:
    total = entry.legs[0].fen if is_expense(entry.legs[0]) else entry.legs[1].fen
    net = (total * 100 + 50) // 101
    issued = entry.day - timedelta(days=6)
    return _TEXT.format(
        number=number or entry.meta["invoice"],
        seller=escape(entry.payee),
        buyer=buyer,
        net=money(net),
        tax=money(total - net),
        total=money(total),
        item=escape(f"*示例*{entry.narration}"),
        day=issued.isoformat(),
    )
