"""Sides that must be level every day, and legs that may not stand together."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

OPENS = """
2020-01-01 open Assets:141-库存物品 CNY
2020-01-01 open Assets:161-在建工程 CNY
2020-01-01 open Assets:163-累计折旧:03-通用设备 CNY
2020-01-01 open Assets:182-待处理财产损溢 CNY
2020-01-01 open Equity:301-资产基金:30101-库存物品 CNY
2020-01-01 open Equity:301-资产基金:30103-在建工程 CNY
2020-01-01 open Liabilities:221-代管经费:01-互助 CNY
2020-01-01 open Liabilities:221-代管经费:02-党费 CNY
2020-01-01 open Assets:102-银行存款:01-基本户:2-代管 CNY
2020-01-01 open Assets:102-银行存款:03-党费户:2-代管 CNY
"""


def found(write_books, text, *rules):
    """Load books and return the findings of some rules, by line."""
    from textwrap import dedent

    from union_ledger.core.ledger import load_ledger

    ledger = load_ledger(write_books(f"{dedent(text).strip()}\n{OPENS}"))
    return sorted(
        ((f.lineno, f.rule, f) for f in ledger.findings if f.rule in rules),
        key=lambda one: one[:2],
    )


def told(findings):
    """Return line and rule alone."""
    return [(line, rule) for line, rule, _ in findings]


def test_a_difference_that_grows_is_told_again_and_one_that_shrinks_is_not(
    write_books,
):
    text = """
    2024-05-01 * "少记资产基金"
      id: "S1"
      Assets:141-库存物品                     100.00 CNY
      Equity:301-资产基金:30101-库存物品      -60.00 CNY
      Assets:102-银行存款:01-基本户           -40.00 CNY
    2024-05-02 * "又少记"
      id: "S2"
      Assets:141-库存物品                      10.00 CNY
      Assets:102-银行存款:01-基本户           -10.00 CNY
    2024-05-03 * "补记一部分"
      id: "S3"
      Equity:301-资产基金:30101-库存物品      -30.00 CNY
      Assets:102-银行存款:01-基本户            30.00 CNY
    2024-05-04 * "补记过头"
      id: "S4"
      Equity:301-资产基金:30101-库存物品      -21.00 CNY
      Assets:102-银行存款:01-基本户            21.00 CNY
    """
    findings = found(write_books, text, "H01")
    assert told(findings) == [(1, "H01"), (6, "H01"), (14, "H01")]
    assert [f.amount for _, _, f in findings] == [4000, 1000, 2100]
    assert "110.00 - 60.00 = 50.00 元" in findings[1][2].evidence


def test_blame_does_not_depend_on_the_order_of_lines(write_books):
    """The last voucher of the day that opened the gap is meant, wherever it stands."""
    one, other = (
        f'2024-05-01 * "入库"\n  id: "S{number}"\n  voucher: "转-000{number}"\n'
        "  Assets:141-库存物品               10.00 CNY\n"
        "  Assets:102-银行存款:01-基本户    -10.00 CNY\n"
        for number in (1, 2)
    )
    for text in (one + other, other + one):
        ((_, _, finding),) = found(write_books, text, "H01")
        assert finding.entry_ids == ("S2",)
        assert finding.amount == 2000


def test_what_is_in_process_excuses_no_larger_difference(write_books):
    text = """
    2024-05-01 * "盘亏待批，多冲了库存"
      id: "S1"
      Assets:182-待处理财产损溢                50.00 CNY
      Assets:141-库存物品                     -50.01 CNY
      Assets:102-银行存款:01-基本户             0.01 CNY
    """
    ((line, _, finding),) = found(write_books, text, "H01")
    assert line == 1
    assert finding.amount == 5001
    assert any("不足以说明" in said for said in finding.evidence)


def test_a_surplus_in_process_is_excused_too(write_books):
    text = """
    2024-05-01 * "盘盈待批"
      id: "S1"
      Assets:141-库存物品                      50.00 CNY
      Assets:182-待处理财产损溢               -50.00 CNY
    """
    assert found(write_books, text, "H01") == []


def test_each_pair_is_judged_alone(write_books):
    """Too much in one pair does not make up for too little in another."""
    text = """
    2024-05-01 * "资产基金记错明细"
      id: "S1"
      Assets:141-库存物品                      50.00 CNY
      Equity:301-资产基金:30103-在建工程      -50.00 CNY
    """
    findings = found(write_books, text, "H01")
    assert sorted(f.subject for _, _, f in findings) == ["在建工程", "库存物品"]


def test_two_years_left_open_are_told_once_for_each_that_grew(write_books):
    text = """
    2022-05-01 * "盘亏待批"
      id: "S1"
      Assets:182-待处理财产损溢                50.00 CNY
      Assets:141-库存物品                     -50.00 CNY
    2023-05-01 * "盘亏待批"
      id: "S2"
      Assets:182-待处理财产损溢                 5.00 CNY
      Assets:141-库存物品                      -5.00 CNY
    2024-12-31 * "提现"
      id: "S3"
      Assets:101-库存现金                       1.00 CNY
      Assets:102-银行存款:01-基本户            -1.00 CNY
    """
    findings = found(write_books, text, "H05")
    assert told(findings) == [(1, "H05"), (5, "H05")]
    assert [f.subject for _, _, f in findings] == [
        "待处理财产损溢 2022",
        "待处理财产损溢 2023",
    ]


def test_cash_below_nought_again_is_told_again(write_books):
    text = """
    2024-05-01 * "存款"
      id: "S1"
      Assets:102-银行存款:01-基本户             1.00 CNY
      Assets:101-库存现金                      -1.00 CNY
    2024-05-02 * "提现"
      id: "S2"
      Assets:101-库存现金                       2.00 CNY
      Assets:102-银行存款:01-基本户            -2.00 CNY
    2024-05-03 * "存款"
      id: "S3"
      Assets:102-银行存款:01-基本户             3.00 CNY
      Assets:101-库存现金                      -3.00 CNY
    """
    assert told(found(write_books, text, "H04")) == [(1, "H04"), (9, "H04")]


def test_party_dues_are_found_in_an_account_on_both_sides(write_books):
    """They balance each other, and may not be there all the same."""
    text = """
    2024-05-01 * "T0003" "代收"
      id: "S1"
      Assets:102-银行存款:03-党费户:2-代管      50.00 CNY
      Liabilities:221-代管经费:02-党费         -50.00 CNY
    """
    ((line, _, finding),) = found(write_books, text, "R501", "H02", "R50")
    assert (line, finding.rule, finding.amount) == (3, "R501", 5000)


def test_closing_entries_may_touch_the_carry_over(write_books):
    text = """
    2024-05-01 * "会费"
      id: "S0"
      unit: "000"
      fund: "10"
      Assets:102-银行存款:01-基本户             50.00 CNY
      Income:401-会费收入                      -50.00 CNY
    2024-12-31 * "年末结转"
      id: "S1"
      closing: "2024"
      Income:401-会费收入                       50.00 CNY
      Equity:322-工会资金结余:32203-本年收支结转  -50.00 CNY
    2024-12-31 * "转入累计结余"
      id: "S2"
      closing: "2024"
      Equity:322-工会资金结余:32203-本年收支结转   50.00 CNY
      Equity:322-工会资金结余:32205-累计结余     -50.00 CNY
    """
    assert found(write_books, text, "H03") == []


def test_only_what_stands_opposite_is_blamed(write_books):
    """Money lent from dues held for others; the dues booked beside it are right."""
    text = """
    2024-05-01 * "代扣会费和互助金"
      id: "S1"
      unit: "000"
      fund: "10"
      Assets:102-银行存款:01-基本户            100.00 CNY
      Income:401-会费收入                      -60.00 CNY
      Liabilities:221-代管经费:01-互助         -40.00 CNY
    """
    assert told(found(write_books, text, "R50", "H02")) == [(1, "H02")]


def test_a_rule_says_one_thing_of_legs():
    from union_ledger.plugins.kinds.legs import Options

    touching = [{"codes": ["221"]}]
    for said in ({}, {"never": ["4"], "only": ["5"]}, {"never": ["4"], "banned": True}):
        with pytest.raises(ValidationError, match="只写一个"):
            Options.model_validate({"touching": touching, **said})
