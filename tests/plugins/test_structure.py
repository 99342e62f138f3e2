"""Structure: each docstring is the books; the test says what is wrong with them."""

from __future__ import annotations


def said(ledger):
    """Return line and message of every structural error."""
    return [(p.lineno, p.message) for p in ledger.problems]


def test_account_outside_the_chart(ledger):
    """
    2020-01-01 open Expenses:502-维权支出 CNY
    2020-01-01 open Expenses:501-职工活动支出:50301-劳动和技能竞赛 CNY
    2020-01-01 open Assets:501-职工活动支出 CNY
    """
    lines = said(ledger)
    assert [line for line, _ in lines] == [1, 2, 3]
    assert "2021 年制度为 504 维权支出" in lines[0][1]
    assert "501 的明细只有 50101-职工教育" in lines[1][1]
    assert "应写在 Expenses 下" in lines[2][1]


def test_register_line_with_a_typo(ledger):
    """
    2024-01-01 custom "unit" "009" "档案馆工会"
      kind: "报帐"
    2024-01-01 custom "unit" "10" "短代码工会"
    2024-01-01 custom "members" "099" 12
    2024-01-01 custom "fund" "30" "专项经费"
      restrict: TRUE
    2024-01-01 custom "unit" "007" "重复登记"
    """
    lines = said(ledger)
    assert [line for line, _ in lines] == [1, 3, 7, 5, 4] or sorted(
        line for line, _ in lines
    ) == [1, 3, 4, 5, 7]
    text = dict(lines)
    assert "字段 kind 的值 报帐 不对：只能是 '报账'、'独立核算'" in text[1]
    assert "字段 code 的值 10 不对" in text[3]
    assert "单位 099 没有登记" in text[4]
    assert "不认识字段 restrict" in text[5]
    assert "007 已经登记过" in text[7]


def test_register_line_with_a_value_too_many(ledger):
    """
    2024-01-01 custom "members" "007" 412 "多余"
    """
    assert said(ledger) == [(1, "登记 members：应有 2 个值（unit、count），有 3 个。")]


def test_id_used_twice(ledger):
    """
    2024-01-05 * "提现"
      id: "V1"
      Assets:101-库存现金              10.00 CNY
      Assets:102-银行存款:01-基本户   -10.00 CNY
    2024-01-06 * "又提现"
      id: "V1"
      Assets:101-库存现金              10.00 CNY
      Assets:102-银行存款:01-基本户   -10.00 CNY
    """
    assert [(line, "编号 id V1 已用于" in text) for line, text in said(ledger)] == [
        (5, True)
    ]


def test_hand_typed_use_of_quota(ledger):
    """
    2024-01-05 * "想自己写已用额度"
      id: "V1"
      quota: "allot"
      Equity:Q01-可用额度:007:10   -10.00 QUOTA
      Equity:Q09-已用额度:007:10    10.00 QUOTA
    """
    assert "下达（allot）不能增加 Equity:Q09-已用额度:007:10" in said(ledger)[0][1]


def test_quota_legs_inside_an_expense(ledger):
    """
    2024-01-05 * "把额度写进支出"
      id: "V1"
      quota: "adjust"
      unit: "007"
      fund: "10"
      Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
      Assets:102-银行存款:01-基本户             -10.00 CNY
      Equity:Q01-可用额度:007:10   -10.00 QUOTA
      Equity:Q00-预算批复           10.00 QUOTA
    """
    assert "不能和人民币分录写在同一笔里" in said(ledger)[0][1]


def test_fraction_of_a_fen(ledger):
    """
    2024-01-05 * "利息"
      id: "V1"
      unit: "000"
      fund: "10"
      Assets:102-银行存款:01-基本户    0.123 CNY
      Income:401-会费收入             -0.123 CNY
    """
    assert [line for line, _ in said(ledger)] == [5, 6]
    assert "只记到分" in said(ledger)[0][1]


