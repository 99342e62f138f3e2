"""PDF invoices and pictures: read by place, proven by what else they say."""

from __future__ import annotations

import time
import zlib
from datetime import date

import pytest
from tests.importers.invoices.conftest import tax_xml
from tests.importers.invoices.papers import NUMBER
from tests.importers.invoices.papers import QR
from tests.importers.invoices.papers import SELLER
from tests.importers.invoices.papers import UNION
from tests.importers.invoices.papers import digital
from tests.importers.invoices.papers import fiscal
from tests.importers.invoices.papers import older
from tests.importers.invoices.papers import pdf
from tests.importers.invoices.papers import picture
from tests.importers.invoices.papers import rail

from union_ledger.importers.invoices import pdf as reader
from union_ledger.importers.invoices.qr import read_code
from union_ledger.importers.invoices.reading import read_invoices

OLDER_QR = "01,10,042001900111,12345678,1000.00,20210305,12345678901234567890,AB12,"


@pytest.fixture
def read(put):
    """Read the one invoice of a file of these bytes."""

    def one(data, name="票.pdf"):
        (found,) = read_invoices(put(name, data))
        return found

    return one


def test_a_digital_invoice_buyer_left_and_seller_right(read):
    invoice = read(pdf(digital(), QR)).invoice
    assert (invoice.number, invoice.code) == (NUMBER, "")
    assert invoice.day == date(2024, 5, 6)
    assert (invoice.buyer, invoice.seller) == (UNION, SELLER)
    assert (invoice.buyer_id, invoice.seller_id) == (
        "81420000MC00000000",
        "91420000MA00000000",
    )
    assert (invoice.net, invoice.tax, invoice.total) == (30000, 3900, 33900)
    assert [(line.name, line.net, line.tax) for line in invoice.lines] == [
        ("*体育用品*羽毛球", 10000, 1300),
        ("*体育用品*球拍", 20000, 2600),
    ]
    assert list(invoice.problems([UNION])) == []


def test_an_older_invoice_buyer_above_and_seller_below(read):
    """The cipher beside the buyer, and 免税 with stars, are not taken for values."""
    invoice = read(pdf(older(), OLDER_QR)).invoice
    assert (invoice.code, invoice.number) == ("042001900111", "12345678")
    assert invoice.day == date(2021, 3, 5)
    assert (invoice.buyer, invoice.seller) == (UNION, "武汉某食品有限公司")
    assert (invoice.net, invoice.tax, invoice.total) == (100000, 0, 100000)


def test_an_older_invoice_without_a_buyer_is_not_given_the_cipher(read):
    found = read(pdf(older(buyer=""), OLDER_QR))
    assert found.invoice is None
    assert "读不出购买方名称" in found.why


def test_text_alone_is_enough(read):
    assert read(pdf(digital())).invoice.total == 33900


def test_goods_that_do_not_add_up_are_left_out_not_claimed(read):
    """The columns are found by eye: that the sums are right, the totals prove."""
    invoice = read(
        pdf(digital(net="301.00", total="340.00", capital="叁佰肆拾圆整"))
    ).invoice
    assert invoice.lines == ()


@pytest.mark.parametrize(
    ("texts", "qr", "said"),
    [
        (
            digital(),
            QR.replace(NUMBER, NUMBER[:-1] + "8"),
            f"发票号码不一致：票面文字是 {NUMBER}，二维码是 {NUMBER[:-1]}8",
        ),
        (
            digital(),
            QR.replace("339.00", "39.00"),
            "金额不一致：票面文字是 339.00，二维码是 39.00",
        ),
        (
            digital(),
            QR.replace("20240506", "20240507"),
            "开票日期不一致：票面文字是 2024-05-06，二维码是 2024-05-07",
        ),
        (
            digital(total="839.00"),
            QR,
            "价税合计大写是 339.00，小写是 839.00，不一致",
        ),
        (older(), OLDER_QR.replace("042001900111", "042001900112"), "发票代码不一致"),
    ],
)
def test_parts_that_contradict_are_refused_with_both_values(read, texts, qr, said):
    found = read(pdf(texts, qr))
    assert found.invoice is None
    assert said in found.why


def test_the_info_dictionary_must_agree_and_helps_out(read):
    info = {"InvoiceNumber": NUMBER, "IssueTime": "2024-05-06"}
    assert read(pdf(digital(), info=info)).invoice.number == NUMBER
    without = [each for each in digital() if each[2] not in {NUMBER, "发票号码："}]
    assert read(pdf(without, info=info)).invoice.number == NUMBER
    other = read(pdf(digital(), info=info | {"TotalAmWithoutTax": "30.00"}))
    assert "合计金额不一致：文件属性是 30.00，票面文字是 300.00" in other.why


def test_attached_xml_wins_and_must_agree(read):
    with_xml = pdf([], QR, attached=tax_xml())
    assert [line.net for line in read(with_xml).invoice.lines] == [10000, 20000]
    other = read(pdf(digital(), attached=tax_xml(number="9" * 20)))
    assert f"附带的 XML是 {'9' * 20}，票面文字是 {NUMBER}" in other.why


def test_a_scan_and_a_picture_give_what_their_code_says(read):
    """Buyer and seller stand in no code: a person must read them."""
    for data, name in ((pdf([], QR), "扫描.pdf"), (picture(pdf([], QR)), "照片.png")):
        found = read(data, name)
        assert found.invoice is None
        assert found.known == {
            "number": NUMBER,
            "day": "20240506",
            "total": "339.00",
        }
        assert "读不出销售方名称、购买方名称、合计金额" in found.why


