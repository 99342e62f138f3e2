"""资产台账 as Fava shows it: the list, one thing's life, the count, hostile text."""

from __future__ import annotations

import html
import io
import re
from urllib.parse import unquote
from urllib.parse import urlsplit

import pytest
from openpyxl import load_workbook

SCRIPT = "<script>probe()</script>"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c626001000000ffff03000006000557"
    "bfabd40000000049454e44ae426082"
)
BOOKS = """
    option "operating_currency" "CNY"
    2020-01-01 open Assets:163-累计折旧:03-通用设备 CNY
    2023-01-05 custom "asset" "XZ-1" "<script>probe()</script>"
      class: "通用设备"
      cost: 2000.00 CNY
      unit: "008"
      owner: "行政"
      place: "<img src=x onerror=probe()>"
    2024-02-05 custom "asset" "FA-1" "照相机"
      class: "通用设备"
      cost: 4800.00 CNY
      unit: "007"
      custodian: "T0001"
      place: "教工之家"
      serial: "SN-778"
      life: 48
      photo: "fa-1.png"
      voucher: "2024-02 银付-0001"
    2024-02-06 custom "asset-accept" "FA-1"
      by: "T0002"
    2024-02-20 custom "asset-move" "FA-1"
      unit: "008"
      custodian: "T0003"
      place: "学工楼"
    2024-03-05 custom "asset-state" "FA-1" "出借"
      to: "校团委"
      until: 2024-03-20
    2024-03-28 custom "count" "FA-1"
      result: "相符"
      by: "T0001"
    2024-02-05 * "某店" "买照相机"
      id: "E1"
      voucher: "银付-0001"
      unit: "007"
      fund: "10"
      Expenses:507-资本性支出:50702-办公设备   4800.00 CNY
      Assets:102-银行存款:01-基本户          -4800.00 CNY
      Assets:162-固定资产:03-通用设备   1 PC {4800.00 CNY, 2024-02-05, "FA-1"}
      Equity:301-资产基金:30104-固定资产  -4800.00 CNY
    2024-02-29 * "折旧"
      voucher: "转-0001"
      Equity:301-资产基金:30104-固定资产   100.00 CNY
      Assets:163-累计折旧:03-通用设备     -100.00 CNY
    2024-03-31 * "折旧"
      voucher: "转-0001"
      Equity:301-资产基金:30104-固定资产   100.00 CNY
      Assets:163-累计折旧:03-通用设备     -100.00 CNY
    2024-01-01 custom "fava-extension" "union_ledger.reports.pages"
"""


@pytest.fixture
def page(stock_site):
    """Return a function that opens the page of these books."""
    sites = {}

    def opened(text=BOOKS, **arguments):
        site = sites.setdefault(text, stock_site(text) if text not in sites else None)
        return site.text("extension/UnionAssets/", **arguments)

    return opened


def numbers(text):
    """Return the numbers the list shows."""
    return re.findall(r'<td class="ul-code"><a href="[^"]*">([^<]*)</a>', text)


def test_the_list_by_unit_and_by_place(page):
    text = page()
    assert numbers(text) == ["FA-1", "XZ-1"]
    assert "<summary>008 电气学院工会（2 张，原值 4,800.00 元）</summary>" in text
    assert "盘点情况（2024 年）" in text
    by_place = page(by="place")
    assert "<summary>学工楼（1 张" in by_place


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "照相"}, ["FA-1"]),
        ({"q": "fa-1"}, ["FA-1"]),
        ({"q": "sn-778"}, ["FA-1"]),
        ({"unit": "008"}, ["FA-1", "XZ-1"]),
        ({"unit": "007"}, []),
        ({"custodian": "T0003"}, ["FA-1"]),
        ({"custodian": "-"}, ["XZ-1"]),
        ({"place": "学工楼"}, ["FA-1"]),
        ({"state": "出借"}, ["FA-1"]),
        ({"state": "已处置"}, []),
        ({"time": "2023"}, ["XZ-1"]),
    ],
)
def test_the_search(page, asked, found):
    """A plain form with GET: what is asked for stands in the address."""
    text = page(**asked)
    assert numbers(text) == found
    assert ("没有符合条件的资产" in text) is (found == [])
    assert '<form class="ul-form" method="get"' in text


