"""Reservations: each docstring is the books; advances, applications, their end."""

from __future__ import annotations

from union_ledger.core.period import parse_period
from union_ledger.core.quota import quota_lines


def lines_of(ledger, period="2024"):
    """Return the lines of a period; each must add up."""
    lines = quota_lines(ledger.books, parse_period(period))
    for line in lines.values():
        assert line.holds
    return lines


def figures(ledger, unit="007", period="2024"):
    """Return (used, reserved, available) of one unit and fund 10, in yuan."""
    assert [p.message for p in ledger.problems] == []
    line = lines_of(ledger, period)[unit, "10"]
    return line.used / 100, line.reserved / 100, line.available / 100


def messages(ledger):
    """Return line and message of every problem."""
    return [(p.lineno, p.message) for p in ledger.problems]


def test_an_advance_is_reserved_until_it_is_settled(ledger):
    """
    2024-01-02 * "批复"
      quota: "approve"
      Equity:Q00-预算批复          -1000.00 QUOTA
      Equity:Q01-可用额度:007:10    1000.00 QUOTA
    2024-03-05 * "T0007" "借款"
      id: "JK-1"
      unit: "007"
      fund: "10"
      Assets:135-其他应收款:13501-职工借款   300.00 CNY
      Assets:102-银行存款:01-基本户         -300.00 CNY
    2024-04-05 * "T0007" "刚好用完"
      unit: "007"
      fund: "10"
      reserve: "JK-1"
      Expenses:501-职工活动支出:50102-文体活动   300.00 CNY
      Assets:135-其他应收款:13501-职工借款      -300.00 CNY
    """
    assert figures(ledger, period="2024-03") == (0, 300, 700)
    assert figures(ledger, period="2024-04") == (300, 0, 700)
    assert figures(ledger) == (300, 0, 700)


def test_an_advance_overspent_takes_the_rest_from_what_is_available(ledger):
    """
    2024-01-02 * "批复"
      quota: "approve"
      Equity:Q00-预算批复          -1000.00 QUOTA
      Equity:Q01-可用额度:007:10    1000.00 QUOTA
    2024-03-05 * "T0007" "借款"
      id: "JK-1"
      unit: "007"
      fund: "10"
      Assets:135-其他应收款:13501-职工借款   300.00 CNY
      Assets:102-银行存款:01-基本户         -300.00 CNY
    2024-04-05 * "T0007" "多用了八十元"
      unit: "007"
      fund: "10"
      reserve: "JK-1"
      Expenses:501-职工活动支出:50102-文体活动   380.00 CNY
      Assets:135-其他应收款:13501-职工借款      -300.00 CNY
      Assets:102-银行存款:01-基本户              -80.00 CNY
    """
    assert figures(ledger) == (380, 0, 620)


def test_cash_handed_back_frees_its_quota(ledger):
    """
    2024-01-02 * "批复"
      quota: "approve"
      Equity:Q00-预算批复          -1000.00 QUOTA
      Equity:Q01-可用额度:007:10    1000.00 QUOTA
    2024-03-05 * "T0007" "借款"
      id: "JK-1"
      unit: "007"
      fund: "10"
      Assets:135-其他应收款:13501-职工借款   300.00 CNY
      Assets:102-银行存款:01-基本户         -300.00 CNY
    2024-04-05 * "T0007" "退回四十元现金"
      unit: "007"
      fund: "10"
      reserve: "JK-1"
      Expenses:501-职工活动支出:50102-文体活动   260.00 CNY
      Assets:101-库存现金                         40.00 CNY
      Assets:135-其他应收款:13501-职工借款      -300.00 CNY
    """
    assert figures(ledger) == (260, 0, 740)


def test_an_advance_settled_in_two_parts(ledger):
    """
    2024-01-02 * "批复"
      quota: "approve"
      Equity:Q00-预算批复          -1000.00 QUOTA
      Equity:Q01-可用额度:007:10    1000.00 QUOTA
    2024-03-05 * "T0007" "借款"
      id: "JK-1"
      unit: "007"
      fund: "10"
      Assets:135-其他应收款:13501-职工借款   300.00 CNY
      Assets:102-银行存款:01-基本户         -300.00 CNY
    2024-04-05 * "T0007" "先报一百元"
      unit: "007"
      fund: "10"
      reserve: "JK-1"
      Expenses:501-职工活动支出:50102-文体活动   100.00 CNY
      Assets:135-其他应收款:13501-职工借款      -100.00 CNY
    2024-05-05 * "T0007" "余款如数退回"
      unit: "007"
      fund: "10"
      reserve: "JK-1"
      Assets:101-库存现金                        200.00 CNY
      Assets:135-其他应收款:13501-职工借款      -200.00 CNY
    """
    assert figures(ledger, period="2024-04") == (100, 200, 700)
    assert figures(ledger) == (100, 0, 900)


