"""``import`` of invoices: the entry that paid gets number, document and hash."""

from __future__ import annotations

from hashlib import sha256

import pytest
from beancount import loader
from tests.importers.invoices.conftest import UNION
from tests.importers.invoices.conftest import tax_xml

from union_ledger.core.errors import InputError
from union_ledger.desk.intake import take_invoices
from union_ledger.desk.invoice_text import invoice_summary

BANK = "Assets:102-银行存款:01-工行基本户:1-自有"
COST = "Expenses:501-职工活动支出:50102-文体活动"
ENTRIES = f"""\
2024-05-08 ! "武汉某体育用品有限公司" "羽毛球"
  id: "K1"
  {COST}   339.00 CNY
  {BANK}  -339.00 CNY

2024-05-09 ! "李四" "垫付器材款"
  id: "K2"
  {COST}   88.00 CNY
  {BANK}

2024-05-10 * "武汉某食品有限公司" "慰问品"
  id: "K3"
  invoice: "24420000000000000777"
  {COST}   50.00 CNY
  {BANK}  -50.00 CNY
"""


@pytest.fixture
def ledger(books):
    path = books / "2024" / "05.beancount"
    path.write_text(ENTRIES, encoding="utf-8")
    rules = books / "classify.yaml"
    rules.write_text(
        f"buyers: [{UNION}]\n" + rules.read_text(encoding="utf-8"), encoding="utf-8"
    )
    return path


@pytest.fixture
def files(tmp_path):
    def write(*invoices):
        paths = []
        for number, data in enumerate(invoices):
            path = tmp_path / f"{number}.xml"
            path.write_bytes(data)
            paths.append(path)
        return paths

    return write


def test_an_invoice_is_attached_to_the_entry_that_paid_it(books, ledger, files):
    (path,) = files(tax_xml())
    (result,) = take_invoices([path], books, dry_run=False)
    assert (result.state, result.why) == ("已附上", "")
    kept = books / "documents/发票/2024/2024-05-06.24420000000000000017.xml"
    assert kept.read_bytes() == tax_xml()
    entries, errors, _ = loader.load_file(str(books / "main.beancount"))
    assert errors == []
    (entry,) = [e for e in entries if e.meta.get("id") == "K1"]
    assert entry.meta["invoice"] == "24420000000000000017"
    assert entry.meta["document"] == str(kept.relative_to(books))
    assert entry.meta["document-sha256"] == sha256(tax_xml()).hexdigest()
    # Nothing but the three lines is new.
    new = ledger.read_text(encoding="utf-8").splitlines()
    assert new[:1] + new[4:] == ENTRIES.splitlines()


def test_a_second_import_finds_it_on_the_books(books, ledger, files):
    paths = files(tax_xml())
    take_invoices(paths, books, dry_run=False)
    before = ledger.read_text(encoding="utf-8")
    (again,) = take_invoices(paths, books, dry_run=False)
    assert again.state == "已在账上"
    assert again.entry.endswith("05.beancount:1")
    assert ledger.read_text(encoding="utf-8") == before


def test_a_dry_run_writes_nothing(books, ledger, files):
    (result,) = take_invoices(files(tax_xml()), books, dry_run=True)
    assert result.state == "可附上"
    assert ledger.read_text(encoding="utf-8") == ENTRIES
    assert not (books / "documents").exists()


@pytest.mark.usefixtures("ledger")
def test_the_same_number_twice_names_both_places(books, files):
    first, second = take_invoices(files(tax_xml(), tax_xml()), books, dry_run=True)
    assert first.state == "可附上"
    assert (second.state, second.why) == (
        "拒收",
        "发票 24420000000000000017 与 0.xml 是同一张",
    )


@pytest.mark.usefixtures("ledger")
def test_what_does_not_fit_is_told_and_not_guessed(books, files):
    """A colleague was refunded; nothing was spent; and two that fit are not chosen."""
    results = take_invoices(
        files(
            tax_xml(number="1" * 20, net="80.00", tax="8.00", total="88.00"),
            tax_xml(number="2" * 20, net="1.00", tax="0.00", total="1.00"),
        ),
        books,
        dry_run=False,
    )
    # Their lines of goods add up to another amount: that is said first.
    assert {result.state for result in results} == {"拒收"}
    text = invoice_summary(results)
    assert "明细金额合计 300.00 ≠ 票面合计金额 80.00" in text
    assert "发票共 2 张：拒收 2 张。" in text


def test_two_entries_that_fit_are_left_to_a_person(books, ledger, files):
    twice = ENTRIES + ENTRIES.split("\n\n", maxsplit=1)[0].replace("K1", "K9") + "\n"
    ledger.write_text(twice, encoding="utf-8")
    (result,) = take_invoices(files(tax_xml()), books, dry_run=False)
    assert result.state == "待匹配"
    assert "有 2 笔支出都相符，请自己选定" in result.why
    assert ledger.read_text(encoding="utf-8") == twice


def test_another_payee_is_named_but_nothing_attached(books, ledger, files):
    (result,) = take_invoices(files(tax_xml(seller="另一家公司")), books, dry_run=False)
    assert result.state == "待匹配"
    assert "金额相符但收款人不是“另一家公司”，请核对：" in result.why
    assert ledger.read_text(encoding="utf-8") == ENTRIES


def test_books_without_the_union_s_own_name(books, files):
    with pytest.raises(InputError, match="没有写本工会的发票抬头"):
        take_invoices(files(tax_xml()), books, dry_run=False)