def test_the_whole_life_on_one_page(page):
    """Bought, accepted, moved, lent, counted, written off; overdue since 20 March."""
    text = page(number="FA-1")
    told = re.findall(r'<span class="ul-what">([^<]*)</span>', text)
    assert told == [
        "取得（购置）、建卡", "记账", "验收", "调拨", "出借", "盘点：相符",
    ]  # fmt: skip
    assert "到 008 电气学院工会 T0003 学工楼" in text
    assert "应于 2024-03-20 归还，超期 11 天" in text
    assert re.search(r">2024</th><td[^>]*>2</td><td[^>]*>200.00</td>", text)
    assert "4,600.00 元" in text
    href = re.search(r'<a href="([^"]*)">2024-02 银付-0001 买照相机</a>', text)[1]
    there = urlsplit(html.unescape(href))
    assert unquote(there.path).endswith("/journal/")
    assert 'id:"^E1$"' in unquote(there.query).replace("+", " ")
    assert numbers(text) == []


def test_a_number_that_is_not_there_is_said(page):
    text = page(number="FA-9")
    assert "没有编号为“FA-9”的卡片" in text
    assert numbers(text) == ["FA-1", "XZ-1"]


def test_the_photo_only_from_the_books_documents(page, stock_site, tmp_path):
    """A photo that is no document of the books is named and not handed out."""
    (tmp_path / "fa-1.png").write_bytes(PNG)
    text = page(number="FA-1")
    assert "<img" not in text.split("</style>")[1]
    assert "照片 fa-1.png：" in text
    kept = BOOKS + (
        '    2024-02-05 document Assets:162-固定资产:03-通用设备 "fa-1.png"\n'
    )
    site = stock_site(kept)
    text = site.text("extension/UnionAssets/", number="FA-1")
    src = html.unescape(re.search(r'<img src="([^"]*)"', text)[1])
    answer = site.client.get(src)
    assert (answer.status_code, answer.data) == (200, PNG)


def test_documents_hang_on_the_entries(stock_site, tmp_path):
    (tmp_path / "合同.pdf").write_bytes(b"%PDF-1.4")
    text = BOOKS.replace('"买照相机"', '"买照相机" ^doc-1') + (
        '    2024-02-05 document Assets:102-银行存款:01-基本户 "合同.pdf" ^doc-1\n'
    )
    shown = stock_site(text).text("extension/UnionAssets/", number="FA-1")
    assert ">合同.pdf</a>" in shown


def test_text_of_the_books_stays_text(page):
    for text in (page(), page(number="XZ-1"), page(q=SCRIPT), page(number=SCRIPT)):
        assert SCRIPT not in text
        assert "<img src=x" not in text
        assert html.escape(SCRIPT) in text


def test_what_does_not_agree_is_said_first(page):
    text = page(BOOKS.replace("-100.00 CNY", "-90.00 CNY").replace(" 100.00", " 90.00"))
    shown = re.findall(r'<p class="ul-notice">([^<]*)</p>', text)
    assert any("163 累计折旧 180.00，相差 20.00" in said for said in shown)


@pytest.mark.parametrize(
    "text", ['2024-01-01 custom "fava-extension" "union_ledger.reports.pages"\n']
)
def test_books_without_assets(page, text):
    shown = page(text)
    assert "登记册里还没有资产卡片" in shown
    assert "登记册没有要盘点的资产。" in shown


def test_the_workbook_is_the_register(stock_site):
    site = stock_site(BOOKS)
    answer = site.get("extension/UnionAssets/xlsx", time="2024")
    assert "固定资产台账_2024年度.xlsx" in unquote(
        answer.headers["Content-Disposition"]
    )
    book = load_workbook(io.BytesIO(answer.data))
    cells = [str(cell.value) for sheet in book for row in sheet for cell in row]
    assert "FA-1" in cells
    assert any(value.startswith("=") for value in cells)
