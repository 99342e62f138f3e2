"""Asset lists of other systems: each layout is found, each trait read right."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest

from union_ledger.core.tables import read_tables
from union_ledger.importers.families import load_layouts
from union_ledger.importers.header import find_header
from union_ledger.importers.lists.asset_cards import read_assets
from union_ledger.importers.lists.asset_words import asset_words

if TYPE_CHECKING:
    from pathlib import Path

    from union_ledger.importers.lists.asset_cards import AssetList

SCHOOL = (
    "资产编号 资产名称 数量 价值 资产大类 资产分类 取得日期 品牌 规格型号 计量单位 "
    "供应商 计划使用年限 资产分组 备注 校区编号 存放位置"
)
MODEL = (
    "资产编码 资产名称 资产类别 录入日期 折旧方式 预计使用年限（月） 总工作量 "
    "工作量单位 原值 进项税额 总累计折旧 残值率 录入前已入账 录入前已提折旧 "
    "录入前累计工作量 录入前已提期间(月) 固定（无形）资产科目 结算科目 "
    "折旧（摊销）科目 折旧（摊销）费用科目"
)
UNIVERSITY = (
    "资产编号 资产名称 资产来源 管理类别 类别名称1 资产状态 是否计提折旧 入账日期 "
    "资产原值 累计折旧 折旧方法 资产数量 净残值率(%) 净残值 月折旧率(%) 月折旧额 "
    "存放地点 部门名称 责任人 使用部门 使用人 使用月份 计量单位 备注 实际数量"
)
PROVINCE = (
    "已上报 资产编号 资产名称 分类代码 数量 账面原值 增加方式 资金来源 条形码 使用状况 "
    "责任人 管理机构 会计凭证号 入账年度 入账日期 录入日期 录入人 备注"
)


@pytest.fixture
def read(tmp_path: Path):
    def write(table: list[list[object]], name: str = "资产.xlsx") -> AssetList:
        book = openpyxl.Workbook()
        for row in table:
            book.active.append(row)
        path = tmp_path / name
        book.save(path)
        tables = read_tables(path)
        return read_assets(tables, find_header(tables, load_layouts()))

    return write


def row(header: str, **cells: object) -> list[object]:
    """Return a row of this header with these cells, the others empty."""
    labels = header.split()
    assert set(cells) <= set(labels)
    return [cells.get(label, "") for label in labels]


def test_school_ledger(read) -> None:
    """16 columns: 无 is nothing, a serial date is a day, years are months times 12."""
    table = [
        SCHOOL.split(),
        row(SCHOOL, 资产编号="TY2012000030", 资产名称="功率放大器", 数量=1.0,
            价值=2180.0,
            资产大类="力学计量标准器具", 资产分类="刷卡机", 取得日期=41268.0,
            品牌="无",
            计划使用年限=6.0, 备注="无", 存放位置="无"),
    ]  # fmt: skip
    (card,) = read(table).cards
    assert (card.class_, card.guessed) == ("通用设备", False)
    assert (card.acquired, card.life) == (date(2012, 12, 25), 72)
    assert (card.cost, card.place, card.owner) == (218000, "", "工会")


def test_bookkeeping_cards(read) -> None:
    """20 columns: the whole depreciation, what was done before the card included."""
    table = [
        MODEL.split(),
        row(MODEL, 资产编码="0001", 资产名称="复印机", 资产类别="办公设备",
            录入日期="2024-01-31", **{"预计使用年限（月）": 60}, 原值=6000,
            总累计折旧=1000, 录入前已提折旧=900),
    ]  # fmt: skip
    (card,) = read(table).cards
    assert (card.number, card.life, card.depreciation) == ("ZC0001", 60, 100000)


def test_university_system(read) -> None:
    """Header on row 3, 合计 at the end, two custodians, months as done and left."""
    table = [
        ["固定资产明细"],
        ["截至 2024-12-31"],
        UNIVERSITY.split(),
        row(UNIVERSITY, 资产编号="20150001", 资产名称="乒乓球台", 管理类别="设备",
            类别名称1="专用设备", 资产状态="使用中", 入账日期="2015-09-09",
            资产原值=11720,
            累计折旧=10939.04, 资产数量=1, 责任人="王试+李试", 使用部门="机械学院",
            使用月份="112+8"),
        row(UNIVERSITY, 资产编号="合计", 资产原值=11720, 累计折旧=10939.04),
    ]  # fmt: skip
    found = read(table)
    (card,) = found.cards
    assert found.why == []
    assert (found.day, card.owner) == (date(2024, 12, 31), "行政")
    assert (card.number, card.state) == ("ZC20150001", "在用")
    assert (card.custodians, card.life) == (2, 120)
    assert "王试" not in card.shown


def test_provincial_system(read) -> None:
    """By GB code where both editions agree; 工会经费 makes it the union's."""
    table = [
        PROVINCE.split(),
        row(PROVINCE, 资产编号="A1", 资产名称="台式机", 分类代码="A02010105", 数量=1,
            账面原值=5000, 资金来源="工会经费", 使用状况="在用", 责任人="王试",
            管理机构="机械学院", 入账日期="2024-05-06"),
        row(PROVINCE, 资产编号="A2", 资产名称="沙盘", 分类代码="A03060300", 数量=1,
            账面原值=5000, 责任人="王试", 管理机构="机械学院", 入账日期="2024-05-06"),
    ]  # fmt: skip
    found = read(table)
    assert [card.owner for card in found.cards] == ["工会"]
    (rejected,) = found.listing.rejected
    assert "类别“A03060300”对不上六类固定资产" in rejected.why
    assert "王试" not in rejected.raw


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"资产编号": '=trim("A1")'}, "资产编号是公式"),
        ({"资产编号": "设备 一"}, "只能有字母、数字和短横"),
        ({"账面原值": 0}, "没有原值，或原值不大于零"),
        ({"数量": 1.5}, "数量“1.5”不是正整数"),
        ({"使用状况": "不详"}, "使用状况“不详”不认识"),
        ({"入账日期": "五月"}, "日期“五月”认不出来"),
    ],
)
def test_a_row_that_cannot_be_read_says_why(
    tmp_path: Path, changed: dict[str, object], why: str
) -> None:
    """Text formulas come through a CSV; a workbook with formulas is refused before."""
    cells: dict[str, object] = {
        "资产编号": "A1", "资产名称": "台式机", "分类代码": "A02010105", "数量": 1,
        "账面原值": 5000, "责任人": "王试", "管理机构": "机械学院",
        "入账日期": "2024-05-06",
    }  # fmt: skip
    path = tmp_path / "资产.csv"
    lines = [PROVINCE.split(), row(PROVINCE, **(cells | changed))]
    quoted = [
        ",".join('"' + str(cell).replace('"', '""') + '"' for cell in line)
        for line in lines
    ]
    path.write_text("\n".join(quoted) + "\n", encoding="utf-8")
    tables = read_tables(path)
    found = read_assets(tables, find_header(tables, load_layouts()))
    assert [why in noted.why for noted in found.listing.rejected] == [True]
    assert found.why