def test_an_application_partly_used_and_the_rest_released(ledger):
    """
    2024-01-02 * "批复"
      quota: "approve"
      Equity:Q00-预算批复          -1000.00 QUOTA
      Equity:Q01-可用额度:007:10    1000.00 QUOTA
    2024-02-01 * "预占"
      quota: "reserve"
      reserve: "SQ-1"
      Equity:Q01-可用额度:007:10   -500.00 QUOTA
      Equity:Q05-冻结额度:007:10    500.00 QUOTA
    2024-03-05 * "某店" "活动"
      unit: "007"
      fund: "10"
      reserve: "SQ-1"
      Expenses:501-职工活动支出:50102-文体活动   420.00 CNY
      Assets:102-银行存款:01-基本户             -420.00 CNY
    2024-03-08 * "释放"
      quota: "release"
      reserve: "SQ-1"
      Equity:Q05-冻结额度:007:10   -80.00 QUOTA
      Equity:Q01-可用额度:007:10    80.00 QUOTA
    """
    assert figures(ledger, period="2024-02") == (0, 500, 500)
    assert figures(ledger) == (420, 0, 580)
    # Reserving and releasing is neither allotment nor adjustment.
    line = lines_of(ledger)["007", "10"]
    assert (line.allotted, line.adjusted, line.taken_back) == (100000, 0, 0)


def test_a_release_of_more_than_is_left_is_refused(ledger):
    """
    2024-01-02 * "批复"
      quota: "approve"
      Equity:Q00-预算批复          -1000.00 QUOTA
      Equity:Q01-可用额度:007:10    1000.00 QUOTA
    2024-02-01 * "预占"
      quota: "reserve"
      reserve: "SQ-1"
      Equity:Q01-可用额度:007:10   -500.00 QUOTA
      Equity:Q05-冻结额度:007:10    500.00 QUOTA
    2024-03-08 * "释放"
      quota: "release"
      reserve: "SQ-1"
      Equity:Q05-冻结额度:007:10   -500.01 QUOTA
      Equity:Q01-可用额度:007:10    500.01 QUOTA
    2024-03-09 * "又预占同一编号"
      quota: "reserve"
      reserve: "SQ-1"
      Equity:Q01-可用额度:007:10   -1.00 QUOTA
      Equity:Q05-冻结额度:007:10    1.00 QUOTA
    """
    assert messages(ledger) == [
        (13, "预占 SQ-1 的余额不够，不能再减少。"),
        (19, "预占编号 SQ-1 已经用过，不能再预占。"),
    ]


def test_another_unit_s_reservation_is_refused_and_the_money_still_counts(ledger):
    """
    2024-01-02 * "批复"
      quota: "approve"
      Equity:Q00-预算批复          -2000.00 QUOTA
      Equity:Q01-可用额度:007:10    1000.00 QUOTA
      Equity:Q01-可用额度:008:10    1000.00 QUOTA
    2024-02-01 * "预占"
      quota: "reserve"
      reserve: "SQ-1"
      Equity:Q01-可用额度:007:10   -500.00 QUOTA
      Equity:Q05-冻结额度:007:10    500.00 QUOTA
    2024-03-05 * "某店" "活动"
      unit: "008"
      fund: "10"
      reserve: "SQ-1"
      Expenses:501-职工活动支出:50102-文体活动   100.00 CNY
      Assets:102-银行存款:01-基本户             -100.00 CNY
    """
    said = "预占 SQ-1 属于单位 007 经费 10，不能由单位 008 经费 10 使用。"
    assert messages(ledger) == [(15, said)]
    lines = lines_of(ledger)
    assert (lines["007", "10"].used, lines["007", "10"].reserved) == (0, 50000)
    assert (lines["008", "10"].used, lines["008", "10"].available) == (10000, 90000)


