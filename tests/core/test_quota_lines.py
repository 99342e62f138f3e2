"""Quota lines: each docstring is the books; the figures are what a report shows."""

from __future__ import annotations

from union_ledger.core.period import parse_period
from union_ledger.core.quota import quota_lines

FIELDS = ("opening", "allotted", "adjusted", "taken_back", "used")


def lines_of(ledger, period="2024"):
    """Return the lines of a period in yuan; each must add up."""
    lines = quota_lines(ledger.books, parse_period(period))
    for line in lines.values():
        assert line.holds
    return lines


def figures(ledger, unit="007", fund="10", period="2024"):
    """Return (used, reserved, available) of one unit and fund, in yuan."""
    assert [p.message for p in ledger.problems] == []
    line = lines_of(ledger, period)[unit, fund]
    return line.used / 100, line.reserved / 100, line.available / 100


def moved(ledger, unit="007", fund="10", period="2024"):
    """Return what moved besides: opening, allotted, adjusted, taken back, in yuan."""
    line = lines_of(ledger, period)[unit, fund]
    return tuple(getattr(line, name) / 100 for name in FIELDS[:4])


def test_a_refund_of_the_same_year_gives_quota_back(ledger):
    """
    2024-01-02 * "批复"
      quota: "approve"
      Equity:Q00-预算批复          -1000.00 QUOTA
      Equity:Q01-可用额度:007:10    1000.00 QUOTA
    2024-03-05 * "某店" "活动"
      unit: "007"
      fund: "10"
      Expenses:501-职工活动支出:50102-文体活动   100.00 CNY
      Assets:102-银行存款:01-基本户             -100.00 CNY
    2024-04-05 * "某店" "退货"
      unit: "007"
      fund: "10"
      Expenses:501-职工活动支出:50102-文体活动   -30.00 CNY
      Assets:102-银行存款:01-基本户               30.00 CNY
    """
    assert figures(ledger) == (70, 0, 930)
    assert figures(ledger, period="2024-04") == (-30, 0, 930)


def test_a_refund_of_a_prior_year_gives_none_back(ledger):
    """
    2024-01-02 * "批复"
      quota: "approve"
      Equity:Q00-预算批复          -1000.00 QUOTA
      Equity:Q01-可用额度:007:10    1000.00 QUOTA
    2024-04-05 * "某店" "上年货款退回"
      unit: "007"
      fund: "10"
      Assets:102-银行存款:01-基本户                  30.00 CNY
      Equity:322-工会资金结余:32201-年初余额调整    -30.00 CNY
    """
    assert figures(ledger) == (0, 0, 1000)