def test_closing_that_leaves_a_remainder(ledger):
    """
    2024-03-05 * "会费"
      id: "V1"
      unit: "007"
      fund: "20"
      Assets:102-银行存款:01-基本户   10.00 CNY
      Income:401-会费收入            -10.00 CNY
    2024-12-31 * "年末结转"
      id: "V2"
      closing: "2024"
      Income:401-会费收入                             9.00 CNY
      Equity:322-工会资金结余:32203-本年收支结转      -9.00 CNY
    """
    assert said(ledger) == [
        (
            7,
            "2024 年结转后科目 Income:401-会费收入 还有余额 -1.00 元，"
            "应全部转入 321 或 322。",
        ),
        (
            7,
            "2024 年结转后 Equity:322-工会资金结余:32203-本年收支结转 还有余额 "
            "9.00 元，应转入 32104 累计结转或 32205 累计结余。",
        ),
    ]


def test_closing_entry_that_touches_the_bank(ledger):
    """
    2024-12-31 * "年末结转"
      id: "V2"
      closing: "2024"
      Assets:102-银行存款:01-基本户                   9.00 CNY
      Equity:322-工会资金结余:32203-本年收支结转      -9.00 CNY
    """
    assert (4, True) in [
        (line, "年末结转分录里不能有科目" in t) for line, t in said(ledger)
    ]


def test_dues_closed_to_the_restricted_side(ledger):
    """
    2024-03-05 * "会费"
      id: "V1"
      unit: "007"
      fund: "20"
      Assets:102-银行存款:01-基本户   10.00 CNY
      Income:401-会费收入            -10.00 CNY
    2024-12-31 * "年末结转"
      id: "V2"
      closing: "2024"
      Income:401-会费收入                             10.00 CNY
      Equity:321-工会资金结转:32103-本年收支结转     -10.00 CNY
    """
    lines = dict(said(ledger))
    assert sorted(line for line, _ in said(ledger)) == [7, 7, 10]
    assert lines[10] == "会费收入（401）总是转入 322 结余，不转入 321 结转。"
    texts = " ".join(text for _, text in said(ledger))
    assert "收支差额是 0.00 元，转入 321 的是 10.00 元，两者应相等" in texts
    assert "32103-本年收支结转 还有余额 10.00 元，应转入 32104" in texts


def test_a_year_closed_to_the_end(ledger):
    """
    2024-03-05 * "会费"
      id: "V1"
      unit: "007"
      fund: "20"
      Assets:102-银行存款:01-基本户   10.00 CNY
      Income:401-会费收入            -10.00 CNY
    2024-12-31 * "年末结转"
      id: "V2"
      closing: "2024"
      Income:401-会费收入                             10.00 CNY
      Equity:322-工会资金结余:32203-本年收支结转     -10.00 CNY
    2024-12-31 * "转入累计结余"
      id: "V3"
      closing: "2024"
      Equity:322-工会资金结余:32203-本年收支结转      10.00 CNY
      Equity:322-工会资金结余:32205-累计结余         -10.00 CNY
    """
    assert said(ledger) == []


def test_quota_year_that_is_not_emptied(ledger):
    """
    2024-01-02 * "批复"
      id: "Q1"
      quota: "approve"
      Equity:Q00-预算批复          -100.00 QUOTA
      Equity:Q01-可用额度:007:10    100.00 QUOTA
    2024-03-05 * "活动"
      id: "V1"
      unit: "007"
      fund: "10"
      Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
      Assets:102-银行存款:01-基本户             -10.00 CNY
    2024-12-31 * "年结"
      id: "Q2"
      quota: "close"
      Equity:Q09-已用额度:007:10   -4.00 QUOTA
      Equity:Q00-预算批复           4.00 QUOTA
    """
    assert said(ledger) == [
        (12, "2024 年年结后 Equity:Q09-已用额度:007:10 还有 6.00，应全部转回 Q00。")
    ]


def test_balance_directive_on_quota_sees_the_posted_use(ledger):
    """
    2024-01-02 * "批复"
      id: "Q1"
      quota: "approve"
      Equity:Q00-预算批复          -100.00 QUOTA
      Equity:Q01-可用额度:007:10    100.00 QUOTA
    2024-03-05 * "活动"
      id: "V1"
      unit: "007"
      fund: "10"
      Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
      Assets:102-银行存款:01-基本户             -10.00 CNY
    2024-03-06 balance Equity:Q01-可用额度:007:10   90.00 QUOTA
    2024-03-06 balance Equity:Q09-已用额度:007:10   10.00 QUOTA
    """
    assert said(ledger) == []


