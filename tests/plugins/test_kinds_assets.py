"""What the rules for assets tell beside the line: evidence, amounts, and only once."""

from __future__ import annotations


def of(ledger, rule):
    assert [p.message for p in ledger.problems] == []
    return [finding for finding in ledger.findings if finding.rule == rule]


def test_the_card_that_explains_a_difference_is_named(ledger):
    """
    2020-01-01 open Assets:163-累计折旧:03-通用设备 CNY
    2024-03-12 custom "asset" "FA-1" "电脑"
      class: "通用设备"
      cost: 7200.00 CNY
      unit: "007"
      life: 72
    2024-03-12 custom "asset" "FA-2" "投影机"
      class: "通用设备"
      cost: 3600.00 CNY
      unit: "007"
      life: 72
    2024-03-12 * "捐赠"
      id: "K1"
      Assets:162-固定资产:03-通用设备   1 PC {7200.00 CNY, 2024-03-12, "FA-1"}
      Assets:162-固定资产:03-通用设备   1 PC {3600.00 CNY, 2024-03-12, "FA-2"}
      Equity:301-资产基金:30104-固定资产   -10800.00 CNY
    2024-03-31 * "计提"
      id: "K2"
      Equity:301-资产基金:30104-固定资产   100.00 CNY
      Assets:163-累计折旧:03-通用设备     -100.00 CNY
    2024-04-30 * "计提"
      id: "K3"
      Equity:301-资产基金:30104-固定资产   150.00 CNY
      Assets:163-累计折旧:03-通用设备     -150.00 CNY
    """
    (found,) = of(ledger, "ZC01")
    assert (found.entry_ids, found.amount) == (("K2",), 5000)
    assert "差额正好是 FA-2 本月应提的数" in found.evidence
    assert any("FA-1 电脑" in line for line in found.evidence)


def test_what_the_books_open_with_is_held_to_the_cards(ledger):
    """
    2020-01-01 open Assets:163-累计折旧:03-通用设备 CNY
    2023-01-12 custom "asset" "FA-1" "电脑"
      class: "通用设备"
      cost: 7200.00 CNY
      unit: "007"
      life: 72
    2024-01-01 * "年初余额"
      id: "K0"
      Assets:162-固定资产:03-通用设备   1 PC {7200.00 CNY, 2023-01-12, "FA-1"}
      Assets:163-累计折旧:03-通用设备      -1100.00 CNY
      Equity:301-资产基金:30104-固定资产   -6100.00 CNY
    2024-01-31 * "计提"
      id: "K2"
      Equity:301-资产基金:30104-固定资产   100.00 CNY
      Assets:163-累计折旧:03-通用设备     -100.00 CNY
    """
    (found,) = of(ledger, "ZC01")
    assert found.entry_ids == ("K0",)
    assert "账上 1,100.00 元，按卡片应为 1,200.00 元" in found.message


def test_a_disposal_that_clears_too_little_is_told_at_the_disposal(ledger):
    """
    2020-01-01 open Assets:163-累计折旧:03-通用设备 CNY
    2024-01-12 custom "asset" "FA-1" "电脑"
      class: "通用设备"
      cost: 7200.00 CNY
      quantity: 2
      unit: "007"
      life: 72
    2024-02-12 custom "asset-dispose" "FA-1"
      how: "捐赠"
      quantity: 1
      approver: "校工会委员会"
      approved: 2024-02-12
      minutes: "校工会〔2024〕1号"
    2024-01-12 * "捐赠"
      id: "K1"
      Assets:162-固定资产:03-通用设备   2 PC {3600.00 CNY, 2024-01-12, "FA-1"}
      Equity:301-资产基金:30104-固定资产   -7200.00 CNY
    2024-01-31 * "计提"
      id: "K2"
      Equity:301-资产基金:30104-固定资产   100.00 CNY
      Assets:163-累计折旧:03-通用设备     -100.00 CNY
    2024-02-12 * "捐出"
      id: "K3"
      Equity:301-资产基金:30104-固定资产   3560.00 CNY
      Assets:163-累计折旧:03-通用设备       40.00 CNY
      Assets:162-固定资产:03-通用设备   -1 PC {3600.00 CNY, 2024-01-12, "FA-1"}
    2024-02-29 * "计提"
      id: "K4"
      Equity:301-资产基金:30104-固定资产    50.00 CNY
      Assets:163-累计折旧:03-通用设备      -50.00 CNY
    """
    (found,) = of(ledger, "ZC01")
    assert (found.entry_ids, found.amount) == (("K3",), 1000)
    assert of(ledger, "ZC02") == []


def test_a_difference_of_card_and_lot_is_told_once(ledger):
    """
    2024-01-12 custom "asset" "FA-1" "电脑"
      class: "通用设备"
      cost: 7200.00 CNY
      unit: "007"
      life: 72
    2024-05-12 custom "asset-raise" "FA-1" 500.00 CNY
      remaining: 80
    2024-07-12 custom "asset-raise" "FA-1" 300.00 CNY
      remaining: 80
    2024-01-12 * "捐赠"
      id: "K1"
      Assets:162-固定资产:03-通用设备   1 PC {7200.00 CNY, 2024-01-12, "FA-1"}
      Equity:301-资产基金:30104-固定资产   -7200.00 CNY
    2024-12-31 * "提现"
      id: "K2"
      Assets:101-库存现金                  1.00 CNY
      Assets:102-银行存款:01-基本户       -1.00 CNY
    """
    (found,) = of(ledger, "ZC02")
    assert found.entry_ids == ("FA-1",)
    assert "2024-05-12 卡片原值 7,700.00 元，账上 7,200.00 元" in found.message
    assert (found.day.isoformat(), found.amount) == ("2024-05-12", 50000)
    assert found.lineno == 6


def test_milestones_are_told_again_when_done(ledger):
    """
    2024-01-02 custom "project" "P2024-01" "改造"
    2024-01-02 custom "milestone" "P2024-01" "竣工验收"
      contract: "HT-1"
      planned: 2024-03-31
      share: 0.95
    2024-04-02 custom "milestone" "P2024-01" "竣工验收"
      done: 2024-04-02
    2024-04-03 * "某公司" "工程款"
      id: "K1"
      contract: "HT-1"
      contract-amount: 1000.00
      unit: "000"
      fund: "10"
      Expenses:507-资本性支出:50702-办公设备   950.01 CNY
      Assets:102-银行存款:01-基本户         -950.01 CNY
    """
    (found,) = of(ledger, "ZC111")
    assert (found.entry_ids, found.amount) == (("K1",), 1)
    assert "竣工验收：2024-04-02 完成，累计可付 95%" in found.evidence
