"""Invoices as files: each read whole, refused with the reason, or left to be typed."""

from __future__ import annotations

from datetime import date

import pytest
from tests.importers.invoices.conftest import UNION
from tests.importers.invoices.conftest import archive
from tests.importers.invoices.conftest import ofd
from tests.importers.invoices.conftest import tax_xml

from union_ledger.core.errors import InputError
from union_ledger.importers.invoices.reading import looks_like_invoice
from union_ledger.importers.invoices.reading import read_invoices


def one(path):
    (found,) = read_invoices(path)
    return found


def test_an_xml_invoice(put):
    invoice = one(put("发票.xml", tax_xml())).invoice
    assert (invoice.number, invoice.day) == ("24420000000000000017", date(2024, 5, 6))
    assert (invoice.net, invoice.tax, invoice.total) == (30000, 3900, 33900)
    assert [line.net for line in invoice.lines] == [10000, 20000]
    assert list(invoice.problems([UNION])) == []


@pytest.mark.parametrize("attached", [True, False])
def test_an_ofd_with_and_without_its_xml(put, attached):
    """数电票 may carry no XML: then CustomData and the tagged text give the same."""
    invoice = one(put("发票.ofd", ofd(attached=attached))).invoice
    assert (invoice.number, invoice.total) == ("24420000000000000025", 33900)
    assert (invoice.buyer, invoice.seller) == (UNION, "武汉某体育用品有限公司")


def test_an_ofd_whose_parts_contradict_each_other(put):
    found = one(put("发票.ofd", ofd(number="24420000000000000099")))
    assert found.invoice is None
    assert "不一致，文件可能被改过" in found.why


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"buyer": "个人"}, "购买方是“个人”，不是本工会"),
        ({"total": "340.00"}, "≠ 价税合计 340.00"),
        ({"net": "301.00", "total": "340.00"}, "明细金额合计 300.00 ≠"),
        ({"net": "-300.00", "tax": "-39.00", "total": "-339.00"}, "是红字发票"),
    ],
)
def test_what_cannot_be_booked_is_said(put, changed, said):
    invoice = one(put("发票.xml", tax_xml(**changed))).invoice
    assert said in "；".join(invoice.problems([UNION]))


def test_a_name_in_the_other_width_is_the_same_buyer(put):
    data = tax_xml(buyer="某某大学（工会） 委员会")
    assert not list(one(put("票.xml", data)).invoice.problems(["某某大学(工会)委员会"]))


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("票.pdf", b"%PDF-1.7 ...", "文件已损坏，打不开"),
        ("票.jpg", b"\xff\xd8\xff\xe0....", "文件已损坏，打不开"),
        ("别的.xml", b"<?xml version='1.0'?><note>hi</note>", "没有发票"),
        ("坏.xml", b"<?xml version='1.0'?><EInvoice>", "不是合法的 XML"),
        ("炸.xml", b"<?xml version='1.0'?><!DOCTYPE x><x/>", "可能有害"),
        ("别的.ofd", ofd(attached=False, tagged=False, data={}), "没有发票"),
        ("票.xml", tax_xml(day="2024-13-01"), "开票日期“2024-13-01”不存在"),
        ("票.xml", tax_xml(day="上周"), "开票日期“上周”认不出来"),
        ("票.xml", tax_xml(net="xx"), "合计金额：金额“xx”认不出来"),
        ("票.xml", tax_xml(seller=""), "发票里没有销售方名称"),
    ],
)
def test_what_is_no_invoice_says_why(put, name, data, said):
    found = one(put(name, data))
    assert found.invoice is None
    assert said in found.why


def test_an_archive_in_an_archive_is_opened_and_each_part_told(put):
    inner = archive({"xml/a.xml": tax_xml(), "pdf/a.pdf": b"%PDF-1.7"})
    path = put("发票.zip", archive({"五月.zip": inner, "b.ofd": ofd()}))
    found = read_invoices(path)
    assert [each.name for each in found] == [
        "发票.zip › b.ofd",
        "发票.zip › 五月.zip › pdf/a.pdf",
        "发票.zip › 五月.zip › xml/a.xml",
    ]
    assert [each.invoice is not None for each in found] == [True, False, True]


def test_archives_without_end_and_without_anything(put):
    deep = archive({"a.xml": tax_xml()})
    for _ in range(4):
        deep = archive({"更深.zip": deep})
    assert "套得太深" in one(put("深.zip", deep)).why
    assert "是空的" in one(put("空.zip", archive({}))).why


