"""Papers, offices and invoices, where the cases of the rule files do not reach."""

from __future__ import annotations


def caught(ledger, rule):
    """Return line and message of what a rule found."""
    return [(f.lineno, f.message) for f in ledger.findings if f.rule == rule]


def test_a_list_of_signatures_stands_for_the_invoice_and_for_nothing_else(ledger):
    """
    2024-05-10 * "某店" "三八节慰问，附签收名单"
      id: "V1"
      list: "签收名单 2024-03"
      attachments: 2
      handler: "T0001"
      approver: "T0002"
      Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
      Assets:102-银行存款:01-基本户             -10.00 CNY
    2024-05-11 * "某店" "只有名单"
      id: "V2"
      list: "签收名单 2024-04"
      Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
      Assets:102-银行存款:01-基本户             -10.00 CNY
    """
    said = "V2 支出 10.00 元，缺附单据张数、经办人、审批人"
    assert caught(ledger, "R31") == [(9, said)]


def test_bank_charges_need_no_invoice_but_their_slip(ledger):
    """
    2024-05-10 * "某银行" "账户管理费"
      id: "V1"
      Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
      Assets:102-银行存款:01-基本户             -10.00 CNY
    """
    assert caught(ledger, "R31") == [(1, "V1 支出 10.00 元，缺附单据张数")]


def test_an_empty_paper_is_none(ledger):
    """
    2024-05-10 * "某店" "活动"
      id: "V1"
      invoice: ""
      attachments: 0
      handler: " "
      approver: "T0002"
      Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
      Assets:102-银行存款:01-基本户             -10.00 CNY
    """
    said = "V1 支出 10.00 元，缺发票等原始凭证、附单据张数、经办人"
    assert caught(ledger, "R31") == [(1, said)]


def test_one_finding_names_every_pair_that_meets(ledger):
    """
    2024-05-10 * "T0001" "多人经办，名单之间有空格"
      id: "V1"
      handler: "T0001  T0002 T0003"
      approver: "T0009 T0003"
      bookkeeper: "T0002"
      cashier: "T0005"
      member: "T0009"
      Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
      Assets:102-银行存款:01-基本户             -10.00 CNY
    """
    said = (
        "V1 10.00 元：经办与审批同为 T0003；经办与记账同为 T0002；审批与领款同为 T0009"
    )
    assert caught(ledger, "R34") == [(1, said)]


def test_an_id_inside_a_longer_one_is_another_person(ledger):
    """
    2024-05-10 * "某店" "活动"
      id: "V1"
      handler: "T0001 T0002"
      approver: "T00011"
      Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
      Assets:102-银行存款:01-基本户             -10.00 CNY
    """
    assert caught(ledger, "R34") == []


def test_an_invoice_of_last_year_is_known_and_both_entries_are_named(ledger):
    """
    2023-12-20 * "某店" "活动"
      id: "V1"
      voucher: "银付-0009"
      invoice: "24000000000000000001 24000000000000000002"
      Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
      Assets:102-银行存款:01-基本户             -10.00 CNY
    2024-03-20 * "某店" "活动"
      id: "V2"
      voucher: "银付-0001"
      invoice: "24000000000000000003 24000000000000000002"
      Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
      Assets:102-银行存款:01-基本户             -10.00 CNY
    """
    said = (
        "2024-03 银付-0001 用的发票 24000000000000000002 已在 2023-12 银付-0009 报销过"
    )
    assert caught(ledger, "R33") == [(7, said)]
    finding = next(f for f in ledger.findings if f.rule == "R33")
    assert finding.entry_ids == ("V2", "V1")


def test_an_invoice_written_full_width_is_the_same_one(ledger):
    """
    2024-03-20 * "某店" "活动"
      id: "V1"
      invoice: "ab-000１"
      Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
      Assets:102-银行存款:01-基本户             -10.00 CNY
    2024-04-20 * "某店" "活动"
      id: "V2"
      invoice: "AB0001"
      Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
      Assets:102-银行存款:01-基本户             -10.00 CNY
    """
    assert [line for line, _ in caught(ledger, "R33")] == [6]


def test_what_was_taken_back_may_be_claimed_again_but_only_once(ledger):
    """
    2024-03-20 * "某店" "活动，记错单位"
      id: "V1"
      invoice: "24000000000000000001"
      Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
      Assets:102-银行存款:01-基本户             -10.00 CNY
    2024-03-21 * "某店" "红字冲回"
      id: "V2"
      invoice: "24000000000000000001"
      Expenses:501-职工活动支出:50102-文体活动  -10.00 CNY
      Assets:102-银行存款:01-基本户              10.00 CNY
    2024-03-21 * "某店" "改记正确的单位"
      id: "V3"
      invoice: "24000000000000000001"
      Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
      Assets:102-银行存款:01-基本户             -10.00 CNY
    2024-05-21 * "某店" "又报一次"
      id: "V4"
      invoice: "24000000000000000001"
      Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
      Assets:102-银行存款:01-基本户             -10.00 CNY
    """
    assert [line for line, _ in caught(ledger, "R33")] == [16]


def test_a_paper_written_on_a_posting_counts(ledger):
    """
    2024-05-10 * "某店" "活动"
      id: "V1"
      attachments: 1
      handler: "T0001"
      approver: "T0002"
      Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
        receipt: "SJ-0001"
      Assets:102-银行存款:01-基本户             -10.00 CNY
    """
    assert caught(ledger, "R31") == []