def test_a_handover_takes_quota_use_and_reservation_along(ledger):
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
    2024-07-01 * "007 并入 008"
      quota: "handover"
      reserve: "SQ-1"
      Equity:Q01-可用额度:007:10   -700.00 QUOTA
      Equity:Q05-冻结额度:007:10   -300.00 QUOTA
      Equity:Q01-可用额度:008:10    700.00 QUOTA
      Equity:Q05-冻结额度:008:10    300.00 QUOTA
    2024-08-05 * "某店" "原申请的活动"
      unit: "008"
      fund: "10"
      reserve: "SQ-1"
      Expenses:501-职工活动支出:50102-文体活动   250.00 CNY
      Assets:102-银行存款:01-基本户             -250.00 CNY
    """
    assert figures(ledger, "007") == (0, 0, 0)
    assert figures(ledger, "008") == (250, 50, 700)
    assert moved(ledger, "007") == (0, 1000, -1000, 0)
    assert moved(ledger, "008") == (0, 0, 1000, 0)


def test_what_is_taken_back_in_the_year_counts_and_what_lapses_at_its_end_does_not(
    ledger,
):
    """
    2024-01-02 * "批复"
      quota: "approve"
      Equity:Q00-预算批复          -1000.00 QUOTA
      Equity:Q01-可用额度:007:10    1000.00 QUOTA
    2024-11-25 * "收回预计用不完的额度"
      quota: "lapse"
      Equity:Q01-可用额度:007:10   -200.00 QUOTA
      Equity:Q00-预算批复           200.00 QUOTA
    2024-12-20 * "某店" "活动"
      unit: "007"
      fund: "10"
      Expenses:501-职工活动支出:50102-文体活动   500.00 CNY
      Assets:102-银行存款:01-基本户             -500.00 CNY
    2024-12-31 * "年末收回"
      quota: "lapse"
      Equity:Q01-可用额度:007:10   -300.00 QUOTA
      Equity:Q00-预算批复           300.00 QUOTA
    2024-12-31 * "年结"
      quota: "close"
      Equity:Q09-已用额度:007:10   -500.00 QUOTA
      Equity:Q00-预算批复           500.00 QUOTA
    """
    assert figures(ledger) == (500, 0, 300)
    assert moved(ledger) == (0, 1000, 0, 200)
    # The next year starts from nothing.
    assert ("007", "10") not in lines_of(ledger, "2025")


def test_what_is_carried_opens_the_year(ledger):
    """
    2023-01-02 * "批复"
      quota: "approve"
      Equity:Q00-预算批复          -1000.00 QUOTA
      Equity:Q01-可用额度:007:20    1000.00 QUOTA
    2023-12-31 * "转出待结转额度"
      quota: "close"
      Equity:Q01-可用额度:007:20   -1000.00 QUOTA
      Equity:Q00-预算批复           1000.00 QUOTA
    2024-01-01 * "上年结转"
      quota: "carry"
      Equity:Q00-预算批复          -900.00 QUOTA
      Equity:Q01-可用额度:007:20    900.00 QUOTA
    2024-01-02 * "批复"
      quota: "approve"
      Equity:Q00-预算批复          -50.00 QUOTA
      Equity:Q01-可用额度:007:20    50.00 QUOTA
    """
    assert moved(ledger, fund="20", period="2023") == (0, 1000, 0, 0)
    assert figures(ledger, fund="20", period="2023") == (0, 0, 1000)
    assert moved(ledger, fund="20") == (900, 50, 0, 0)
    assert lines_of(ledger)["007", "20"].base == 95000


def test_a_unit_with_its_own_books_uses_no_quota(ledger):
    """
    2020-01-01 custom "unit" "060" "附属医院工会"
      kind: "独立核算"
    2020-01-01 open Expenses:508-补助下级支出:50801-一般性转移支付补助 CNY
    2024-01-02 * "批复"
      quota: "approve"
      Equity:Q00-预算批复          -1000.00 QUOTA
      Equity:Q01-可用额度:000:10    1000.00 QUOTA
    2024-03-05 * "附属医院工会" "补助下级"
      unit: "060"
      fund: "10"
      Expenses:508-补助下级支出:50801-一般性转移支付补助   100.00 CNY
      Assets:102-银行存款:01-基本户                       -100.00 CNY
    2024-03-06 * "附属医院工会" "借款"
      id: "JK-9"
      unit: "060"
      fund: "10"
      Assets:135-其他应收款:13501-职工借款   50.00 CNY
      Assets:102-银行存款:01-基本户         -50.00 CNY
    """
    assert list(lines_of(ledger)) == [("000", "10")]
    assert figures(ledger, "000") == (0, 0, 1000)


def test_custody_and_pending_money_use_no_quota(ledger):
    """
    2024-01-02 * "批复"
      quota: "approve"
      Equity:Q00-预算批复          -1000.00 QUOTA
      Equity:Q01-可用额度:007:10    1000.00 QUOTA
    2020-01-01 open Liabilities:221-代管经费:01-大病医疗互助 CNY
    2024-03-05 ! "某公司" "不明付款"
      unit: "007"
      fund: "10"
      Assets:135-其他应收款:13599-待查   100.00 CNY
      Assets:102-银行存款:01-基本户     -100.00 CNY
    2024-03-06 * "T0009" "互助金赔付"
      unit: "007"
      fund: "10"
      Liabilities:221-代管经费:01-大病医疗互助   100.00 CNY
      Assets:102-银行存款:01-基本户             -100.00 CNY
    """
    assert figures(ledger) == (0, 0, 1000)


def test_one_entry_for_two_units_uses_the_quota_of_each(ledger):
    """
    2024-01-02 * "批复"
      quota: "approve"
      Equity:Q00-预算批复          -2000.00 QUOTA
      Equity:Q01-可用额度:007:10    1000.00 QUOTA
      Equity:Q01-可用额度:008:10    1000.00 QUOTA
    2024-03-05 * "某店" "两家合办"
      fund: "10"
      Expenses:501-职工活动支出:50102-文体活动   100.00 CNY
        unit: "007"
      Expenses:501-职工活动支出:50102-文体活动    60.00 CNY
        unit: "008"
      Expenses:501-职工活动支出:50102-文体活动    40.00 CNY
        unit: "008"
      Assets:102-银行存款:01-基本户             -200.00 CNY
    """
    assert figures(ledger, "007") == (100, 0, 900)
    assert figures(ledger, "008") == (100, 0, 900)
    entry = next(e for e in ledger.books.entries if e.payee == "某店")
    # One pair of legs a unit and fund, not one a posting.
    assert len(entry.quota_rows) == 4


def test_a_quarter_opens_with_what_the_last_one_closed_with(ledger):
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
    2024-03-31 * "某店" "季末一天"
      unit: "007"
      fund: "10"
      Expenses:501-职工活动支出:50102-文体活动   150.00 CNY
      Assets:102-银行存款:01-基本户             -150.00 CNY
    2024-04-01 * "某店" "季初一天"
      unit: "007"
      fund: "10"
      reserve: "SQ-1"
      Expenses:501-职工活动支出:50102-文体活动   200.00 CNY
      Assets:102-银行存款:01-基本户             -200.00 CNY
    2024-05-06 * "追加"
      quota: "adjust"
      Equity:Q00-预算批复          -80.00 QUOTA
      Equity:Q01-可用额度:007:10    80.00 QUOTA
    """
    assert figures(ledger, period="2024Q1") == (150, 300, 550)
    assert moved(ledger, period="2024Q1") == (0, 1000, 0, 0)
    assert moved(ledger, period="2024Q2") == (850, 0, 80, 0)
    assert figures(ledger, period="2024Q2") == (200, 100, 630)
    for before, after in (("2024-01", "2024-02"), ("2024-03", "2024-04")):
        closing = lines_of(ledger, before)["007", "10"]
        opening = lines_of(ledger, after)["007", "10"].opening
        assert closing.reserved + closing.available == opening


def test_a_closing_entry_uses_no_quota(ledger):
    """
    2024-01-02 * "批复"
      quota: "approve"
      Equity:Q00-预算批复          -1000.00 QUOTA
      Equity:Q01-可用额度:007:10    1000.00 QUOTA
    2024-03-05 * "某店" "活动"
      unit: "007"
      fund: "10"
      Expenses:501-职工活动支出:50102-文体活动   100.00 CNY
      Assets:102-银行存款:01-基本户             -100.00 CNY
    2024-12-31 * "年末结转"
      closing: "2024"
      unit: "007"
      fund: "10"
      Expenses:501-职工活动支出:50102-文体活动         -100.00 CNY
      Equity:322-工会资金结余:32203-本年收支结转        100.00 CNY
    2024-12-31 * "转入累计结余"
      closing: "2024"
      Equity:322-工会资金结余:32203-本年收支结转       -100.00 CNY
      Equity:322-工会资金结余:32205-累计结余            100.00 CNY
    """
    assert figures(ledger) == (100, 0, 900)
