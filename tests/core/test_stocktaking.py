"""A year's stocktaking from its lines: coverage, the last word, what was settled."""

from __future__ import annotations

from datetime import date

from union_ledger.core.stocktaking import stocktaking

YEAR_END = date(2024, 12, 31)


def _of(ledger, **asked):
    assert not [p for p in ledger.problems if p.kind == "RegisterError"]
    found = stocktaking(ledger.books.registers, 2024, YEAR_END, **asked)
    return {unit.unit: unit for unit in found}


def test_coverage_and_match_by_unit(ledger):
    """
    2023-01-01 custom "asset" "FA-1" "甲"
      class: "通用设备"
      cost: 1.00 CNY
      unit: "007"
    2023-01-01 custom "asset" "FA-2" "乙"
      class: "通用设备"
      cost: 1.00 CNY
      unit: "007"
    2023-01-01 custom "asset" "FA-3" "丙"
      class: "通用设备"
      cost: 1.00 CNY
      unit: "008"
    2023-01-01 custom "asset" "XZ-1" "丁"
      class: "通用设备"
      cost: 1.00 CNY
      unit: "008"
      owner: "行政"
    2023-12-01 custom "count" "FA-1"
      result: "相符"
    2024-12-01 custom "count" "FA-2"
      result: "相符"
    """
    units = _of(ledger)
    assert (units["007"].due, units["007"].open) == (["FA-1", "FA-2"], ["FA-1"])
    assert (units["007"].counted, units["007"].matched) == (1, 1)
    assert units["008"].due == ["FA-3"]
    assert _of(ledger, own=False)["008"].due == ["XZ-1"]


def test_a_recount_is_the_last_word(ledger):
    """
    2023-01-01 custom "asset" "FA-1" "甲"
      class: "通用设备"
      cost: 1.00 CNY
      unit: "007"
    2024-11-01 custom "count" "FA-1"
      result: "盘亏"
    2024-12-01 custom "count" "FA-1"
      result: "相符"
    """
    unit = _of(ledger)["007"]
    assert (unit.counted, unit.matched, unit.differences) == (1, 1, [])


def test_a_difference_is_settled_by_what_answers_it(ledger):
    """
    2023-01-01 custom "asset" "FA-1" "少了"
      class: "通用设备"
      cost: 1.00 CNY
      unit: "007"
    2023-01-01 custom "asset" "FA-2" "搬了"
      class: "通用设备"
      cost: 1.00 CNY
      unit: "007"
    2023-01-01 custom "asset" "FA-3" "坏了"
      class: "通用设备"
      cost: 1.00 CNY
      unit: "007"
    2023-01-01 custom "asset" "FA-4" "又搬了"
      class: "通用设备"
      cost: 1.00 CNY
      unit: "007"
    2024-10-01 custom "asset-move" "FA-4"
      unit: "007"
    2024-11-01 custom "count" "FA-1"
      result: "盘亏"
    2024-11-01 custom "count" "FA-2"
      result: "位置不符"
    2024-11-01 custom "count" "FA-3"
      result: "损毁"
    2024-11-01 custom "count" "FA-4"
      result: "位置不符"
    2024-11-01 custom "count" "PD-2024-007-ABCDEF-N01"
      result: "盘盈"
      unit: "007"
    2024-11-01 custom "count" "PD-2024-007-ABCDEF-N02"
      result: "账外"
      unit: "007"
    2024-11-20 custom "asset-dispose" "FA-1"
      how: "盘亏"
    2024-11-21 custom "asset-move" "FA-2"
      unit: "007"
      place: "新地方"
    2024-11-22 custom "asset-state" "FA-3" "闲置"
    2024-11-23 custom "asset" "FA-5" "多的"
      class: "通用设备"
      cost: 1.00 CNY
      unit: "007"
      note: "PD-2024-007-ABCDEF-N01"
    """
    unit = _of(ledger)["007"]
    assert {each.count.number: each.settled for each in unit.differences} == {
        "FA-1": date(2024, 11, 20),
        "FA-2": date(2024, 11, 21),
        "FA-3": None,
        "FA-4": None,
        "PD-2024-007-ABCDEF-N01": date(2024, 11, 23),
        "PD-2024-007-ABCDEF-N02": None,
    }
    # What went after its count was due, and was counted.
    assert "FA-1" in unit.due
    assert (len(unit.due), unit.counted) == (5, 4)


def test_what_comes_after_the_day_is_not_known_yet(ledger):
    """
    2023-01-01 custom "asset" "FA-1" "甲"
      class: "通用设备"
      cost: 1.00 CNY
      unit: "007"
    2024-11-01 custom "count" "FA-1"
      result: "位置不符"
    2024-12-01 custom "asset-move" "FA-1"
      unit: "008"
    """
    before = stocktaking(ledger.books.registers, 2024, date(2024, 11, 30))
    assert [(u.unit, len(u.unsettled)) for u in before] == [("007", 1)]
    after = stocktaking(ledger.books.registers, 2024, YEAR_END)
    assert [(u.unit, len(u.unsettled)) for u in after] == [("008", 0)]
