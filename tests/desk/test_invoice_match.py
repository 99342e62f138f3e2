"""Invoices and payments that are not one to one: paired only where it is certain."""

from __future__ import annotations

import pytest
from beancount import loader
from tests.importers.invoices.conftest import UNION
from tests.importers.invoices.conftest import archive
from tests.importers.invoices.conftest import ofd
from tests.importers.invoices.conftest import tax_xml

from union_ledger.desk.intake import take_invoices

BANK = "Assets:102-银行存款:01-工行基本户:1-自有"
COST = "Expenses:501-职工活动支出:50102-文体活动"
SELLER = "武汉某体育用品有限公司"
ONE, TWO, RED = ("2442000000000000001" + digit for digit in "123")


def entry(name, day, amount, payee=SELLER, more=""):
    return (
        f'{day} * "{payee}" "器材"\n  id: "{name}"\n{more}'
        f"  {COST}   {amount} CNY\n  {BANK}\n"
    )


def invoice(number, total, **more):
    """Return a tax-free invoice of one line."""
    text = tax_xml(number=number, net=total, tax="0.00", total=total, **more).decode()
    start = text.index("<IssuItemInformation>")
    end = text.rindex("</IssuItemInformation>") + len("</IssuItemInformation>")
    return (text[:start] + text[end:]).encode()


def red(number, total, blue):
    remark = f"<Remark>被红冲蓝字数电发票号码：{blue}</Remark></EInvoice>"
    return invoice(number, total).replace(b"</EInvoice>", remark.encode())


@pytest.fixture
def ledger(books):
    """Write entries, and the name that invoices must bear."""
    rules = books / "classify.yaml"
    rules.write_text(
        f"buyers: [{UNION}]\n" + rules.read_text(encoding="utf-8"), encoding="utf-8"
    )

    def write(*entries):
        path = books / "2024" / "05.beancount"
        path.write_text("\n".join(entries), encoding="utf-8")

    return write


@pytest.fixture
def take(books, tmp_path):
    """Import these files and return their results."""

    def run(*contents, dry_run=False):
        paths = []
        for number, data in enumerate(contents):
            path = tmp_path / f"{number}.xml"
            path.write_bytes(data)
            paths.append(path)
        return take_invoices(paths, books, dry_run=dry_run)

    return run


def loaded(books):
    entries, errors, _ = loader.load_file(str(books / "main.beancount"))
    assert errors == []
    return {each.meta["id"]: each.meta for each in entries if each.meta.get("id")}


def test_one_invoice_paid_in_three_parts(books, ledger, take):
    """The later parts say so, or each would be a second claim of the number."""
    ledger(
        entry("A", "2024-05-08", "45.00"),
        entry("B", "2024-05-10", "45.00"),
        entry("X", "2024-05-10", "45.00", "另一家"),
        entry("C", "2024-05-12", "42.60"),
    )
    (result,) = take(invoice(ONE, "132.60"))
    assert result.state == "已附上"
    assert [each.meta["id"] for each in result.entries] == ["A", "B", "C"]
    metas = loaded(books)
    assert [metas[name].get("invoice") for name in "ABCX"] == [ONE, ONE, ONE, None]
    assert [metas[name].get("split-slip") for name in "ABC"] == [
        None,
        "同一张发票分 3 次付款，第 2 次",
        "同一张发票分 3 次付款，第 3 次",
    ]
    (again,) = take(invoice(ONE, "132.60"))
    assert again.state == "已在账上"


def test_parts_that_fit_in_two_ways_are_left_to_a_person(ledger, take):
    ledger(
        entry("A", "2024-05-08", "45.00"),
        entry("B", "2024-05-10", "45.00"),
        entry("C", "2024-05-12", "55.00"),
    )
    (result,) = take(invoice(ONE, "100.00"))
    assert result.state == "待匹配"
    assert result.why.startswith("有 2 种凑法都相符，请自己选定：")


def test_several_invoices_of_one_payment(books, ledger, take):
    ledger(entry("A", "2024-05-08", "100.00"), entry("B", "2024-05-09", "7.00"))
    results = take(invoice(ONE, "60.00"), invoice(TWO, "40.00"))
    assert [result.state for result in results] == ["已附上", "已附上"]
    meta = loaded(books)["A"]
    assert meta["invoice"] == f"{ONE} {TWO}"
    for key in ("document", "document-2"):
        assert (books / meta[key]).is_file()
    assert meta["document-sha256"] != meta["document-2-sha256"]


def test_two_invoices_that_fit_one_payment_are_not_chosen_between(ledger, take):
    ledger(entry("A", "2024-05-08", "60.00"))
    results = take(invoice(ONE, "60.00"), invoice(TWO, "60.00"))
    assert [result.state for result in results] == ["待匹配", "待匹配"]
    assert results[0].why.startswith(f"2 张发票（{ONE}、{TWO}）都只与 ")


