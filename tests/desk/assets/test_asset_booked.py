"""Cards for a purchase that the bank's statement has brought into the books."""

from __future__ import annotations

import pytest

from union_ledger.core.errors import InputError

PAYMENT = """\
2024-02-10 * "武汉某公司" "购台式计算机两台"
  id: "0001-abc"
  voucher: "银付-0003"
  unit: "007"
  fund: "10"
  Expenses:507-资本性支出:50702-办公设备  9000.00 CNY
    note: "两台"
  Assets:102-银行存款:01-工行基本户:1-自有  -9000.00 CNY

2024-02-11 * "别的一笔"
  id: "0001-def"
  Assets:101-库存现金  10.00 CNY
  Assets:102-银行存款:01-工行基本户:1-自有  -10.00 CNY
"""
BUY = (
    "buy --entry 0001-abc --name 台式计算机 --class 通用设备 --unit 007 "
    "--custodian T0071"
)


@pytest.fixture
def paid(asset_books):
    path = asset_books / "2024" / "02-bank.beancount"
    path.write_text(PAYMENT, encoding="utf-8")
    return path


def test_the_legs_go_into_the_same_entry(paid, asset, asset_books, whole):
    """The payment is not booked twice: four legs in one entry, the cards below it."""
    said = asset(f"{BUY} --cards 2")
    assert "付款已经在账（2024-02 银付-0003），不重复记" in said
    ledger = whole(asset_books)
    (entry,) = [e for e in ledger.books.entries if e.id == "0001-abc"]
    assert [(row.code[:3], row.amount) for row in entry.rows] == [
        ("507", 900000),
        ("102", -900000),
        ("162", 450000),
        ("162", 450000),
        ("301", -900000),
    ]
    cards = ledger.books.registers.assets
    assert cards["FA-2024-0001"].voucher == "2024-02 银付-0003"
    assert cards["FA-2024-0002"].cost == 450000
    text = paid.read_text(encoding="utf-8")
    first, second = PAYMENT.split("\n\n")
    assert text.startswith(first)
    assert text.endswith(f"\n\n{second}")


def test_it_is_shown_as_a_diff(paid, asset, file_regression):
    """A dry run shows the lines and where they go, and changes nothing."""
    said = asset(f"{BUY} --dry-run")
    assert paid.read_text(encoding="utf-8") == PAYMENT
    file_regression.check(said, encoding="utf-8")


def test_line_ends_stay(paid, asset, asset_books, whole):
    """A file from Windows keeps its line ends, and the new lines have them too."""
    paid.write_bytes(PAYMENT.replace("\n", "\r\n").encode())
    asset(BUY)
    data = paid.read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")
    whole(asset_books)


@pytest.mark.usefixtures("paid")
def test_part_after_part(asset, asset_books, whole):
    """What 507 paid for is put on cards part by part, and no part twice."""
    said = asset(f"{BUY} --cost 4000")
    assert "还有 5,000.00 元没有对应的资产" in said
    with pytest.raises(InputError, match=r"还有 5,000.00 元没有对应的资产"):
        asset(f"{BUY} --cost 5001")
    asset(f"{BUY.replace('台式计算机', '打印机')}")
    ledger = whole(asset_books)
    assert ledger.books.registers.assets["FA-2024-0002"].cost == 500000
    with pytest.raises(InputError, match="已经全部登记为资产"):
        asset(BUY)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (BUY.replace("0001-abc", "0001-xyz"), "没有编号是 0001-xyz 的分录"),
        (BUY.replace("0001-abc", "0001-def"), "没有资本性支出"),
        (f"{BUY} --fund 10", "不能再写 --fund"),
        (f"{BUY} --date 2024-02-10", "不能再写 --date"),
        (f"{BUY} --number FA-2022-0001", "已经登记过"),
    ],
)
def test_what_is_no_such_purchase(words, said, paid, asset):
    """It is refused, and the entry stays as it was."""
    with pytest.raises(InputError, match=said):
        asset(words)
    assert paid.read_text(encoding="utf-8") == PAYMENT
