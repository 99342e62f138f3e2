"""What must hold for any bytes at all that are given to the import."""

from __future__ import annotations

import time
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.harness.declared import ALL_SHAPES
from tests.harness.histories import history
from tests.harness.mutations import BYTES
from tests.harness.shapes import csv_bytes
from tests.harness.shapes import save_xlsx

from union_ledger.core.errors import InputError
from union_ledger.desk.intake import run
from union_ledger.importers.families import load_layouts
from union_ledger.importers.invoices.reading import looks_like_invoice
from union_ledger.importers.invoices.reading import read_invoices

SLOWEST = 2.0  # seconds
VERDICTS = {"proven", "unproven", "refused"}
_INVOICE = """<?xml version="1.0" encoding="utf-8"?>
<EInvoice><EInvoiceData><SellerInformation><SellerName>甲</SellerName>
</SellerInformation><BuyerInformation><BuyerName>某某大学工会委员会</BuyerName>
</BuyerInformation><BasicInformation><TotalAmWithoutTax>300.00</TotalAmWithoutTax>
<TotalTaxAm>39.00</TotalTaxAm><TotalTax-includedAmount>339.00</TotalTax-includedAmount>
</BasicInformation><IssuItemInformation><ItemName>球</ItemName><Amount>300.00</Amount>
<ComTaxAm>39.00</ComTaxAm></IssuItemInformation></EInvoiceData><TaxSupervisionInfo>
<InvoiceNumber>24420000000000000017</InvoiceNumber><IssueTime>2024-05-06</IssueTime>
</TaxSupervisionInfo></EInvoice>"""
_CELLS = ("2024-05-06", "记-0001", "300.00", "101", "库存现金", "借", "甲", "", "12")


class SlowError(AssertionError):
    """An input took longer than it may."""


def read_any(path: Path) -> str:
    """Read a file as the import does, without books; return the verdict.

    Raises:
        SlowError: It took too long. Anything else that is raised is a defect as well.
    """
    began = time.monotonic()
    if looks_like_invoice(path):
        try:
            verdict = "发票" if read_invoices(path) else "没有内容"
        except InputError:
            verdict = "refused"
    else:
        (result,) = run([path], None, account="42000111222233334444", dry_run=True)
        verdict = result.record["verdict"]
        assert verdict in VERDICTS, verdict
        assert verdict != "refused" or result.record["why"], "拒收没有理由"
    took = time.monotonic() - began
    if took > SLOWEST:
        raise SlowError(f"用了 {took:.1f} 秒")
    return verdict


def seeds() -> list[bytes]:
    """Return what the mutations begin with: every layout, a workbook, an invoice."""
    random = Random(1)
    found = [
        csv_bytes(shape.table(history(random, 4)), encoding)
        for shape in ALL_SHAPES
        for encoding in ("utf-8", "gb18030")
    ]
    for layout in load_layouts():
        labels = [column.labels[0] for column in layout.columns.values()]
        rows = [[random.choice(_CELLS) for _ in labels] for _ in range(3)]
        found.append(csv_bytes([labels, *rows], "utf-8"))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        for shape in ALL_SHAPES[:3]:
            save_xlsx(path, shape.table(history(random, 4)))
            found.append(path.read_bytes())
    return [*found, _INVOICE.encode()]


def mutated(random: Random, corpus: list[bytes]) -> bytes:
    """Return one seed with one to five random damages."""
    data = random.choice(corpus)
    for _ in range(random.randrange(1, 6)):
        if len(data) > 1:
            data = random.choice(BYTES)(data, random)
    return data
