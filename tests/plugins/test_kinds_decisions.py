"""Who decides, who signs and when, where the cases of the rule files do not reach."""

from __future__ import annotations

import pytest

RULES = """
parameters:
  - key: approval_limit_reviewer
    title: 审核人可审批的金额
    values:
      - {from: 2018-01-01, value: "100.00"}
      - {from: 2024-06-01, value: "200.00"}
  - key: approval_limit_approver
    title: 审批人可审批的金额
    values: [{from: 2018-01-01, value: "1000.00"}]
  - key: collective_limit
    title: 应集体研究的金额
    values: [{from: 2018-01-01, value: "500.00"}]
  - key: contract_limit
    title: 应签合同的金额
    values: [{from: 2018-01-01, value: "500.00"}]
  - key: large_payment
    title: 大额支付
    values: [{from: 2018-01-01, value: "500.00"}]
"""


def caught(ledger, rule):
    """Return line and message of what a rule found."""
    return [(f.lineno, f.message) for f in ledger.findings if f.rule == rule]


def lines(ledger, rule):
    """Return the lines a rule found."""
    return [line for line, _ in caught(ledger, rule)]


def test_the_office_of_the_day_and_the_limit_of_the_day_decide(ruled):
    """
    2024-01-01 custom "person" "T0002"
      unit: "000"
      roles: "reviewer"
    2024-07-01 custom "person" "T0002"
      unit: "000"
      roles: "approver"
    2024-05-10 * "某店" "活动，限额还是 100 元"
      approver: "T0002"
      Expenses:501-职工活动支出:50102-文体活动   150.00 CNY
      Assets:102-银行存款:01-基本户             -150.00 CNY
    2024-06-10 * "某店" "活动，限额已是 200 元"
      approver: "T0002"
      Expenses:501-职工活动支出:50102-文体活动   150.00 CNY
      Assets:102-银行存款:01-基本户             -150.00 CNY
    2024-07-10 * "某店" "活动，已任审批人"
      approver: "T0002"
      Expenses:501-职工活动支出:50102-文体活动   900.00 CNY
      Assets:102-银行存款:01-基本户             -900.00 CNY
    """
    assert lines(ruled, "R35") == [7]
    evidence = next(f for f in ruled.findings if f.rule == "R35").evidence
    assert evidence[0] == "审批人当日登记的岗位 T0002：审核"
    assert evidence[2] == "150.00 − 100.00 = 50.00 元"


def test_the_chair_of_one_sub_union_is_no_chair_elsewhere(ruled):
    """
    2020-01-01 custom "person" "T0011"
      unit: "007"
      roles: "chair"
    2020-01-01 custom "person" "T0001"
      unit: "000"
      roles: "chair"
    2024-05-10 * "某店" "008 的活动由 007 的主席审批"
      unit: "008"
      fund: "10"
      approver: "T0011"
      Expenses:501-职工活动支出:50102-文体活动    50.00 CNY
      Assets:102-银行存款:01-基本户              -50.00 CNY
    2024-05-11 * "某店" "校工会主席审批"
      unit: "008"
      fund: "10"
      approver: "T0001"
      Expenses:501-职工活动支出:50102-文体活动   99999.00 CNY
      Assets:102-银行存款:01-基本户             -99999.00 CNY
    """
    assert lines(ruled, "R35") == [7]


def test_without_limits_nobody_is_blamed_and_the_rule_says_so(ledger):
    """
    2020-01-01 custom "person" "T0002"
      unit: "000"
      roles: "reviewer"
    2024-05-10 * "某店" "活动"
      approver: "T0002"
      Expenses:501-职工活动支出:50102-文体活动   99999.00 CNY
      Assets:102-银行存款:01-基本户             -99999.00 CNY
    """
    assert lines(ledger, "R35") == lines(ledger, "R36") == lines(ledger, "R40") == []
    assert {"R311", "R312", "R35", "R36", "R40", "A12"} <= {r for r, _ in ledger.silent}


def test_what_says_there_is_no_paper_is_no_paper(ruled):
    """
    2024-05-10 * "某公司" "活动"
      id: "V1"
      contract: "无"
      minutes: "—"
      Expenses:501-职工活动支出:50102-文体活动   500.00 CNY
      Assets:102-银行存款:01-基本户             -500.00 CNY
    2024-05-11 * "某公司" "写着“无”的不是同一合同"
      id: "V2"
      contract: "无"
      minutes: "校工委会〔2024〕5号"
      Expenses:501-职工活动支出:50102-文体活动   500.00 CNY
      Assets:102-银行存款:01-基本户             -500.00 CNY
    """
    assert lines(ruled, "R36") == [1]
    assert lines(ruled, "R40") == [1, 7]
    assert lines(ruled, "R401") == []


