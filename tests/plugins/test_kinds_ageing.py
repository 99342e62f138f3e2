"""Open items by account, 对方 and reservation; the cash box and the way through."""

from __future__ import annotations

OPEN = (
    '2025-06-30 * "提现"\n  id: "Z"\n'
    "  Assets:101-库存现金              1.00 CNY\n"
    "  Assets:102-银行存款:01-基本户   -1.00 CNY\n"
    "2020-01-01 open Liabilities:215-其他应付款:21501-质保金 CNY\n"
    "2020-01-01 open Income:405-行政补助收入 CNY\n"
)


def found(write_books, text, rule):
    """Load books that go on to June 2025; return what a rule found."""
    from textwrap import dedent

    from union_ledger.core.ledger import load_ledger

    ledger = load_ledger(write_books(f"{dedent(text).strip()}\n{OPEN}"))
    return [f for f in ledger.findings if f.rule == rule]


def lend(day, payee, amount, own, more=""):
    """Return an advance, or what settles one where the amount is negative."""
    return (
        f'{day} * "{payee}" "借款"\n  id: "{own}"\n{more}'
        f"  Assets:135-其他应收款:13501-职工借款   {amount} CNY\n"
        "  Assets:102-银行存款:01-基本户\n"
    )


def open_items(findings):
    """Return the ids and what is left of each, in fen."""
    return sorted((f.entry_ids[0], f.amount) for f in findings)


def test_one_s_own_advance_is_settled_before_an_older_one(write_books):
    text = (
        lend("2024-01-05", "T0001", "30.00", "A")
        + lend("2024-01-06", "T0002", "50.00", "B")
        + lend("2024-02-06", "T0002", "-50.00", "C")
    )
    assert open_items(found(write_books, text, "A10")) == [("A", 3000)]


def test_a_reservation_named_is_settled_before_either(write_books):
    own = '  unit: "007"\n  fund: "10"\n'
    text = (
        lend("2024-01-05", "T0001", "30.00", "A", own)
        + lend("2024-01-06", "T0001", "30.00", "B", own)
        + lend("2024-02-06", "某店", "-30.00", "C", own + '  reserve: "B"\n')
    )
    assert open_items(found(write_books, text, "A10")) == [("A", 3000)]


def test_what_nobody_named_settles_the_oldest(write_books):
    text = (
        lend("2024-01-05", "T0001", "30.00", "A")
        + lend("2024-01-06", "T0002", "50.00", "B")
        + lend("2024-02-06", "T0009", "-40.00", "C")
    )
    findings = found(write_books, text, "A10")
    assert open_items(findings) == [("B", 4000)]
    assert "2024-02-06 C 结清 10.00 元" in findings[0].evidence


def test_what_was_settled_ahead_is_not_open(write_books):
    """The repayment is dated before the advance it belongs to."""
    text = lend("2024-01-05", "T0001", "-30.00", "A") + lend(
        "2024-01-06", "T0001", "50.00", "B"
    )
    assert open_items(found(write_books, text, "A10")) == [("B", 2000)]


def test_accounts_do_not_settle_each_other(write_books):
    text = lend("2024-01-05", "T0001", "30.00", "A") + (
        '2024-02-05 * "T0001" "待查"\n  id: "B"\n'
        "  Assets:135-其他应收款:13599-待查   -30.00 CNY\n"
        "  Assets:102-银行存款:01-基本户       30.00 CNY\n"
    )
    assert open_items(found(write_books, text, "A10")) == [("A", 3000)]


def test_a_due_date_on_the_posting_goes_first(write_books):
    """Two retentions of one entry, one of them not due yet."""
    text = """
    2023-05-01 * "某公司" "留质保金"
      id: "A"
      Assets:102-银行存款:01-基本户             30.00 CNY
      Liabilities:215-其他应付款:21501-质保金  -10.00 CNY
        due: 2025-06-01
      Liabilities:215-其他应付款:21501-质保金  -20.00 CNY
    """
    findings = found(write_books, text, "A10")
    assert [(f.lineno, f.amount) for f in findings] == [(6, 2000)]
    assert "从 2023-05-01 到账簿最后一天 2025-06-30，已 791 天" in findings[0].evidence


