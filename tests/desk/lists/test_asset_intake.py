"""A list of assets: new cards registered, differences told, 162 and 163 compared."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from beancount import loader

from union_ledger.core.errors import InputError
from union_ledger.desk.asset_opening import opening
from union_ledger.desk.asset_writing import take_step
from union_ledger.desk.intake import run
from union_ledger.desk.original import Original

if TYPE_CHECKING:
    from pathlib import Path

NAME = "固定资产清单_20241231.xlsx"
LOTS = """\
2024-01-01 * "期初"
  id: "k1"
  Assets:162-固定资产:03-通用设备:2020   1 PC {7200.00 CNY, 2020-05-06, "GH1"}
  Assets:162-固定资产:02-专用设备:2020   1 PC {12000.00 CNY, 2020-01-15, "GH3"}
  Assets:163-累计折旧:03-通用设备       -5600.00 CNY
  Assets:163-累计折旧:02-专用设备       -6000.01 CNY
  Equity:301-资产基金:30104-固定资产    -7599.99 CNY
"""
CARDS = """\
2024-01-01 custom "asset" "GH1" "笔记本电脑"
  class: "通用设备"
  cost: 7200.00 CNY
  unit: "008"
  place: "机械楼 101"
  life: 72
2024-03-01 custom "asset-move" "GH1"
  unit: "007"
2024-01-01 custom "asset" "GH9" "投影仪"
  class: "通用设备"
  cost: 5000.00 CNY
  unit: "008"
2024-01-01 custom "asset" "GH8" "旧电视"
  class: "通用设备"
  cost: 3000.00 CNY
  unit: "008"
2024-06-01 custom "asset-dispose" "GH8"
  how: "报废"
2024-01-01 custom "asset" "GH7" "学校的桌子"
  class: "家具用具装具及动植物"
  cost: 3000.00 CNY
  unit: "008"
  owner: "行政"
"""


def test_new_cards_go_into_the_register(
    *, books: Path, save, asset_table, written, errors, file_regression
) -> None:
    """The new file as people read it; the books take it without an error."""
    path = save(NAME, asset_table)
    (result,) = run([path], books)
    assert (result.booked, result.known, result.failed) == (3, 0, False)
    ((name, text),) = written().items()
    text = text.replace(Original.of(path).sha256, "…")
    file_regression.check(f"==> {name}\n{text}", extension=".txt", encoding="utf-8")
    assert errors() == []


def test_importing_twice_registers_nothing_twice(
    books: Path, save, asset_table, written
) -> None:
    """All cards are known, and none differs from itself."""
    path = save(NAME, asset_table)
    run([path], books)
    before = written()
    (again,) = run([path], books)
    assert (again.booked, again.known, again.written) == (0, 3, [])
    assert again.record["differences"] == []
    assert written() == before


def test_differences_and_sums(
    books: Path, book, save, asset_table, file_regression
) -> None:
    """What the terminal tells: changed, missing, 162, 163, and what has no lot.

    A move is followed; what was disposed of or is the university's is not missed.
    """
    book(LOTS + CARDS)
    (result,) = run([save(NAME, asset_table)], books, dry_run=True)
    kinds = [(each["number"], each["what"]) for each in result.record["differences"]]
    assert kinds == [
        ("GH1", "存放地点"),
        ("GH2", "新增"),
        ("GH3", "新增"),
        ("GH9", "缺少"),
    ]
    lines = [line.split("（sha256")[0] for line in result.details]
    file_regression.check("\n".join(lines) + "\n", extension=".txt", encoding="utf-8")


def test_the_opening_entry_brings_the_list_into_the_accounts(
    books: Path, save, asset_table
) -> None:
    """``asset opening`` makes 162 and 163 those of the list, once."""
    path = save(NAME, asset_table)
    (result,) = run([path], books)
    assert "3 张卡片在 162 里没有批次" in "".join(result.details)
    main = books / "main.beancount"
    day = date(2024, 12, 31)
    take_step(books, day, opening, dry_run=False)
    assert loader.load_file(str(main))[1] == []
    (again,) = run([path], books)
    assert "162 固定资产原值：清单 22,533.33，账上 22,533.33，相符" in again.details
    assert "163 累计折旧：清单 11,711.12，账上 11,711.12，相符" in again.details
    with pytest.raises(InputError, match="没有期初要建"):
        take_step(books, day, opening, dry_run=False)


def test_net_value_is_held_against_cost_and_depreciation(
    books: Path, save, asset_table, written
) -> None:
    """One fen off, and nothing is registered."""
    asset_table[1][8] = 1600.01
    (result,) = run([save(NAME, asset_table)], books)
    assert result.record["verdict"] == "unproven"
    assert "第 2 行：原值 7,200.00 减累计折旧 5,600.00" in result.record["why"]
    assert written() == {}


def test_a_list_needs_its_day(books: Path, save, asset_table) -> None:
    """Without one, 162 and 163 cannot be asked."""
    (result,) = run([save("固定资产清单.xlsx", asset_table)], books)
    assert "看不出清单是哪一天的" in result.problem


def test_an_unknown_unit_is_told(books: Path, save, asset_table, written) -> None:
    """Nothing is registered before every unit is known."""
    asset_table[1][9] = "天文台"
    (result,) = run([save(NAME, asset_table)], books)
    assert "“天文台”没有登记" in result.problem
    assert written() == {}


def test_no_person_is_printed_or_written(
    *, save, asset_table, command, written, people
) -> None:
    """Custodians are masked, but for the registered id."""
    path = save(NAME, asset_table)
    shown = [command(path, "--rows")[1], command(path, "--format", "json")[1]]
    texts = [*shown, *written().values()]
    assert len(texts) == 3
    assert json.loads(shown[1])[0]["sum_cost"] == "22533.33"
    for person in people:
        assert not [text for text in texts if person in text], person
    assert 'custodian: "T0071"' in texts[2]
    assert "2 张新卡片的保管人没有登记的人员编号" in shown[0]