def test_a_payment_that_fits_one_alone_is_no_part_of_another(books, ledger, take):
    ledger(entry("A", "2024-05-08", "60.00"), entry("B", "2024-05-08", "40.00"))
    results = take(invoice(ONE, "100.00"), invoice(TWO, "60.00"))
    assert [result.state for result in results] == ["待匹配", "已附上"]
    assert "invoice" not in loaded(books)["B"]


def test_a_red_invoice_goes_to_the_refund_and_names_the_blue_one(books, ledger, take):
    ledger(entry("A", "2024-05-08", "60.00"), entry("B", "2024-05-20", "-60.00"))
    take(invoice(ONE, "60.00"))
    (result,) = take(red(RED, "-60.00", ONE))
    assert result.state == "已附上"
    assert f"蓝字发票 {ONE} 已在 " in result.why
    meta = loaded(books)["B"]
    assert (meta["invoice"], meta["invoice-blue"]) == (RED, ONE)


def test_both_at_once_with_payment_and_refund(books, ledger, take):
    ledger(entry("A", "2024-05-08", "60.00"), entry("B", "2024-05-20", "-60.00"))
    results = take(invoice(ONE, "60.00"), red(RED, "-60.00", ONE))
    assert [result.state for result in results] == ["已附上", "已附上"]
    assert loaded(books)["A"]["invoice"] == ONE


def test_an_invoice_taken_back_is_refused(books, ledger, take):
    """No refund came: the firm has cancelled what the union is asked to pay."""
    ledger(entry("A", "2024-05-08", "60.00"))
    blue, taken = take(invoice(ONE, "60.00"), red(RED, "-60.00", ONE))
    assert (blue.state, taken.state) == ("拒收", "待匹配")
    assert blue.why == f"发票 {ONE} 已被红冲，红字发票在 1.xml"
    assert "invoice" not in loaded(books)["A"]


def test_an_invoice_taken_back_on_the_books_is_refused(ledger, take):
    more = f'  invoice: "{RED}"\n  invoice-blue: "{ONE}"\n'
    ledger(
        entry("A", "2024-05-08", "60.00"),
        entry("B", "2024-05-20", "-60.00", more=more),
    )
    (blue,) = take(invoice(ONE, "60.00"))
    assert blue.state == "拒收"
    assert f"发票 {ONE} 已被红冲，红字发票在 " in blue.why
    assert blue.why.endswith("05.beancount:6")


def test_a_red_invoice_that_names_no_blue_one_is_refused(ledger, take):
    ledger(entry("B", "2024-05-20", "-60.00"))
    (result,) = take(invoice(RED, "-60.00"))
    assert "没有写被红冲的蓝字发票号码" in result.why


def test_a_number_of_a_former_year_and_another_unit(books, ledger, take):
    """Every year and unit that the books include is one index; both places are told."""
    (books / "2023").mkdir()
    old = books / "2023" / "12.beancount"
    more = f'  unit: "007"\n  invoice: "{ONE}"\n  document-sha256: "{"0" * 64}"\n'
    old.write_text(entry("Y", "2023-12-30", "60.00", more=more), encoding="utf-8")
    main = books / "main.beancount"
    text = main.read_text(encoding="utf-8")
    main.write_text('include "2023/*.beancount"\n' + text, encoding="utf-8")
    ledger(entry("A", "2024-05-08", "60.00"))
    (result,) = take(invoice(ONE, "60.00"))
    assert result.state == "拒收"
    assert result.why.startswith(f"0.xml 的发票 {ONE} 已在 ")
    assert result.why.endswith("2023/12.beancount:1 报销过")


def test_a_number_twice_in_an_archive_and_beside_it(ledger, take):
    ledger(entry("A", "2024-05-08", "60.00"))
    packed = archive({"a.xml": invoice(ONE, "60.00"), "b.xml": invoice(ONE, "60.00")})
    results = take(packed, invoice(ONE, "60.00"), dry_run=True)
    assert [result.state for result in results] == ["可附上", "拒收", "拒收"]
    assert "与 0.xml › a.xml 是同一张" in results[1].why
    assert "与 0.xml › a.xml 是同一张" in results[2].why


def test_one_invoice_in_two_formats_of_one_download_is_one(ledger, take):
    """The platform's archive has the same invoice as XML and as OFD."""
    ledger(entry("A", "2024-05-08", "339.00"))
    number = "24420000000000000025"
    xml = tax_xml(number=number, day="2024-05-07")
    results = take(archive({"a.ofd": ofd(), "b.xml": xml}))
    assert [result.state for result in results] == ["同一张", "已附上"]
    assert not results[0].failed


def test_a_number_that_is_none_does_not_reach_the_books(ledger, take):
    ledger(entry("A", "2024-05-08", "60.00"))
    (result,) = take(invoice("1234567&quot; x", "60.00"))
    assert "认不出来" in result.why
