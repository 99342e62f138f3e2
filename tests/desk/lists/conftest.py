"""Books of three sub-unions, and lists of invented members and things."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest
from beancount import loader
from click.testing import CliRunner

if TYPE_CHECKING:
    from pathlib import Path

MAIN = """\
option "title" "示例大学工会"
option "operating_currency" "CNY"
plugin "union_ledger.plugins" ""
include "registers/*.beancount"
include "2024/*.beancount"
2020-01-01 open Assets:102-银行存款:01-基本户 CNY
2020-01-01 open Assets:135-其他应收款:13502-校内经费项目 CNY
2020-01-01 open Assets:162-固定资产:02-专用设备:2020
2020-01-01 open Assets:162-固定资产:03-通用设备:2020
2020-01-01 open Assets:162-固定资产:03-通用设备:2024
2020-01-01 open Assets:162-固定资产:06-家具用具装具及动植物:2024
2020-01-01 open Assets:163-累计折旧:02-专用设备 CNY
2020-01-01 open Assets:163-累计折旧:03-通用设备 CNY
2020-01-01 open Assets:163-累计折旧:06-家具用具装具及动植物 CNY
2020-01-01 open Liabilities:215-其他应付款:21599-待查 CNY
2020-01-01 open Equity:301-资产基金:30104-固定资产 CNY
2020-01-01 open Equity:322-工会资金结余:32205-累计结余 CNY
2020-01-01 open Income:401-会费收入 CNY
2020-01-01 open Income:402-拨缴经费收入 CNY
"""
UNITS = """\
2020-01-01 custom "unit" "000" "校本级"
2020-01-01 custom "unit" "007" "机械科学与工程学院工会"
  short: "机械学院"
2020-01-01 custom "unit" "008" "电气学院工会"
2020-01-01 custom "unit" "060" "附属医院工会"
  kind: "独立核算"
2020-01-01 custom "fund" "10" "基础活动经费"
2020-01-01 custom "fund" "20" "会费返还"
2020-01-01 custom "share" "自主拨缴" 0.60
2020-01-01 custom "person" "T0071"
  unit: "007"
  roles: "custodian"
2024-01-01 custom "members" "007" 2
2024-01-01 custom "members" "008" 9
"""
CLASSIFY = """\
accounts:
  - {number: "42000111222233334444", posting: "Assets:102-银行存款:01-基本户"}
  - number: "*"
    layout: campus_project
    posting: "Assets:135-其他应收款:13502-校内经费项目"
"""
PEOPLE = ("欧阳试一", "张试二", "王试", "李试四", "赵试五", "20110007", "20120088")


@pytest.fixture
def books(tmp_path: Path) -> Path:
    folder = tmp_path / "books"
    for name in ("registers", "2024"):
        (folder / name).mkdir(parents=True)
    (folder / "main.beancount").write_text(MAIN, encoding="utf-8")
    (folder / "registers" / "units.beancount").write_text(UNITS, encoding="utf-8")
    (folder / "2024" / "01.beancount").write_text("", encoding="utf-8")
    (folder / "classify.yaml").write_text(CLASSIFY, encoding="utf-8")
    return folder


@pytest.fixture
def book(books: Path):
    """Put entries into the books."""

    def write(text: str) -> None:
        (books / "2024" / "01.beancount").write_text(text, encoding="utf-8")

    return write


@pytest.fixture
def save(tmp_path: Path):
    """Write an .xlsx of these rows."""

    def write(name: str, table: list[list[object]]) -> Path:
        workbook = openpyxl.Workbook()
        for row in table:
            workbook.active.append(row)
        path = tmp_path / name
        workbook.save(path)
        return path

    return write


@pytest.fixture
def written(books: Path):
    """Return the text of all new files of the books, by name."""
    before = set(books.rglob("*"))

    def read() -> dict[str, str]:
        new = sorted(p for p in set(books.rglob("*")) - before if p.is_file())
        return {
            str(path.relative_to(books)): path.read_text(encoding="utf-8")
            for path in new
        }

    return read


@pytest.fixture
def errors(books: Path):
    """Load the books with their plugin; return what is wrong with them."""

    def load() -> list[str]:
        return [e.message for e in loader.load_file(str(books / "main.beancount"))[1]]

    return load


@pytest.fixture
def command(books: Path):
    """Run ``union-ledger import`` on these books; return its exit code and output."""

    def run(*words: object) -> tuple[int, str]:
        from union_ledger.cli import cli

        done = CliRunner().invoke(
            cli, ["import", "--into", str(books), *map(str, words)]
        )
        return done.exit_code, done.output

    return run


@pytest.fixture
def people() -> tuple[str, ...]:
    """Return every name and number of a person in the lists."""
    return PEOPLE


@pytest.fixture
def dues_table() -> list[list[object]]:
    return [
        ["2024年11月工会会费代扣清单"],
        ["序号", "工号", "姓名", "二级工会", "扣款月份", "会费基数", "会费金额"],
        [1, "20110007", "欧阳试一", "机械学院工会", "202411", 6000, 30],
        [2, "20110008", "张试二", "机械学院工会", "202411", 5100, 25.5],
        [3, "20120088", "王试", "电气学院", "202411", 4000, 20],
        ["合计", None, None, None, None, 15100, 75.5],
    ]


@pytest.fixture
def asset_table() -> list[list[object]]:
    head = (
        "资产编号 资产名称 数量 原值 取得日期 使用年限(月) 月折旧额 累计折旧 净值 "
        "使用部门 存放地点 保管人 保管人工号 使用状况"
    )
    return [
        head.split(),
        ["GH1", "笔记本电脑", 1, 7200, "2020-05-06", 72, 100, 5600, 1600,
         "机械学院", "机械楼 201", "欧阳试一", "T0071", "在用"],
        ["GH2", "会议桌", 2, 3333.33, "2024-07-12", 180, 18.52, 111.12, 3222.21,
         "电气学院工会", "电气楼", "张试二+王试", "", "在用"],
        ["GH3", "跑步机", 1, 12000, "2020-01-15", 120, 100, 6000, 6000,
         "校本级", "小家", "李试四", "20120088", "闲置"],
    ]  # fmt: skip
