"""Pictures: a row to type, and then attached; and the results of 查验."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from datetime import date

import pytest
from beancount import loader
from tests.importers.invoices.conftest import UNION
from tests.importers.invoices.conftest import tax_xml
from tests.importers.invoices.papers import NUMBER
from tests.importers.invoices.papers import QR
from tests.importers.invoices.papers import SELLER
from tests.importers.invoices.papers import pdf
from tests.importers.invoices.papers import picture

from union_ledger.core.errors import InputError
from union_ledger.desk.intake import take_invoices
from union_ledger.desk.journal import Journal

BANK = "Assets:102-银行存款:01-工行基本户:1-自有"
COST = "Expenses:501-职工活动支出:50102-文体活动"
PENDING = "documents/发票/待登记.csv"
ENTRY = f"""\
2024-05-08 ! "{SELLER}" "羽毛球"
  id: "K1"
  {COST}   339.00 CNY
  {BANK}  -339.00 CNY
"""


@pytest.fixture(autouse=True)
def ledger(books):
    path = books / "2024" / "05.beancount"
    path.write_text(ENTRY, encoding="utf-8")
    rules = books / "classify.yaml"
    rules.write_text(
        f"buyers: [{UNION}]\n" + rules.read_text(encoding="utf-8"), encoding="utf-8"
    )
    return path


@pytest.fixture
def take(books, tmp_path):
    """Import one file of this content."""

    def run(name, data, *, dry_run=False):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return take_invoices([path], books, dry_run=dry_run)

    return run


def rows_of(books):
    data = (books / PENDING).read_bytes()
    # As written by us, or as saved by a person.
    text = data.decode("utf-8-sig" if data.startswith(b"\xef") else "gb18030")
    return list(csv.DictReader(io.StringIO(text)))


def fill(books, **values):
    """Fill the one row of 待登记.csv as a person does, and save it as Excel does."""
    (row,) = rows_of(books)
    file = io.StringIO()
    writer = csv.DictWriter(file, row | values)
    writer.writeheader()
    writer.writerow(row | values)
    (books / PENDING).write_bytes(file.getvalue().encode("gb18030"))


def meta_of(books):
    entries, errors, _ = loader.load_file(str(books / "main.beancount"))
    assert errors == []
    return next(each.meta for each in entries if each.meta.get("id") == "K1")


def test_a_picture_is_typed_and_then_attached(books, take):
    """From the telephone's picture to the entry, through the command line."""
    photo = picture(pdf([], QR))
    (result,) = take("照片.png", photo)
    assert result.state == "待补录"
    (row,) = rows_of(books)
    assert row["发票号码"].strip() == NUMBER
    assert (row["开票日期"], row["价税合计"]) == ("2024-05-06", "339.00")
    assert (books / "documents/发票" / row["文件"]).read_bytes() == photo
    fill(books, 销售方=SELLER, 购买方=UNION, 查验日期="2024/6/3", 查验结果="一致")
    command = [sys.executable, "-m", "union_ledger.cli", "import", "--into", books]
    done = subprocess.run(
        [*command, books / PENDING], capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "已附上" in done.stdout
    meta = meta_of(books)
    assert meta["invoice"] == NUMBER
    assert (books / meta["document"]).read_bytes() == photo
    assert meta["document"].endswith(".png")
    assert (meta["invoice-verified"], meta["invoice-verify"]) == (
        date(2024, 6, 3),
        "一致",
    )
    # The row is done, and the picture waits no more.
    assert rows_of(books) == []
    assert not (books / "documents/发票" / row["文件"]).exists()
    (again,) = take("照片.png", photo)
    assert again.state == "已在账上"


def test_a_blank_picture_is_unread_and_listed_once(books, take):
    photo = picture(pdf([]))
    for _ in range(2):
        (result,) = take("照片.png", photo)
        assert (result.state, result.failed) == ("未读取", True)
        assert f"已列入 {PENDING}" in result.why
    (row,) = rows_of(books)
    assert row["发票号码"] == ""


def test_what_a_person_typed_stays_when_another_picture_comes(books, take):
    take("一.png", picture(pdf([])))
    fill(books, 发票号码="12345678", 销售方="某店")
    take("二.png", picture(pdf([], QR)))
    first, second = rows_of(books)
    assert (first["发票号码"].strip(), first["销售方"]) == ("12345678", "某店")
    assert second["发票号码"].strip() == NUMBER


def test_a_dry_run_lists_nothing(books, take):
    (result,) = take("照片.png", picture(pdf([])), dry_run=True)
    assert result.state == "未读取"
    assert not (books / PENDING).exists()


def test_a_row_half_filled_says_what_is_missing(books, take):
    take("照片.png", picture(pdf([], QR)))
    fill(books, 销售方=SELLER)
    (result,) = take_invoices([books / PENDING], books, dry_run=False)
    assert result.state == "待补录"
    assert result.why == "未读取：登记表第 2 行还没有填购买方"
    assert len(rows_of(books)) == 1


def test_what_is_typed_must_agree_with_the_code(books, take):
    take("照片.png", picture(pdf([], QR)))
    fill(books, 销售方=SELLER, 购买方=UNION, 价税合计="3390.00")
    (result,) = take_invoices([books / PENDING], books, dry_run=False)
    assert result.state == "拒收"
    assert "价税合计不一致：登记表第 2 行是 3,390.00，文件里是 339.00" in result.why


def test_a_number_that_excel_has_cut_is_refused(books, take):
    take("照片.png", picture(pdf([], QR)))
    fill(books, 发票号码="2.442E+19")
    with pytest.raises(InputError, match="被表格软件变成了科学计数"):
        take_invoices([books / PENDING], books, dry_run=False)


def test_a_table_of_one_s_own_names_files_beside_it_only(take, tmp_path):
    head = "文件,发票代码,发票号码,开票日期,销售方,购买方,金额,税额,价税合计\n"
    (tmp_path / "a.png").write_bytes(picture(pdf([])))
    good = f"a.png,,{NUMBER},2024-05-06,{SELLER},{UNION},300.00,39.00,339.00\n"
    bad = good.replace("a.png", "../a.png")
    first, second = take("发票登记.csv", head + good + bad, dry_run=True)
    assert (first.state, second.state) == ("可附上", "拒收")
    assert "不在登记表所在的文件夹里" in second.why


CHECKS = "发票号码,查验日期,查验结果\n"


def test_a_result_of_looking_up_goes_to_the_entry(books, take):
    take("a.xml", tax_xml())
    (result,) = take("查验结果.csv", CHECKS + f"{NUMBER},2024-06-03,相符\n")
    assert result.state == "已登记查验"
    meta = meta_of(books)
    assert (meta["invoice-verified"], meta["invoice-verify"]) == (
        date(2024, 6, 3),
        "相符",
    )
    (again,) = take("查验结果.csv", CHECKS + f"{NUMBER},2024-06-03,相符\n")
    assert again.state == "已在账上"


@pytest.mark.parametrize("said", ["作废", "红冲", "不一致", "查无此票"])
def test_a_bad_result_refuses_the_invoice(books, tmp_path, said):
    (tmp_path / "a.xml").write_bytes(tax_xml())
    (tmp_path / "查验.csv").write_text(CHECKS + f"{NUMBER},2024-06-03,{said}\n")
    paths = [tmp_path / "a.xml", tmp_path / "查验.csv"]
    (result,) = take_invoices(paths, books, dry_run=False)
    assert result.state == "拒收"
    assert result.why == f"查验结果是“{said}”（查验.csv 第 2 行）"
    assert "invoice" not in meta_of(books)


def test_a_bad_result_of_an_attached_invoice_names_the_place(take):
    take("a.xml", tax_xml())
    (result,) = take("查验.csv", CHECKS + f"{NUMBER},2024-06-03,作废\n")
    assert (result.state, result.failed) == ("拒收", True)
    assert result.entry.endswith("05.beancount:1")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (f"{NUMBER},2024-06-03,\n", "没有写查验结果"),
        (f"{NUMBER},,一致\n", "没有写查验日期"),
        (f"{NUMBER},2024-06-31,一致\n", "查验日期“2024-06-31”不存在"),
        (",2024-06-03,一致\n", "没有写发票号码"),
        (
            f"{NUMBER},2024-06-03,一致\n{NUMBER},2024-06-03,作废\n",
            "查验结果有两个",
        ),
    ],
)
def test_a_table_of_results_that_is_wrong_says_where(take, row, said):
    with pytest.raises(InputError, match=said):
        take("查验.csv", CHECKS + row)


