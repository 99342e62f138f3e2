"""Budgets as documents: findings that point at lines of the register."""

from __future__ import annotations


def found(ledger, rule):
    """Return line, name and severity of what a rule found."""
    own = [f for f in ledger.findings if f.rule == rule]
    return sorted((f.lineno, f.vouchers[0], f.severity) for f in own)


def test_a_finding_points_at_the_register_line_and_names_it(ledger):
    """
    2023-12-01 custom "budget-version" "2024" "V1"
      stage: "委员会审批"
      reviewed: 2023-12-10
      approved: 2023-12-20
    2024-01-01 custom "budget-line" "2024" "50801" 30.00 CNY
      version: "V1"
      unit: "007"
    2024-01-01 custom "budget-line" "2024" "50601" 20.00 CNY
      version: "V1"
    2024-01-01 custom "budget-line" "2024" "50602" 20.00 CNY
      version: "V1"
    """
    assert found(ledger, "L06") == [
        (5, "2024 年预算 V1 50801 007", "违规"),
        (8, "2024 年预算 V1 50601", "违规"),
        (10, "2024 年预算 V1 50602", "违规"),
    ]
    own = sorted(
        (f for f in ledger.findings if f.rule == "L06"), key=lambda f: f.lineno
    )
    assert len({f.id for f in own}) == 3
    assert own[0].unit == "007"
    assert own[0].day.isoformat() == "2024-01-01"
    assert own[0].amount == 3000


def test_a_deficit_is_reckoned_from_the_lines_that_are_not_part_of_others(ledger):
    """
    2023-12-01 custom "budget-version" "2024" "V1"
      stage: "委员会审批"
      reviewed: 2023-12-10
      approved: 2023-12-20
    2024-01-01 custom "budget-line" "2024" "401" 100.00 CNY
      version: "V1"
    2024-01-01 custom "budget-line" "2024" "501" 150.00 CNY
      version: "V1"
    2024-01-01 custom "budget-line" "2024" "50102" 90.00 CNY
      version: "V1"
    2024-01-01 custom "budget-line" "2024" "50102" 60.00 CNY
      version: "V1"
      unit: "007"
    2023-12-31 * "上年结余"
      Assets:102-银行存款:01-基本户                       30.00 CNY
      Equity:322-工会资金结余:32205-累计结余              -30.00 CNY
    2023-12-31 * "会费，上年还没有结转"
      unit: "007"
      fund: "10"
      Assets:102-银行存款:01-基本户                       15.00 CNY
      Income:401-会费收入                                -15.00 CNY
    2024-02-01 * "会费，本年的不算"
      unit: "007"
      fund: "10"
      Assets:102-银行存款:01-基本户                       99.00 CNY
      Income:401-会费收入                                -99.00 CNY
    """
    assert found(ledger, "L02") == [(1, "2024 年预算 V1", "违规")]
    finding = next(f for f in ledger.findings if f.rule == "L02")
    assert finding.amount == 500
    assert finding.evidence == (
        "收入预算合计 100.00 元",
        "支出预算合计 150.00 元",
        "150.00 − 100.00 = 50.00 元",
        "年初结转结余（321、322）45.00 元",
        "50.00 − 45.00 = 5.00 元",
    )


def test_a_budget_made_before_the_year_begins_only_raises_a_question(ledger):
    """
    2024-12-01 custom "budget-version" "2025" "V1"
      stage: "委员会审批"
      reviewed: 2024-12-10
      approved: 2024-12-20
    2024-12-01 custom "budget-line" "2025" "401" 100.00 CNY
      version: "V1"
    2024-12-01 custom "budget-line" "2025" "501" 150.00 CNY
      version: "V1"
    2024-01-01 * "年初结余"
      Assets:102-银行存款:01-基本户                       30.00 CNY
      Equity:322-工会资金结余:32205-累计结余              -30.00 CNY
    """
    assert found(ledger, "L02") == [(1, "2025 年预算 V1", "疑点")]