def test_one_asset_number_entered_twice(ledger):
    """
    2024-05-06 * "购投影仪"
      id: "V1"
      Assets:162-固定资产:03-通用设备   1 PC {4500.00 CNY, 2024-05-06, "FA-2024-0001"}
      Equity:301-资产基金:30104-固定资产   -4500.00 CNY
    2024-06-06 * "同一编号又登记一次"
      id: "V2"
      Assets:162-固定资产:03-通用设备   1 PC {3000.00 CNY, 2024-06-06, "FA-2024-0001"}
      Equity:301-资产基金:30104-固定资产   -3000.00 CNY
    """
    assert [line for line, _ in said(ledger)] == [7]
    assert "资产编号 FA-2024-0001 已经在账" in said(ledger)[0][1]


def test_asset_that_was_raised_keeps_its_number(ledger):
    """
    2024-05-06 * "购投影仪"
      id: "V1"
      Assets:162-固定资产:03-通用设备   1 PC {4500.00 CNY, 2024-05-06, "FA-2024-0001"}
      Equity:301-资产基金:30104-固定资产   -4500.00 CNY
    2024-06-06 * "加装镜头，账面价值调增"
      id: "V2"
      Assets:162-固定资产:03-通用设备   1 PC {5000.00 CNY, 2024-05-06, "FA-2024-0001"}
      Assets:162-固定资产:03-通用设备  -1 PC {4500.00 CNY, 2024-05-06, "FA-2024-0001"}
      Equity:301-资产基金:30104-固定资产   -500.00 CNY
    """
    assert said(ledger) == []


def test_well_known_keys_with_another_kind_of_value(ledger):
    """
    2024-05-06 * "某店" "活动"
      id: "V1"
      unit: 007
      fund: 10
      attachments: "3"
      event-date: "2024-05-01"
      Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
      Assets:102-银行存款:01-基本户             -10.00 CNY
    """
    text = "\n".join(message for _, message in said(ledger))
    assert len(said(ledger)) == 4
    assert 'unit 的值 7 写法不对：应是加引号的三位代码，如 "007"' in text
    assert 'fund 的值 10 写法不对：应是加引号的两位代码，如 "10"' in text
    assert "attachments 的值 3 写法不对：应是数字，不加引号" in text
    assert "event-date 的值 2024-05-01 写法不对：应是日期，不加引号" in text


def test_a_waiver_by_somebody_without_the_office_waives_nothing(ledger):
    """
    2024-05-10 * "某店" "活动"
      id: "V1"
      unit: "007"
      fund: "10"
      invoice: "24000000000000000001"
      attachments: 1
      handler: "T0001"
      approver: "T0001"
      Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
      Assets:102-银行存款:01-基本户             -10.00 CNY
    2020-01-01 custom "person" "T0001"
      unit: "007"
      roles: "handler"
    2024-05-12 custom "waiver" "R34"
      finding: "R34-edd0bb1a"
      approver: "T0001"
      minutes: "无"
      expires: 2024-12-31
    2024-05-12 custom "waiver" "R34"
      finding: "R34-edd0bb1a"
      approver: "T9999"
      minutes: "无"
      expires: 2024-12-31
    """
    found = [f for f in ledger.findings if f.rule == "R34"]
    assert [(f.id, f.state) for f in found] == [("R34-edd0bb1a", "待处理")]


def test_an_advance_settled_without_its_id_is_told(ledger):
    """
    2024-05-06 * "T0001" "活动借款"
      id: "JK-1"
      unit: "007"
      fund: "10"
      Assets:135-其他应收款:13501-职工借款       10.00 CNY
      Assets:102-银行存款:01-基本户             -10.00 CNY
    2024-05-10 * "T0001" "报销，冲借款"
      id: "V1"
      unit: "007"
      fund: "10"
      Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
      Assets:135-其他应收款:13501-职工借款      -10.00 CNY
    """
    assert [(n, "冲销借款要写 reserve" in text) for n, text in said(ledger)] == [
        (7, True)
    ]


def test_a_register_line_without_values(ledger):
    """
    2024-01-01 custom "unit"
    """
    assert said(ledger) == [(1, "登记 unit：应有 2 个值（code、name），有 0 个。")]