def test_a_bomb_and_a_broken_archive_are_refused(put):
    with pytest.raises(InputError, match="压缩炸弹"):
        read_invoices(put("弹.zip", archive({"a.xml": b"0" * (4 << 20)})))
    whole = archive({"a.xml": tax_xml()})
    with pytest.raises(InputError, match="已损坏"):
        read_invoices(put("半.zip", whole[: len(whole) // 2]))


def test_invoices_are_told_from_statements_by_content(put):
    for data in (tax_xml(), ofd(), b"%PDF-1.7", archive({"a.xml": tax_xml()})):
        assert looks_like_invoice(put("文件", data))
    for data in (b"a,b\n1,2\n", archive({"[Content_Types].xml": "", "xl/x": ""})):
        assert not looks_like_invoice(put("文件", data))


FISCAL = """<?xml version="1.0" encoding="utf-8"?><财政电子票据>
<票据代码>42010124</票据代码><票据号码>0001234567</票据号码><校验码>a1b2c3</校验码>
<开票日期>20240603</开票日期><交款人>某某大学工会委员会</交款人>
<收款单位>某某培训中心</收款单位><金额合计>500.00</金额合计>
<项目明细><项目名称>场地费</项目名称><金额>300.00</金额></项目明细>
<项目明细><项目名称>资料费</项目名称><金额>200.00</金额></项目明细>
</财政电子票据>"""
FISCAL_ENGLISH = """<?xml version="1.0"?><x:EInvoice xmlns:x="urn:x">
<x:EInvoiceCode>42010124</x:EInvoiceCode><x:EInvoiceNumber>0001234567</x:EInvoiceNumber>
<x:IssueDate>2024-06-03</x:IssueDate><x:IssueTime>10:00:00</x:IssueTime>
<x:PayerPartyName>某某大学工会委员会</x:PayerPartyName>
<x:InvoicingPartyName>某某培训中心</x:InvoicingPartyName>
<x:TotalAmount>500.00</x:TotalAmount></x:EInvoice>"""


@pytest.mark.parametrize("text", [FISCAL, FISCAL_ENGLISH])
def test_a_fiscal_receipt_by_either_spelling(put, text):
    """财政电子票据: the payer must be the union, there is no tax."""
    invoice = one(put("票据.xml", text.encode())).invoice
    assert (invoice.kind, invoice.key) == ("财政电子票据", "420101240001234567")
    assert (invoice.day, invoice.total, invoice.tax) == (date(2024, 6, 3), 50000, 0)
    assert (invoice.buyer, invoice.seller) == (UNION, "某某培训中心")
    assert list(invoice.problems([UNION])) == []
    assert "购买方是" in "；".join(invoice.problems(["另一个工会"]))


def test_the_items_of_a_fiscal_receipt_must_add_up(put):
    wrong = FISCAL.replace("<金额>200.00", "<金额>210.00").encode()
    invoice = one(put("票据.xml", wrong)).invoice
    assert "明细金额合计 510.00 ≠" in "；".join(invoice.problems([UNION]))


def test_a_fiscal_receipt_that_lacks_its_payer_says_so_in_its_own_words(put):
    text = FISCAL.replace("<交款人>某某大学工会委员会</交款人>", "")
    assert one(put("票据.xml", text.encode())).why.startswith(
        "财政电子票据里没有交款人"
    )


RAIL = """<?xml version="1.0" encoding="utf-8"?><客票>
<发票号码>24429000000000000031</发票号码><开票日期>2024-05-10</开票日期>
<购买方名称>某某大学工会委员会</购买方名称><票价>520.50</票价>
<乘车日期>2024-05-08</乘车日期><车次>G1234</车次>
<出发站>武汉站</出发站><到达站>北京西站</到达站>
<旅客姓名>张三丰</旅客姓名><身份证号>42010619900101001X</身份证号></客票>"""


def test_a_rail_ticket_as_xml_without_its_passenger(put):
    invoice = one(put("客票.xml", RAIL.encode())).invoice
    assert (invoice.kind, invoice.total) == ("铁路电子客票", 52050)
    assert invoice.lines[0].name == "2024-05-08 G1234 武汉站—北京西站"
    assert "张三丰" not in repr(invoice)
    assert "42010619900101001X" not in repr(invoice)


def test_a_rail_ticket_as_ofd(put):
    data = {
        "发票号码": "24429000000000000031",
        "开票日期": "2024年05月10日",
        "票价": "520.50",
        "车次": "G1234",
    }
    found = one(put("客票.ofd", ofd(attached=False, tagged=False, data=data)))
    assert (found.invoice.kind, found.invoice.total) == ("铁路电子客票", 52050)


def test_a_red_invoice_says_which_one_it_takes_back(put):
    changed = {"net": "-300.00", "tax": "-39.00", "total": "-339.00"}
    remark = f"<Remark>被红冲蓝字数电发票号码：{'8' * 20}</Remark></EInvoice>"
    data = tax_xml(**changed).replace(b"</EInvoice>", remark.encode())
    assert one(put("红.xml", data)).invoice.blue == "8" * 20


def test_the_remark_of_an_older_red_invoice(put):
    remark = "<Remark>对应正数发票代码:042001900111号码:12345678</Remark></EInvoice>"
    data = tax_xml(total="-339.00").replace(b"</EInvoice>", remark.encode())
    assert one(put("红.xml", data)).invoice.blue == "04200190011112345678"
