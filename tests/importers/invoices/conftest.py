"""Invented invoices, written by the tests as the tax platform writes its own."""

from __future__ import annotations

import io
import zipfile

import pytest

UNION = "某某大学工会委员会"
ITEMS = [("*体育用品*羽毛球", "100.00", "13.00"), ("*体育用品*球拍", "200.00", "26.00")]


def tax_xml(**changed):
    """Return a 数电票; ``changed`` replaces one of its texts."""
    said = {
        "number": "24420000000000000017",
        "day": "2024-05-06",
        "seller": "武汉某体育用品有限公司",
        "buyer": UNION,
        "net": "300.00",
        "tax": "39.00",
        "total": "339.00",
    } | changed
    goods = "".join(
        f"<IssuItemInformation><ItemName>{name}</ItemName><Amount>{net}</Amount>"
        f"<ComTaxAm>{tax}</ComTaxAm></IssuItemInformation>"
        for name, net, tax in ITEMS
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<EInvoice><Header><EIid>{said["number"]}</EIid></Header><EInvoiceData>
<SellerInformation><SellerName>{said["seller"]}</SellerName></SellerInformation>
<BuyerInformation><BuyerName>{said["buyer"]}</BuyerName></BuyerInformation>
<BasicInformation><TotalAmWithoutTax>{said["net"]}</TotalAmWithoutTax>
<TotalTaxAm>{said["tax"]}</TotalTaxAm>
<TotalTax-includedAmount>{said["total"]}</TotalTax-includedAmount>
</BasicInformation>{goods}</EInvoiceData>
<TaxSupervisionInfo><InvoiceNumber>{said["number"]}</InvoiceNumber>
<IssueTime>{said["day"]}</IssueTime></TaxSupervisionInfo></EInvoice>""".encode()


_DATA = {
    "发票号码": "24420000000000000025",
    "开票日期": "2024年05月07日",
    "合计金额": "300.00",
    "合计税额": "39.00",
}
_NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_TAGGED = {"SellerName": "武汉某体育用品有限公司", "BuyerName": UNION}


def ofd(*, attached=True, tagged=True, data=None, number="24420000000000000025"):
    """Return an OFD invoice with its XML attached, or with data on the page only."""
    custom = "".join(
        f'<ofd:CustomData Name="{name}">{text}</ofd:CustomData>'
        for name, text in (_DATA if data is None else data).items()
    )
    parts = {
        "OFD.xml": f"<ofd:OFD {_NS}>{custom}</ofd:OFD>",
    }
    if attached:
        parts["Doc_0/Attachs/original_invoice.xml"] = f"""<eInvoice xmlns:fp="urn:x">
<fp:InvoiceNo>{number}</fp:InvoiceNo><fp:IssueDate>2024年05月07日</fp:IssueDate>
<fp:Buyer><fp:BuyerName>{UNION}</fp:BuyerName></fp:Buyer>
<fp:Seller><fp:SellerName>武汉某体育用品有限公司</fp:SellerName></fp:Seller>
<fp:TaxInclusiveTotalAmount>339.00</fp:TaxInclusiveTotalAmount>
<fp:TaxTotalAmount>39.00</fp:TaxTotalAmount>
<fp:TaxExclusiveTotalAmount>300.00</fp:TaxExclusiveTotalAmount>
<fp:GoodsInfos><fp:GoodsInfo><fp:Item>羽毛球</fp:Item><fp:Amount>300.00</fp:Amount>
<fp:TaxAmount>39.00</fp:TaxAmount></fp:GoodsInfo></fp:GoodsInfos></eInvoice>"""
    if tagged:
        refs = "".join(
            f"<ofd:{name}><ofd:ObjectRef>{i}</ofd:ObjectRef></ofd:{name}>"
            for i, name in enumerate(_TAGGED)
        )
        parts["Doc_0/Tags/CustomTag.xml"] = f"<ofd:root {_NS}>{refs}</ofd:root>"
        page = "".join(
            f'<ofd:TextObject ID="{i}"><ofd:TextCode>{text[:4]}</ofd:TextCode>'
            f"<ofd:TextCode>{text[4:]}</ofd:TextCode></ofd:TextObject>"
            for i, text in enumerate(_TAGGED.values())
        )
        parts["Doc_0/Pages/Page_0/Content.xml"] = f"<ofd:Page {_NS}>{page}</ofd:Page>"
    return archive(parts)


def archive(parts):
    """Return a zip of these parts, text or bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return file.getvalue()


@pytest.fixture
def put(tmp_path):
    """Write a file and return its path."""

    def write(name, data):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write
