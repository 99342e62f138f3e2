"""The model: shapes are checked, totals and subtotals are computed from rows."""

from __future__ import annotations

from datetime import UTC
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from union_ledger.reports.cells import clean
from union_ledger.reports.cells import display_width
from union_ledger.reports.cells import ratio
from union_ledger.reports.cells import value_text
from union_ledger.reports.model import Chart
from union_ledger.reports.model import Column
from union_ledger.reports.model import Figure
from union_ledger.reports.model import Provenance
from union_ledger.reports.model import Ratio
from union_ledger.reports.model import Report
from union_ledger.reports.model import Row
from union_ledger.reports.model import ShapeError
from union_ledger.reports.model import Table

COLUMNS = (
    Column("name", "名称"),
    Column("members", "人数", "count", total="sum"),
    Column("spent", "支出", "money", total="sum"),
    Column("per_head", "人均", "money", total=Ratio(("spent",), ("members",))),
)


def table(*rows: Row) -> Table:
    return Table("表", COLUMNS, rows, total_label="合计")


def detail(name, members, spent, level=0):
    return Row((name, members, spent, ratio(spent, members, "money")), level=level)


def test_total_adds_fen_and_divides_totals():
    """1.00 / 3 and 2.00 / 1: per head in total is 3.00 / 4, not a sum of quotients."""
    total = table(detail("甲", 3, 100), detail("乙", 1, 200)).total_row
    assert total.cells == ("合计", 4, 300, 75)


def test_missing_is_not_zero():
    """A missing headcount leaves the count's sum short, which is said, and per head
    out, because the missing unit's spending must not fall on the others' members.
    """
    some = table(detail("甲", 3, 100), detail("乙", None, 200))
    assert some.total_row.cells == ("合计", 3, 300, None)
    assert some.missing_note == "合计未含缺失的数据：人数 1 项；因此合计不列人均。"
    none = table(Row(("甲", None, None, None)))
    assert none.total_row.cells == ("合计", None, None, None)
    assert table(detail("甲", 0, 0)).missing_note == ""


def test_subtotals_sum_their_own_rows_and_the_total_only_details():
    """Inner subtotals (level 1) reach back to their heading, outer ones over them."""
    nested = table(
        Row(("一",), "group", 0),
        Row(("一甲",), "group", 1),
        detail("a", 1, 100, 2),
        detail("b", 1, 250, 2),
        Row(("一甲小计",), "subtotal", 1),
        detail("c", 2, 1000, 2),
        Row(("一乙小计",), "subtotal", 1),
        Row(("一合计",), "subtotal", 0),
        detail("d", 1, 7, 1),
        Row(("二合计",), "subtotal", 0),
    )
    sums = {row.cells[0]: row.cells[1:3] for row in nested.shown_rows}
    assert sums["一甲小计"] == (2, 350)
    assert sums["一乙小计"] == (2, 1000)
    assert sums["一合计"] == (4, 1350)
    assert sums["二合计"] == (1, 7)
    assert sums["合计"] == (5, 1357)


@pytest.mark.parametrize(
    "row",
    [
        Row(("甲", 1, 100)),
        Row(("甲", 1, 100, None, None)),
        Row(("甲", 1, 1.5, None)),
        Row(("甲", 1, Decimal("1.50"), None)),
        Row(("甲", True, 100, None)),
        Row((7, 1, 100, None)),
        Row(("小计", 1), "subtotal"),
        Row(("标题", None, 100), "group"),
        Row(("合计",), "total"),
    ],
    ids=[
        "narrow", "wide", "float", "decimal-money", "bool", "number-as-text",
        "subtotal-typed", "group-figure", "total-typed",
    ],
)  # fmt: skip
def test_a_wrong_row_is_refused(row):
    with pytest.raises(ShapeError):
        table(row)


@pytest.mark.parametrize(
    "columns",
    [
        (),
        (Column("a", "甲"), Column("a", "乙")),
        (Column("a", "甲", total="sum"),),
        (Column("a", "甲"), Column("b", "率", "percent", total="sum")),
        (Column("a", "甲"), Column("b", "率", "percent", total=Ratio(("x",), ("y",)))),
        (Column("a", "元", "money", total="sum"),),
    ],
    ids=["none", "twice", "text-sum", "percent-sum", "ratio-of-nothing", "no-label"],
)
def test_wrong_columns_are_refused(columns):
    with pytest.raises(ShapeError):
        Table("表", columns, (), total_label="合计")


def test_datetime_is_not_a_date():
    columns = (Column("day", "日期", "date"),)
    with pytest.raises(ShapeError):
        Table("表", columns, (Row((datetime(2024, 1, 1, tzinfo=UTC),)),))


def test_a_report_checks_its_parts():
    """Charts draw columns that are there, all of one kind; titles are unique."""
    some = table(detail("甲", 1, 100))
    source = Provenance(None, changed=False, rulebook="2024.1")

    def report(*tables, **parts):
        return Report("报表", "某工会", "2024年度", source, tables, **parts)

    assert report(some).provenance.books_text == "未纳入版本管理"
    with pytest.raises(ShapeError):
        report(some, some)
    for values in (("nowhere",), ("name",), ("members", "spent"), ()):
        with pytest.raises(ShapeError):
            report(some, charts=(Chart("bar", "图", "表", "name", values),))
    with pytest.raises(ShapeError):
        report(some, charts=(Chart("bar", "图", "别的表", "name", ("spent",)),))
    with pytest.raises(ShapeError):
        report(some, figures=(Figure("支出", "100", "money"),))


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (None, "money", "—"),
        (0, "money", "0.00"),
        (-123456, "money", "-1,234.56"),
        (1234, "count", "1,234"),
        (Fraction(1, 3), "percent", "33.3%"),
        (Fraction(-1, 1000), "percent", "-0.1%"),
        (Fraction(5, 10000), "percent", "0.1%"),
        (Decimal("12.5"), "percent", "1,250.0%"),
        ("甲\x00乙\r\n丙", "text", "甲 乙\n丙"),
    ],
)
def test_values_as_people_read_them(value, kind, text):
    assert value_text(value, kind) == text


def test_ratio_rounds_money_half_away_from_zero():
    """As ROUND in a workbook does: 0.5 fen up, -0.5 fen down."""
    assert ratio(1, 2, "money") == 1
    assert ratio(-1, 2, "money") == -1
    assert ratio(1, 3, "money") == 0
    assert ratio(1, 3, "percent") == Fraction(1, 3)
    assert ratio(1, 0, "percent") is None
    assert ratio(None, 3, "money") is None


def test_display_width():
    assert display_width("工会ab") == 6
    assert display_width("短\n长一点") == 6
    assert (display_width("—"), display_width("—", dash=1)) == (2, 1)


def test_clean_leaves_no_control_characters():
    assert clean("a\tb\x1b[31m\x85\ud800\uffff") == "a b [31m   "
