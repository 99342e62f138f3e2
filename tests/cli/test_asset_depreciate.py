"""A month's depreciation: written once, in order of months, catching up late cards."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

MAIN = """\
option "title" "示例工会"
option "operating_currency" "CNY"
plugin "union_ledger.plugins" ""
include "books.beancount"
include "2024/*.beancount"
"""
BOOKS = """\
2020-01-01 custom "unit" "000" "校本级"
2020-01-01 open Assets:102-银行存款:01-基本户 CNY
2020-01-01 open Assets:162-固定资产:03-通用设备:2024 PC "STRICT"
2020-01-01 open Assets:171-无形资产:01-软件 PC "STRICT"
2020-01-01 open Assets:163-累计折旧:03-通用设备 CNY
2020-01-01 open Equity:301-资产基金:30104-固定资产 CNY
2020-01-01 open Equity:301-资产基金:30105-无形资产 CNY
2020-01-01 open Equity:322-工会资金结余:32205-累计结余 CNY
2024-03-12 custom "asset" "FA-2024-0001" "笔记本电脑"
  class: "通用设备"
  cost: 7200.00 CNY
  unit: "000"
  life: 72
2024-05-20 custom "asset" "FA-2024-0002" "投影机"
  class: "通用设备"
  cost: 3600.00 CNY
  unit: "000"
  life: 72
  acquired: 2024-04-10
2024-05-08 custom "asset" "WX-2024-0001" "财务软件"
  class: "无形资产"
  cost: 1200.00 CNY
  unit: "000"
  life: 60
"""
YEAR = """\
2024-01-01 * "年初"
  id: "K0"
  Assets:102-银行存款:01-基本户             1000.00 CNY
  Equity:322-工会资金结余:32205-累计结余   -1000.00 CNY
2024-03-12 * "接受捐赠"
  id: "K1"
  Assets:162-固定资产:03-通用设备:2024   1 PC {7200.00 CNY, 2024-03-12, "FA-2024-0001"}
  Equity:301-资产基金:30104-固定资产      -7200.00 CNY
2024-04-10 * "接受捐赠"
  id: "K2"
  Assets:162-固定资产:03-通用设备:2024   1 PC {3600.00 CNY, 2024-04-10, "FA-2024-0002"}
  Equity:301-资产基金:30104-固定资产      -3600.00 CNY
2024-05-08 * "接受捐赠"
  id: "K3"
  Assets:171-无形资产:01-软件            1 PC {1200.00 CNY, 2024-05-08, "WX-2024-0001"}
  Equity:301-资产基金:30105-无形资产      -1200.00 CNY
"""


@pytest.fixture
def books(tmp_path):
    folder = tmp_path / "账"
    (folder / "2024").mkdir(parents=True)
    for name, text in (("main", MAIN), ("books", BOOKS), ("2024/01", YEAR)):
        (folder / f"{name}.beancount").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def depreciate(run, books):
    return lambda month, *more: run(
        "asset", "depreciate", "--month", month, *more, books
    )


def test_months_are_written_one_after_another(depreciate, run, books, tmp_path):
    """The late card is caught up in its first month; check has nothing to say."""
    for month in ("2024-03", "2024-04"):
        code, out, _ = depreciate(month)
        assert code == 0
        assert "100.00 CNY" in out
    code, out, _ = depreciate("2024-05", "--detail", tmp_path / "五月.xlsx")
    assert code == 0
    assert "晚建卡片 1 张，本月补提以前月份的折旧：FA-2024-0002" in out
    text = (books / "2024" / "05-depreciation.beancount").read_text(encoding="utf-8")
    assert 'id: "ZJ-2024-05"' in text
    # 100.00 and 50.00 of the month, 50.00 of April; 20.00 of the software.
    lines = {
        line.split()[0]: line.split()[1] for line in text.splitlines() if " CNY" in line
    }
    assert lines["Assets:163-累计折旧:03-通用设备"] == "-200.00"
    assert lines["Equity:301-资产基金:30104-固定资产"] == "200.00"
    assert lines["Assets:172-累计摊销"] == "-20.00"
    assert lines["Equity:301-资产基金:30105-无形资产"] == "20.00"
    assert "open Assets:172-累计摊销" in text
    sheet = load_workbook(tmp_path / "五月.xlsx")
    cells = {str(c.value) for page in sheet for row in page.iter_rows() for c in row}
    assert {"FA-2024-0002", "笔记本电脑"} <= cells
    said = run("check", books)[1]
    assert "ZC01" not in said
    assert "借贷不平" not in said


def test_a_dry_run_writes_nothing(depreciate, books):
    code, out, _ = depreciate("2024-03", "--dry-run")
    assert code == 0
    assert "会写到 2024/03-depreciation.beancount" in out
    assert not (books / "2024" / "03-depreciation.beancount").exists()


@pytest.mark.parametrize(
    ("month", "said"),
    [
        ("2024-04", "2024 年 3 月的折旧还没有计提"),
        ("2024-02", "没有要计提的"),
        ("2023-12", "账簿从 2024-01-01 开始"),
        ("2999-01", "还没有到"),
        ("2024", "不是一个月"),
    ],
)
def test_a_month_out_of_order_is_refused(depreciate, month, said):
    code, _, wrong = depreciate(month)
    assert code == 2
    assert said in wrong


def test_a_month_that_is_done_is_not_written_again(depreciate, books):
    """It says whether cards and books agree, and what differs."""
    depreciate("2024-03")
    code, _, wrong = depreciate("2024-03")
    assert code == 2
    assert "已经计提（ZJ-2024-03），累计折旧、摊销与卡片一致" in wrong
    path = books / "2024" / "03-depreciation.beancount"
    text = path.read_text(encoding="utf-8").replace("100.00", "99.99")
    path.write_text(text, encoding="utf-8")
    code, _, wrong = depreciate("2024-03")
    assert code == 2
    assert "通用设备 账上 99.99，卡片 100.00，差 -0.01" in wrong


def test_a_closed_month_is_refused(depreciate, books):
    path = books / "books.beancount"
    text = path.read_text(encoding="utf-8")
    path.write_text(f'{text}2024-04-05 custom "close" 2024-03-31\n', encoding="utf-8")
    code, _, wrong = depreciate("2024-03")
    assert code == 2
    assert "已经结账（结到 2024-03-31）" in wrong
