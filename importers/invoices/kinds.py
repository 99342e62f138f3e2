"""The kinds of invoice, and the names that their files have for the same things.

Known from files: the names of 数电票 XML, of the eInvoice schema inside OFD and of
OFD's CustomData. Not known from a file: the element names of 财政电子票据 and of
铁路电子客票. There the Chinese words printed on the paper stand first, and then
English names of the same pattern as those of 数电票; none of them is held to be the
official one, and a file with other names is refused with what it lacks.
"""

from __future__ import annotations

from dataclasses import dataclass

SAID = {
    "number": "发票号码",
    "code": "发票代码",
    "day": "开票日期",
    "seller": "销售方名称",
    "buyer": "购买方名称",
    "net": "合计金额",
    "tax": "合计税额",
    "total": "价税合计",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of invoice.

    Attributes:
        title: What people call it.
        names: Our name of a thing to the names in files, the surest first.
        needs: What must be there, besides the amounts.
        said: What people call the things, where it is not as on an ordinary invoice.
        taxed: Whether the amounts without and with tax are both stated.
    """

    title: str
    names: dict[str, tuple[str, ...]]
    needs: tuple[str, ...] = ("number", "day", "seller", "buyer")
    said: tuple[tuple[str, str], ...] = ()
    taxed: bool = True

    def word(self, part: str) -> str:
        """Return what people call one of our names."""
        return dict(self.said).get(part) or SAID.get(part, part)


INVOICE = Kind(
    "发票",
    {
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
    },
)
FISCAL = Kind(
    "财政电子票据",
    {
        "number": ("票据号码", "EInvoiceNumber"),
        "code": ("票据代码", "EInvoiceCode"),
        "day": ("开票日期", "IssueDate"),
        "check": ("校验码", "RandomNumber", "CheckCode"),
        "seller": ("收款单位", "收款单位名称", "InvoicingPartyName"),
        "seller_id": ("收款单位统一社会信用代码", "InvoicingPartyCode"),
        "buyer": ("交款人", "交款人名称", "PayerPartyName", "PayerName"),
        "buyer_id": ("交款人统一社会信用代码", "PayerPartyCode"),
        "total": ("金额合计", "TotalAmount"),
    },
    said=(
        ("number", "票据号码"),
        ("code", "票据代码"),
        ("seller", "收款单位"),
        ("buyer", "交款人"),
        ("total", "金额合计"),
    ),
    taxed=False,
)
RAIL = Kind(
    "铁路电子客票",
    {
        "number": ("发票号码", "InvoiceNumber", "InvoiceNo"),
        "day": ("开票日期", "IssueTime", "IssueDate"),
        "seller": ("销售方名称", "SellerName"),
        "buyer": ("购买方名称", "BuyerName"),
        "buyer_id": ("购买方纳税人识别号", "购买方统一社会信用代码", "BuyerIdNum"),
        "total": ("票价", "Fare", "TicketPrice"),
        "travel": ("乘车日期", "TravelDate"),
        "train": ("车次", "TrainNumber"),
        "from": ("出发站", "DepartureStation"),
        "to": ("到达站", "DestinationStation"),
    },
    # A ticket bought on the spot names no buyer; the passenger is never read.
    needs=("number", "day"),
    said=(("total", "票价"),),
    taxed=False,
)
KINDS = (FISCAL, RAIL, INVOICE)
# Names that tell the kind: none of the other kinds has them.
TELLING = {
    FISCAL.title: ("code", "number", "buyer"),
    RAIL.title: ("total", "train"),
}


def kind_named(names: set[str]) -> Kind:
    """Return the kind of a file that has things of these names."""
    for kind in KINDS:
        parts = TELLING.get(kind.title, ())
        telling = {name for part in parts for name in kind.names[part]}
        if (telling - _ordinary()) & names:
            return kind
    return INVOICE


def _ordinary() -> set[str]:
    return {name for names in INVOICE.names.values() for name in names}