def test_what_is_cut_is_held_to_the_scope_of_its_line(ledger):
    """
    2023-12-01 custom "budget-version" "2024" "V1"
      stage: "委员会审批"
      reviewed: 2023-12-10
      approved: 2023-12-20
    2024-01-01 custom "budget-line" "2024" "50102" 500.00 CNY
      version: "V1"
      unit: "007"
    2024-01-01 custom "budget-line" "2024" "50102" 500.00 CNY
      version: "V1"
      unit: "008"
    2024-06-01 custom "budget-version" "2024" "V2"
      stage: "委员会审批"
      reviewed: 2024-06-05
      approved: 2024-06-10
    2024-06-01 custom "budget-line" "2024" "50102" 100.00 CNY
      version: "V2"
      unit: "007"
    2024-06-01 custom "budget-line" "2024" "50102" 100.00 CNY
      version: "V2"
      unit: "008"
    2024-03-10 * "某店" "008 的活动"
      unit: "008"
      fund: "10"
      Expenses:501-职工活动支出:50102-文体活动   101.00 CNY
      Assets:102-银行存款:01-基本户             -101.00 CNY
    """
    assert found(ledger, "R38") == [(18, "2024 年预算 V2 50102 008", "违规")]


def test_a_line_taken_into_a_wider_one_is_not_cut(ledger):
    """
    2023-12-01 custom "budget-version" "2024" "V1"
      stage: "委员会审批"
      reviewed: 2023-12-10
      approved: 2023-12-20
    2024-01-01 custom "budget-line" "2024" "50102" 500.00 CNY
      version: "V1"
    2024-06-01 custom "budget-version" "2024" "V2"
      stage: "委员会审批"
      reviewed: 2024-06-05
      approved: 2024-06-10
    2024-06-01 custom "budget-line" "2024" "501" 900.00 CNY
      version: "V2"
    2024-03-10 * "某店" "活动"
      Expenses:501-职工活动支出:50102-文体活动   400.00 CNY
      Assets:102-银行存款:01-基本户             -400.00 CNY
    """
    assert found(ledger, "R38") == []


def test_a_contract_of_last_year_goes_on_before_the_budget(ledger):
    """
    2024-01-01 custom "budget-version" "2024" "V1"
      stage: "委员会审批"
      reviewed: 2024-02-10
      approved: 2024-02-20
    2024-01-10 * "某店" "上年签的合同"
      contract: "HT-2023-09"
      contract-date: 2023-12-31
      Expenses:501-职工活动支出:50102-文体活动   400.00 CNY
      Assets:102-银行存款:01-基本户             -400.00 CNY
    2024-01-11 * "某店" "本年签的合同"
      contract: "HT-2024-01"
      contract-date: 2024-01-01
      Expenses:501-职工活动支出:50102-文体活动   400.00 CNY
      Assets:102-银行存款:01-基本户             -400.00 CNY
    2024-01-12 * "某店" "退回"
      Expenses:501-职工活动支出:50102-文体活动   -40.00 CNY
      Assets:102-银行存款:01-基本户               40.00 CNY
    """
    assert [line for line, _, _ in found(ledger, "R46")] == [13]


def test_a_subsidy_beyond_the_budget_excuses_only_what_it_pays(ledger):
    """
    2020-01-01 custom "fund" "45" "上级专项"
      restricted: TRUE
      source: "403"
      accounts: "501"
    2020-01-01 open Income:403-上级补助收入:40302-专项转移支付补助
    2023-12-01 custom "budget-version" "2024" "V1"
      stage: "委员会审批"
      reviewed: 2023-12-10
      approved: 2023-12-20
    2024-01-01 custom "budget-line" "2024" "50102" 500.00 CNY
      version: "V1"
    2024-03-01 * "省总工会" "追加专项补助"
      unit: "007"
      fund: "45"
      Assets:102-银行存款:01-基本户                            300.00 CNY
      Income:403-上级补助收入:40302-专项转移支付补助          -300.00 CNY
    2024-03-10 * "某店" "用自己的经费超支"
      unit: "007"
      fund: "10"
      Expenses:501-职工活动支出:50102-文体活动   600.00 CNY
      Assets:102-银行存款:01-基本户             -600.00 CNY
    2024-03-11 * "某店" "用补助"
      unit: "007"
      fund: "45"
      Expenses:501-职工活动支出:50102-文体活动   100.00 CNY
      Assets:102-银行存款:01-基本户             -100.00 CNY
    2024-03-12 * "某店" "再用补助"
      unit: "007"
      fund: "45"
      Expenses:501-职工活动支出:50102-文体活动   100.00 CNY
      Assets:102-银行存款:01-基本户             -100.00 CNY
    """
    told = [
        (f.lineno, f.severity)
        for f in ledger.findings
        if f.rule == "R37" and f.subject.startswith("预算")
    ]
    # 100 over without a fen of the subsidy; 200 over, 100 of it; 300 over, 200 of it.
    assert told == [(20, "违规"), (25, "违规"), (30, "违规")]