def test_a_picture_without_a_code_is_unread(read):
    found = read(picture(pdf([])), "照片.png")
    assert (found.invoice, found.known) == (None, {})
    assert found.why.startswith("未读取：图片里读不出发票号码")


def test_two_invoices_in_one_pdf_are_not_mixed(read):
    second = [(x, y + 5, text) for x, y, text in digital(number="9" * 20)]
    found = read(pdf([*digital(), *second]))
    assert f"这个 PDF 里有 2 张发票：{NUMBER}、{'9' * 20}" in found.why


def test_a_red_invoice_names_the_blue_one(read):
    red = digital(
        net="-300.00",
        tax="-39.00",
        total="-339.00",
        capital="（负数）叁佰叁拾玖圆整",
        remark=f"被红冲蓝字数电发票号码：{'8' * 20} 红字发票信息确认单编号：4200",
    )
    invoice = read(pdf(red)).invoice
    assert (invoice.number, invoice.total, invoice.blue) == (NUMBER, -33900, "8" * 20)


def test_a_fiscal_receipt(read):
    invoice = read(pdf(fiscal())).invoice
    assert invoice.kind == "财政电子票据"
    assert (invoice.code, invoice.number) == ("42010124", "0001234567")
    assert (invoice.buyer, invoice.seller) == (UNION, "某某培训中心")
    assert (invoice.day, invoice.total) == (date(2024, 6, 3), 50000)
    assert list(invoice.problems([UNION])) == []
    other = read(pdf(fiscal(buyer="某某大学"))).invoice
    assert "购买方是“某某大学”，不是本工会" in list(other.problems([UNION]))


def test_a_rail_ticket_without_its_passenger(read):
    invoice = read(pdf(rail())).invoice
    assert (invoice.kind, invoice.total) == ("铁路电子客票", 52050)
    assert [line.name for line in invoice.lines] == [
        "2024年05月08日 G1234 武汉站—北京西站"
    ]
    assert list(invoice.problems([UNION])) == []
    assert "张三丰" not in repr(invoice)
    assert "0012" not in repr(invoice)


def test_a_rail_ticket_may_name_no_buyer_but_no_other(read):
    assert list(read(pdf(rail(buyer=""))).invoice.problems([UNION])) == []
    other = read(pdf(rail(buyer="购买方名称：某某公司"))).invoice
    assert list(other.problems([UNION])) == ["购买方是“某某公司”，不是本工会"]


@pytest.fixture
def without(monkeypatch, tmp_path):
    """Hide a library from the child process."""

    def hide(name):
        (tmp_path / f"{name}.py").write_text("raise ImportError", encoding="utf-8")
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    return hide


def test_without_the_library_a_person_can_type(read, without):
    without("pdfplumber")
    found = read(pdf(digital(), QR))
    assert found.known == {}
    assert (
        "没有装读 PDF 和图片的库，请运行 pip install pdfplumber zxing-cpp" in found.why
    )


def test_without_the_code_reader_text_is_read_and_pictures_say_so(read, without):
    without("zxingcpp")
    assert read(pdf(digital(), QR)).invoice.number == NUMBER
    assert "没有装 zxing-cpp" in read(picture(pdf([], QR)), "照片.png").why


def test_a_locked_and_a_broken_pdf(read):
    from reportlab.lib.pdfencrypt import StandardEncryption

    locked = pdf(digital(), lock=StandardEncryption("secret"))
    assert "加了打开密码" in read(locked).why
    whole = pdf(digital())
    assert read(whole[: len(whole) // 3]).invoice is None


def test_a_pdf_that_never_ends_is_stopped(read, without, monkeypatch, tmp_path):
    """Whatever the library does with a hostile file, the import goes on."""
    monkeypatch.setattr(reader, "LIMITS", reader.ChildLimits(1 << 30, 1))
    without("pdfplumber")
    (tmp_path / "pdfplumber.py").write_text("while True: pass", encoding="utf-8")
    found = read(pdf(digital()))
    assert (found.invoice, found.known) == (None, None)
    assert "用尽了内存或时间" in found.why


def test_a_code_of_something_else_is_no_invoice(read):
    assert read_code("https://example.com/?01,10,1,2,3") is None
    assert read(picture(pdf([], "https://example.com")), "图.png").known == {}


def raw(catalog=b"", content=b""):
    """Return a PDF of one page, written by hand."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R" + catalog + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 397]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream"
        % (len(content), content),
        b"<</Kids[5 0 R 5 0 R]>>",
    ]
    body = b"%PDF-1.7\n"
    for number, each in enumerate(objects, 1):
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    return body + b"trailer<</Size 6/Root 1 0 R>>\n%%EOF"


@pytest.mark.parametrize(
    "data",
    [
        raw(content=zlib.compress(bytes(1 << 30), 9)),
        raw(b"/Names<</EmbeddedFiles 5 0 R>>", zlib.compress(b"")),
        raw(b"/Names " + b"[" * 100_000),
    ],
    ids=["bomb", "tree without end", "deep"],
)
def test_a_hostile_pdf_is_no_invoice_and_soon_so(read, data):
    start = time.monotonic()
    assert read(data).invoice is None
    assert time.monotonic() - start < 13