def test_a_number_that_the_books_do_not_know(take):
    (result,) = take("查验.csv", CHECKS + f"{'7' * 20},2024-06-03,一致\n")
    assert (result.state, result.why) == ("待匹配", f"账上没有发票 {'7' * 20}")


def test_looked_up_before_it_was_issued(books, tmp_path):
    (tmp_path / "查验.csv").write_text(CHECKS + f"{NUMBER},2024-05-01,一致\n")
    (tmp_path / "a.xml").write_bytes(tax_xml())
    paths = [tmp_path / "a.xml", tmp_path / "查验.csv"]
    (result,) = take_invoices(paths, books, dry_run=True)
    assert "查验日期 2024-05-01 早于开票日期 2024-05-06" in result.why


def test_a_table_that_changed_meanwhile_is_not_overwritten(books):
    """Someone saved it in Excel while the import was running."""
    table = books / "表.csv"
    table.write_bytes(b"typed by a person")
    with Journal(books) as journal:
        with pytest.raises(InputError, match="刚刚变了"):
            journal.replace(table, b"as it was read", b"new")
        with pytest.raises(InputError, match="刚刚变了"):
            journal.replace(table, None, b"new")
        assert table.read_bytes() == b"typed by a person"
        journal.replace(table, b"typed by a person", b"new")
    assert table.read_bytes() == b"new"
