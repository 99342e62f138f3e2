"""银行对账 as stock Fava shows it."""

from __future__ import annotations

import io
import re

from openpyxl import load_workbook

BANK = """
    option "operating_currency" "CNY"
    2024-01-01 * "年初余额"
      id: "KY-1"
      Assets:102-银行存款:01-基本户            1000.00 CNY
      Equity:322-工会资金结余:32205-累计结余   -1000.00 CNY
    2024-01-31 * "<script>probe()</script>" "场地"
      id: "BX-1"
      voucher: "银付-0001"
      unit: "007"
      fund: "10"
      Expenses:501-职工活动支出:50102-文体活动   88.00 CNY
      Assets:102-银行存款:01-基本户            -88.00 CNY
        import-ids: "0001-00000000000000a1"
        bank-date: 2024-02-01
    2024-01-31 custom "statement" "Assets:102-银行存款:01-基本户" 1000.00 CNY
      own-account: "0001"
      first: 2024-01-02
      opening: 1000.00 CNY
      rows: 0
      source-file: "一月.xlsx"
    2024-02-29 custom "statement" "Assets:102-银行存款:01-基本户" 912.00 CNY
      own-account: "0001"
      first: 2024-02-01
      opening: 1000.00 CNY
      rows: 1
      source-file: "二月.xlsx"
    2024-01-01 custom "fava-extension" "union_ledger.reports.pages"
"""
PAGE = "extension/UnionStatements/"


def test_a_month_shows_its_form(stock_site):
    """Both sides, what is open, and the verdict; markup of the books stays text."""
    page = stock_site(BANK).text(PAGE, time="2024-01")
    assert "<h2>基本户 2024-01</h2>" in page
    assert "结论：相符" in page
    assert "2024-01-31 银付-0001（0 天）\n&lt;script&gt;probe()" in page
    assert "<script>probe()" not in page
    assert re.search(r"调节后余额</th>\s*<td[^>]*>912\.00</td>", page)
    assert "基本户 2024-02" not in page


def test_the_whole_year_and_its_workbook(stock_site):
    """Every month the books have come to, on the page and in the file."""
    site = stock_site(BANK)
    page = site.text(PAGE, time="2024")
    assert [m for m in ("01", "02", "03") if f"<h2>基本户 2024-{m}</h2>" in page] == [
        "01",
        "02",
    ]
    answer = site.get(f"{PAGE}xlsx", time="2024")
    names = load_workbook(io.BytesIO(answer.data)).sheetnames
    assert "基本户 2024-01" in names
    assert "基本户 2024-02" in names