def test_every_payment_of_the_same_sum_is_named_at_the_receipt(write_books):
    text = """
    2024-05-01 * "甲单位" "来款"
      id: "A"
      Assets:102-银行存款:01-基本户            9000.00 CNY
      Liabilities:215-其他应付款:21501-质保金  -9000.00 CNY
    2024-05-02 * "乙公司" "付款"
      id: "B"
      Liabilities:215-其他应付款:21501-质保金   9000.00 CNY
      Assets:102-银行存款:01-基本户           -9000.00 CNY
    2024-05-03 * "丙公司" "付款"
      id: "C"
      unit: "007"
      fund: "10"
      Expenses:501-职工活动支出:50102-文体活动  9000.00 CNY
      Assets:102-银行存款:01-基本户           -9000.00 CNY
    """
    findings = found(write_books, text, "R04")
    assert [f.entry_ids for f in findings] == [("A",)]
    assert findings[0].evidence == (
        "2024-05-01 A 收 甲单位 9,000.00 元",
        "2024-05-02 B 付 乙公司 9,000.00 元，相隔 1 天",
        "2024-05-03 C 付 丙公司 9,000.00 元，相隔 2 天",
    )


def test_what_went_out_before_it_came_in_is_no_passing_through(write_books):
    text = """
    2024-05-02 * "丙公司" "付款"
      id: "A"
      unit: "007"
      fund: "10"
      Expenses:501-职工活动支出:50102-文体活动  9000.00 CNY
      Assets:102-银行存款:01-基本户           -9000.00 CNY
    2024-05-03 * "学校财务处" "行政补助"
      id: "B"
      unit: "000"
      fund: "10"
      Assets:102-银行存款:01-基本户            9000.00 CNY
      Income:405-行政补助收入                 -9000.00 CNY
    """
    assert found(write_books, text, "R04") == []


def test_income_that_did_not_come_in_as_money_passes_nothing_through(write_books):
    """An expense withheld and one paid to somebody else happen to be the same."""
    text = """
    2024-05-01 * "甲公司" "扣质保金"
      id: "A"
      unit: "007"
      fund: "10"
      Expenses:501-职工活动支出:50102-文体活动  9000.00 CNY
      Liabilities:215-其他应付款:21501-质保金  -9000.00 CNY
    2024-05-02 * "乙公司" "付款"
      id: "B"
      Liabilities:215-其他应付款:21501-质保金   9000.00 CNY
      Assets:102-银行存款:01-基本户           -9000.00 CNY
    """
    assert found(write_books, text, "R04") == []


def test_cash_that_was_there_is_spent_first(write_books):
    """Of 600 paid, 500 had been drawn the day before: 100 came from the dues."""
    text = """
    2024-05-01 * "提现"
      id: "A"
      Assets:101-库存现金                       500.00 CNY
      Assets:102-银行存款:01-基本户            -500.00 CNY
    2024-05-02 * "T0003" "会费"
      id: "B"
      unit: "000"
      fund: "10"
      Assets:101-库存现金                       300.00 CNY
      Income:401-会费收入                      -300.00 CNY
    2024-05-02 * "某店" "用品"
      id: "C"
      unit: "007"
      fund: "10"
      Expenses:501-职工活动支出:50102-文体活动   600.00 CNY
      Assets:101-库存现金                      -600.00 CNY
    """
    (finding,) = found(write_books, text, "R28")
    assert (finding.entry_ids, finding.amount) == (("C",), 10000)
    assert any("600.00 - 500.00 - 0.00 = 100.00 元" in e for e in finding.evidence)


def test_no_more_is_taken_from_the_receipts_than_came_in(write_books):
    """What goes below nought is another rule's."""
    text = """
    2024-05-02 * "T0003" "会费"
      id: "B"
      unit: "000"
      fund: "10"
      Assets:101-库存现金                       300.00 CNY
      Income:401-会费收入                      -300.00 CNY
    2024-05-02 * "某店" "用品"
      id: "C"
      unit: "007"
      fund: "10"
      Expenses:501-职工活动支出:50102-文体活动   900.00 CNY
      Assets:101-库存现金                      -900.00 CNY
    """
    (finding,) = found(write_books, text, "R28")
    assert finding.amount == 30000
