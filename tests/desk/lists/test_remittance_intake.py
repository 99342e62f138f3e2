"""Returned money: what came in is compared, what goes to sub-unions becomes quota."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from union_ledger.desk.intake import run
from union_ledger.desk.original import Original

if TYPE_CHECKING:
    from pathlib import Path

NAME = "会费返还清单.xlsx"
APPROVED = """\
2024-01-02 * "批复"
  id: "q1"
  quota: "approve"
  Equity:Q00-预算批复          -1000.00 QUOTA
  Equity:Q01-可用额度:000:20    1000.00 QUOTA
"""
RECEIVED = """\
2024-10-25 * "税务局" "经费返拨"
  id: "k1"
  unit: "000"
  fund: "10"
  Assets:102-银行存款:01-基本户   12600.00 CNY
  Income:402-拨缴经费收入        -12600.00 CNY
"""


@pytest.fixture
def allotted() -> list[list[object]]:
    return [
        ["2024年第三季度会费返还清单"],
        ["序号", "二级工会", "上缴会费", "返还比例", "返还金额"],
        [1, "机械学院工会", 166.5, "60%", 99.9],
        [2, "电气学院", 60.01, "60%", 36.01],
        ["合计", "", 226.51, "", 135.91],
    ]


@pytest.fixture
def collected() -> list[list[object]]:
    head = (
        "税票ID 社会信用代码 纳税人名称 工会机构 所属期起 所属期止 征收品目 "
        "工资总额 税率 应纳税额 缴费金额 入库日期 基层工会账户 基层工会比例 "
        "基层工会金额 划款批次号"
    )
    one = [
        "A1",
        "12X",
        "示例大学",
        "示例大学工会",
        "2024-09-01",
        "2024-09-30",
        "工会经费",
    ]
    account = "42000111222233334444"
    return [
        head.split(),
        [*one, 600000, 0.02, 12000, 12000, "2024-10-15", account, 0.6, 7200, "B07"],
        [*one, 450000, 0.02, 9000, 9000, "2024-10-15", account, 0.6, 5400, "B07"],
    ]


def test_an_allotment_becomes_quota_to_review(
    *, books: Path, book, save, allotted, written, errors, file_regression
) -> None:
    """One entry a unit, flagged; the books take it without an error."""
    book(APPROVED)
    path = save(NAME, allotted)
    (result,) = run([path], books)
    assert (result.booked, result.failed) == (2, False)
    ((name, text),) = written().items()
    text = text.replace(Original.of(path).sha256, "…")
    file_regression.check(f"==> {name}\n{text}", extension=".txt", encoding="utf-8")
    assert errors() == []


def test_importing_twice_allots_nothing_twice(
    books: Path, book, save, allotted, written
) -> None:
    """The ids are of fund, period and unit; a new unit is added by itself."""
    book(APPROVED)
    run([save(NAME, allotted)], books)
    before = written()
    allotted.insert(4, [3, "校本级", 10, "60%", 6])
    allotted[-1] = ["合计", "", 236.51, "", 141.91]
    (again,) = run([save("会费返还清单2.xlsx", allotted)], books)
    assert (again.booked, again.known) == (1, 2)
    assert len(written()) == len(before) + 1


def test_another_amount_is_not_put_beside_the_old(
    books: Path, book, save, allotted, written
) -> None:
    """It is told with the place of what was allotted."""
    book(APPROVED)
    run([save(NAME, allotted)], books)
    before = written()
    allotted[2] = [1, "机械学院工会", 200, "60%", 120]
    allotted[4] = ["合计", "", 260.01, "", 156.01]
    (again,) = run([save(NAME, allotted)], books)
    assert "007 2024Q3 已经下达 99.90" in again.problem
    assert "quota: adjust" in again.problem
    assert written() == before


def test_base_times_ratio(books: Path, save, allotted, written) -> None:
    """Two fen off is wrong; one may be rounding."""
    allotted[3][4], allotted[4][4] = 36.03, 135.93
    (result,) = run([save(NAME, allotted)], books)
    assert result.record["why"] == "第 4 行：60.01 × 60% 不是 36.03"
    assert written() == {}


def test_a_unit_with_an_account_of_its_own_gets_no_quota(
    books: Path, book, save, allotted
) -> None:
    """The row says so, and the others are allotted."""
    book(APPROVED)
    allotted[3][1] = "附属医院"
    (result,) = run([save(NAME, allotted)], books)
    assert result.booked == 1
    assert "独立核算单位不用额度" in result.rows[1].why


def test_the_fund_must_be_named(books: Path, save, allotted) -> None:
    """By the heading or by a column; nothing is guessed."""
    allotted[0] = ["2024年第三季度返还清单"]
    (result,) = run([save("返还清单.xlsx", allotted)], books)
    assert "看不出返拨的是哪一项经费" in result.problem
    assert "10 基础活动经费、20 会费返还" in result.problem


def test_what_the_tax_office_returned(
    *, books: Path, book, save, collected, written, file_regression
) -> None:
    """One batch against one receipt; ratio and payroll against the registers."""
    book(RECEIVED)
    (result,) = run([save("返拨.xlsx", collected)], books)
    assert (result.booked, result.known, result.failed) == (0, 2, False)
    lines = [line.replace(str(books), "…") for line in result.details]
    file_regression.check("\n".join(lines) + "\n", extension=".txt", encoding="utf-8")
    assert written() == {}


def test_what_did_not_arrive_or_is_another_ratio(books: Path, save, collected) -> None:
    """Both are told."""
    for row in collected[1:]:
        row[13], row[14] = 0.5, row[10] / 2
    (result,) = run([save("返拨.xlsx", collected)], books)
    assert "批次 B07 10,500.00：账上没有收到这个数（402、131 或待查）" in result.details
    assert (
        "清单的返拨比例 50%，登记的留成是 60%（2020-01-01 起，自主拨缴）：2 行"
        in result.details
    )