def test_a_reservation_nobody_made_is_refused_and_the_money_still_counts(ledger):
    """
    2024-01-02 * "批复"
      quota: "approve"
      Equity:Q00-预算批复          -1000.00 QUOTA
      Equity:Q01-可用额度:007:10    1000.00 QUOTA
    2024-03-05 * "某店" "活动"
      unit: "007"
      fund: "10"
      reserve: "SQ-9"
      Expenses:501-职工活动支出:50102-文体活动   100.00 CNY
      Assets:102-银行存款:01-基本户             -100.00 CNY
    """
    assert messages(ledger) == [(9, "预占 SQ-9 不存在。")]
    assert lines_of(ledger)["007", "10"].available == 90000


def test_an_advance_without_an_id_is_refused(ledger):
    """
    2024-03-05 * "T0007" "借款"
      unit: "007"
      fund: "10"
      Assets:135-其他应收款:13501-职工借款   300.00 CNY
      Assets:102-银行存款:01-基本户         -300.00 CNY
    """
    assert messages(ledger) == [(1, "额度：借款要写 id，额度按这个编号冻结。")]


def test_two_reservations_are_handed_over_each_under_its_own_id(ledger):
    """
    2024-01-02 * "批复"
      quota: "approve"
      Equity:Q00-预算批复          -1000.00 QUOTA
      Equity:Q01-可用额度:007:10    1000.00 QUOTA
    2024-02-01 * "预占"
      quota: "reserve"
      reserve: "SQ-1"
      Equity:Q01-可用额度:007:10   -300.00 QUOTA
      Equity:Q05-冻结额度:007:10    300.00 QUOTA
    2024-02-02 * "T0007" "借款"
      id: "JK-1"
      unit: "007"
      fund: "10"
      Assets:135-其他应收款:13501-职工借款   200.00 CNY
      Assets:102-银行存款:01-基本户         -200.00 CNY
    2024-07-01 * "007 并入 008"
      quota: "handover"
      Equity:Q05-冻结额度:007:10   -300.00 QUOTA
        reserve: "SQ-1"
      Equity:Q05-冻结额度:008:10    300.00 QUOTA
        reserve: "SQ-1"
      Equity:Q05-冻结额度:007:10   -200.00 QUOTA
        reserve: "JK-1"
      Equity:Q05-冻结额度:008:10    200.00 QUOTA
        reserve: "JK-1"
    2024-08-05 * "T0007" "由接收单位核销"
      unit: "008"
      fund: "10"
      reserve: "JK-1"
      Expenses:501-职工活动支出:50102-文体活动   200.00 CNY
      Assets:135-其他应收款:13501-职工借款      -200.00 CNY
    """
    assert figures(ledger, "007") == (0, 0, 500)
    assert figures(ledger, "008") == (200, 300, 0)


def test_a_reservation_half_handed_over_is_refused(ledger):
    """
    2024-01-02 * "批复"
      quota: "approve"
      Equity:Q00-预算批复          -1000.00 QUOTA
      Equity:Q01-可用额度:007:10    1000.00 QUOTA
    2024-02-01 * "预占"
      quota: "reserve"
      reserve: "SQ-1"
      Equity:Q01-可用额度:007:10   -300.00 QUOTA
      Equity:Q05-冻结额度:007:10    300.00 QUOTA
    2024-07-01 * "只移交一半"
      quota: "handover"
      reserve: "SQ-1"
      Equity:Q05-冻结额度:007:10   -100.00 QUOTA
      Equity:Q05-冻结额度:008:10    100.00 QUOTA
    """
    assert messages(ledger) == [(14, "预占 SQ-1 还没有从原单位全部移出。")]


def test_two_claims_never_draw_more_than_was_reserved(ledger):
    """
    2024-01-02 * "批复"
      quota: "approve"
      Equity:Q00-预算批复          -1000.00 QUOTA
      Equity:Q01-可用额度:007:10    1000.00 QUOTA
    2024-02-01 * "预占"
      quota: "reserve"
      reserve: "SQ-1"
      Equity:Q01-可用额度:007:10   -300.00 QUOTA
      Equity:Q05-冻结额度:007:10    300.00 QUOTA
    2024-03-05 * "某店" "第一笔"
      unit: "007"
      fund: "10"
      reserve: "SQ-1"
      Expenses:501-职工活动支出:50102-文体活动   250.00 CNY
      Assets:102-银行存款:01-基本户             -250.00 CNY
    2024-03-06 * "某店" "第二笔"
      unit: "007"
      fund: "10"
      reserve: "SQ-1"
      Expenses:501-职工活动支出:50102-文体活动   250.00 CNY
      Assets:102-银行存款:01-基本户             -250.00 CNY
    """
    assert figures(ledger) == (500, 0, 500)
    assert figures(ledger, period="2024-02") == (0, 300, 700)