def test_the_same_number_twice_is_refused(read) -> None:
    """A card is one thing."""
    one = row(PROVINCE, 资产编号="A1", 资产名称="台式机", 分类代码="A02010105",
              账面原值=5000, 责任人="王试", 管理机构="机械学院",
              入账日期="2024-05-06")  # fmt: skip
    found = read([PROVINCE.split(), one, one])
    assert found.why == ["第 3 行读不懂：资产编号 A1 与第 2 行相同"]


@pytest.mark.parametrize(
    ("text", "class_"),
    [
        ("家具、用具、装具及动植物", "家具用具装具及动植物"),
        ("图书、档案", "图书档案"),
        ("房屋和构筑物", "房屋及构筑物"),
        ("电子和通信测量仪器", "通用设备"),
        ("甲类", ""),
    ],
)
def test_class_names_of_both_editions(text: str, class_: str) -> None:
    """Marks between the words do not matter; an unknown name is none."""
    assert asset_words().by_name(text) == class_


def test_an_assets_own_name_is_the_last_resort() -> None:
    """The word at its end decides, else the longest."""
    words = asset_words()
    assert words.by_item("乒乓球台") == "专用设备"
    assert words.by_item("空调柜机") == "通用设备"
    assert words.by_item("电脑桌") == "家具用具装具及动植物"
    assert words.by_item("神秘物件") == ""