def test_a_contract_is_added_up_by_date_whatever_the_order_of_the_text(ruled):
    """
    2024-06-10 * "某公司" "第二期"
      id: "V2"
      contract: "HT-1"
      Expenses:501-职工活动支出:50102-文体活动    60.00 CNY
      Assets:102-银行存款:01-基本户              -60.00 CNY
    2024-05-10 * "某公司" "第一期"
      id: "V1"
      contract: "HT-1"
      contract-amount: 100
      Expenses:501-职工活动支出:50102-文体活动    60.00 CNY
      Assets:102-银行存款:01-基本户              -60.00 CNY
    2024-07-10 * "另一公司" "第三期"
      id: "V3"
      contract: "HT-1"
      Expenses:501-职工活动支出:50102-文体活动     1.00 CNY
      Assets:102-银行存款:01-基本户               -1.00 CNY
    """
    assert caught(ruled, "R401") == [
        (1, "V2 合同 HT-1：累计付款 120.00 元，超过合同金额 100.00 元"),
        (12, "V3 合同 HT-1：累计付款 121.00 元，超过合同金额 100.00 元"),
        (12, "V3 合同 HT-1：付给“另一公司”，合同此前付给“某公司”"),
    ]
    first = next(f for f in ruled.findings if f.rule == "R401")
    assert first.evidence == (
        "2024-05-10 V1 60.00 元",
        "2024-06-10 V2 60.00 元",
        "累计付款 120.00 元，合同金额 100.00 元",
        "120.00 − 100.00 = 20.00 元",
    )


def test_one_finding_names_every_pair_of_days_that_is_the_wrong_way_round(ruled):
    """
    2024-05-10 * "某公司" "活动"
      id: "V1"
      minutes-date: 2024-05-12
      contract-date: 2024-05-11
      approved: 2024-05-11
      paid: 2024-05-10
      Expenses:501-职工活动支出:50102-文体活动   100.00 CNY
      Assets:102-银行存款:01-基本户             -100.00 CNY
    """
    said = (
        "V1 100.00 元，程序倒置：集体决策在签订合同之后、集体决策在付款之后、"
        "签订合同在付款之后、审批在付款之后"
    )
    assert caught(ruled, "L08") == [(1, said)]
    finding = next(f for f in ruled.findings if f.rule == "L08")
    assert finding.evidence[-1] == "审批日期 2024-05-11，付款日期 2024-05-10，晚 1 天"


def test_each_person_and_office_is_told_once_with_all_its_entries(ruled):
    """
    2020-01-01 custom "person" "T0001"
      unit: "000"
      roles: "handler"
    2024-05-11 * "某店" "第二笔"
      id: "V2"
      handler: "T0001 T0099"
      Expenses:501-职工活动支出:50102-文体活动    40.00 CNY
      Assets:102-银行存款:01-基本户              -40.00 CNY
    2024-05-10 * "某店" "第一笔"
      id: "V1"
      handler: "T0099"
      Expenses:501-职工活动支出:50102-文体活动    60.00 CNY
      Assets:102-银行存款:01-基本户              -60.00 CNY
    """
    said = "T0099 作为经办签了 2 笔，自 V1 起，合计 100.00 元：没有登记"
    assert caught(ruled, "R341") == [(9, said)]


def test_two_people_who_pass_a_large_payment_between_them_are_named(ruled):
    """
    2024-05-10 * "某店" "活动"
      id: "V1"
      handler: "T0001"
      reviewer: "T0002"
      approver: "T0002"
      bookkeeper: "T0001"
      Expenses:501-职工活动支出:50102-文体活动   500.00 CNY
      Assets:102-银行存款:01-基本户             -500.00 CNY
    """
    assert caught(ruled, "A12") == [(1, "V1 支出 500.00 元，4 个环节只有 2 人经手")]


def test_who_gets_it_and_is_paid_is_told_once(ruled):
    """
    2020-01-01 custom "person" "T0002"
      unit: "000"
      roles: "approver"
    2024-05-10 * "T0002" "住院慰问"
      id: "V1"
      handler: "T0001"
      approver: "T0002"
      member: "T0002"
      Expenses:501-职工活动支出:50102-文体活动   50.00 CNY
      Assets:102-银行存款:01-基本户             -50.00 CNY
    """
    assert caught(ruled, "R34") == [(4, "V1 50.00 元：审批与领款同为 T0002")]


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("evidence", "{require: [{name: 合同, keys: [contract], above: no_such}]}"),
        ("approval", "{levels: [{up_to: no_such, roles: [approver]}]}"),
        ("duties", "{least_people: 3, above: no_such}"),
    ],
)
def test_an_option_that_speaks_of_a_parameter_needs_it(
    kind, options, write_books, tmp_path
):
    from union_ledger.core.ledger import load_ledger

    folder = tmp_path / "rules"
    folder.mkdir()
    index = 'title: "本级"\nversion: "1"\nparts: [own.yaml]\n'
    rule = (
        "rules:\n  - id: R90\n    title: 试\n"
        f"    kind: {kind}\n    severity: 违规\n    with: {options}\n"
        "    effective: 2022-01-01\n    reviewed_on: 2026-01-01\n    message: x\n"
    )
    (folder / "index.yaml").write_text(index, encoding="utf-8")
    (folder / "own.yaml").write_text(rule, encoding="utf-8")
    problems = load_ledger(write_books("", "rules/index.yaml")).problems
    assert [p.lineno for p in problems] == [2]
    assert "规则 R90 的 parameters 缺少 no_such" in problems[0].message
