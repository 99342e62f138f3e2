"""二级工会经费明细: one unit's sheets, tied to the report on all of them."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from union_ledger.core.errors import InputError
from union_ledger.core.ledger import load_ledger
from union_ledger.core.period import parse_period
from union_ledger.reports.cells import value_of
from union_ledger.reports.formats import FORMATS
from union_ledger.reports.formats import render
from union_ledger.reports.unit_use import ASSETS
from union_ledger.reports.unit_use import ENTRIES
from union_ledger.reports.unit_use import LINES
from union_ledger.reports.unit_use import MOVES
from union_ledger.reports.unit_use import unit_use
from union_ledger.reports.utilisation import BY_UNIT
from union_ledger.reports.utilisation import utilisation

YEAR = (Path(__file__).parent / "small_year.beancount").read_text(encoding="utf-8")
CARDS = """
2023-05-06 custom "asset" "FA-2023-0001" "跑步机"
  class: "专用设备"
  cost: 9000.00 CNY
  unit: "008"
  place: "小家"
2023-05-06 custom "asset" "FA-2023-0002" "电脑"
  class: "通用设备"
  cost: 5000.00 CNY
  unit: "007"
2023-05-06 custom "asset" "FA-2023-0003" "相机"
  class: "通用设备"
  cost: 3000.00 CNY
  unit: "007"
2024-02-01 custom "asset-dispose" "FA-2023-0003"
  how: "出售"
2024-09-01 custom "asset-move" "FA-2023-0001"
  unit: "007"
"""


@pytest.fixture
def made(write_books):
    """Make a unit's report, from books that say the same everywhere."""

    def make(unit="007", period="2024", text=YEAR + CARDS, report=unit_use):
        ledger = load_ledger(write_books(text))
        ledger = replace(ledger, revision=None, rulebook="测试规则")
        asked = parse_period(period)
        return report(ledger, asked, unit) if unit else report(ledger, asked)

    return make


def rows_of(table):
    """Return the values of all rows, the total last."""
    return [[value_of(cell) for cell in row.cells] for row in table.shown_rows]


def test_golden(made, file_regression, tmp_path):
    """The whole report, as text that a reviewer can read."""
    text = render(made(), "md").decode().replace(f"{tmp_path}/", "")
    file_regression.check(text, extension=".md", encoding="utf-8")


@pytest.mark.parametrize("unit", ["000", "007", "008", "009"])
def test_it_ties_to_the_report_on_all_units(made, unit):
    """Quota lines, and entries without quota of their own, say what that one says."""
    report = made(unit)
    whole = made("", report=utilisation).table(BY_UNIT)
    (row,) = (row for row in rows_of(whole) if row[0] == unit)
    lines = rows_of(report.table(LINES))[-1]
    assert lines[2:10] == row[2:10]
    entries = rows_of(report.table(ENTRIES))
    assert entries[-1][-1] == row[6]


def test_every_entry_has_voucher_day_payee_and_amount(made):
    """As an entry of the books has them."""
    (entry, _) = rows_of(made().table(ENTRIES))
    assert [str(cell) for cell in entry[:4]] == [
        "2024-03-05", "现付-0001", "某文具店", "用现金买活动用品",
    ]  # fmt: skip
    assert entry[-1] == 120000


def test_moves_of_quota_are_the_written_ones(made):
    """Allotted, taken back in November, and what lapsed at the year's end."""
    moves = [(row[2], row[5]) for row in rows_of(made().table(MOVES))]
    assert moves == [("下达", 400000), ("收回", -40000), ("收回", -240000)]


def test_assets_are_those_in_its_hands_at_the_period_s_end(made):
    """One came in September, one is disposed of."""
    names = [row[1] for row in rows_of(made().table(ASSETS))[:-1]]
    assert names == ["跑步机", "电脑"]
    early = [row[1] for row in rows_of(made(period="2024Q2").table(ASSETS))[:-1]]
    assert early == ["电脑"]


def test_a_unit_nobody_registered_is_refused(made):
    """With a hint, not with an empty report."""
    with pytest.raises(InputError, match="没有登记单位 777"):
        made("777")


def test_the_workbook_has_a_sheet_for_each(made):
    """What is handed to the unit."""
    book = load_workbook(io.BytesIO(render(made(), "xlsx")))
    assert book.sheetnames == [
        "概览", "额度情况", "按用途的余额", "项目支出", "额度变动",
        "支出明细", "检查发现", "固定资产",
    ]  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
def test_a_unit_without_anything_is_written(made, name):
    """Registered and idle: every format says so."""
    assert render(made("008", text="2024-01-01 open Assets:101-库存现金:x\n"), name)
