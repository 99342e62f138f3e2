"""Each bank's layout: found by its own header, read whole, proved, and not mistaken."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from tests.importers.conftest import OWN
from tests.importers.conftest import cells

from union_ledger.core.errors import InputError
from union_ledger.core.tables import read_tables
from union_ledger.importers.families import load_layouts
from union_ledger.importers.families import statement_layouts
from union_ledger.importers.header import find_header
from union_ledger.importers.proof import prove
from union_ledger.importers.reading import read_statement
from union_ledger.importers.record import record_of
from union_ledger.importers.statement_layout import UNSEEN

if TYPE_CHECKING:
    from pathlib import Path

    from tests.importers.conftest import Bank

    from union_ledger.importers.statement_layout import StatementLayout

BOC = [
    f"{chinese}[ {english} ]"
    for chinese, english in (
        ("交易类型", "Transaction Type"),
        ("付款人账号", "Debit Account No."),
        ("付款人名称", "Payer's Name"),
        ("收款人账号", "Payee's Account Number"),
        ("收款人名称", "Payee's Name"),
        ("交易日期", "Transaction Date"),
        ("交易时间", "Transaction time"),
        ("交易货币", "Trade Currency"),
        ("交易金额", "Trade Amount"),
        ("交易后余额", "After-transaction balance"),
        ("交易流水号", "Transaction reference number"),
        ("摘要", "Reference"),
        ("用途", "Purpose"),
    )
]
# What stands above the header, and the header, as the bank prints them.
SHAPES: dict[str, tuple[list[list[str]], list[str]]] = {
    "icbc_c": (
        [["[HISTORYDETAIL]"]],
        cells(
            "对方账号 交易时间 对方单位 用途 摘要 附言 回单个性化信息 余额 "
            "转出金额 转入金额"
        ),
    ),
    "icbc_d": (
        [],
        cells(
            "对方账号 交易时间 借贷标志 对方单位 对方行号 用途 摘要 附言 发生额 "
            "余额 币种"
        ),
    ),
    "icbc_e": (
        [["明细查询文件下载"], [], [f"账号: {OWN}", "户名: 某大学工会"], []],
        cells(
            "交易日期 交易时间 摘要 用途 收入金额 支出金额 币种 余额 对方户名 "
            "对方账号 凭证号"
        ),
    ),
    "ccb_b": (
        [],
        cells(
            "账号 账户名称 交易时间 借方发生额（支取） 贷方发生额（收入） 余额 币种 "
            "对方户名 对方账号 对方开户机构 记账日期 摘要 备注 凭证号"
        ),
    ),
    "abc": (
        [["账户明细"], ["账户号", "", OWN, "", "", "账户名称", "", "某大学工会"]],
        cells(
            "交易时间 收入金额 支出金额 账户余额 交易行名 对方省市 对方账号 对方户名 "
            "交易用途 摘要 会计日期"
        ),
    ),
    "boc": ([[], ["查询账号[ Inquirer account number ]", OWN]], BOC),
    "cmb": (
        [
            ["接口版本", "1.0", "", "文件类型", "明细", "", "银行账号", OWN],
            ["累计贷总笔数", "2", "", "对账单初期余额", "1000.00"],
        ],
        cells(
            "交易日 交易时间 起息日 交易类型 借方金额 贷方金额 余额 用途 流水号 "
            "业务摘要 收(付)方名称 收(付)方账号 冲账标志 扩展摘要 票据号"
        ),
    ),
    "cib": (
        [],
        cells(
            "银行流水号 账号 户名 凭证代号 币种 现/转 借方金额（支出） "
            "贷方金额（收入） 账户余额 摘要 对方账号 对方户名 记账日期 交易时间 用途"
        ),
    ),
    "spdb": (
        [["账号", OWN], ["账户名称", "某大学工会"], ["总笔数", "6"]],
        cells(
            "交易日期 交易时间 账务日 凭证号 借方金额 贷方金额 余额 对方账号 "
            "对方户名 对方行名 交易流水号 摘要 备注"
        ),
    ),
    "pab": (
        [[]],
        cells(
            "交易日期 账号 借 贷 账户余额 对方账户 对方账户名称 交易流水号 "
            "单位结算卡号 摘要 用途"
        ),
    ),
    "cbhb": (
        [["", "明细查询下载"], ["", "账号：", OWN], ["", "支出笔数：", "4"]],
        [
            "",
            *cells(
                "交易日期 交易时间 交易流水号 凭证号 收支标识 交易金额 账户余额 "
                "对方户名 对方账号 对方行名 渠道 备注 摘要"
            ),
        ],
    ),
    "cqrcb": (
        [],
        cells(
            "序号 交易流水号 交易日期 币种 收入金额 支出金额 余额 交易账号 "
            "对方银行 对方账户名 对方账号 交易渠道 用途 备注 摘要"
        ),
    ),
    "fincompany": (
        [["", "", "某集团财务有限公司"], ["开户机构：", "", "账户号：", OWN]],
        cells(
            "日期 摘要 订单编号 交易编号 对方账户号 对方账户名称 单据号 起息日 "
            "付款金额 收款金额 余额"
        ),
    ),
    "ccb_c": (
        [],
        cells(
            "交易日期 摘要 币种 收入金额 支出金额 账户余额 对方户名 对方账号 "
            "对方开户行 交易流水号"
        ),
    ),
    "bocom": (
        [["账号", OWN, "户名", "某大学工会"]],
        cells(
            "交易时间 摘要 凭证号码 借方发生额 贷方发生额 余额 对方账号 对方户名 "
            "核心流水号"
        ),
    ),
    "psbc": (
        [["查询账号：", OWN], ["起止日期：", "2024-11-01 至 2024-12-31"]],
        cells(
            "交易日期 交易时间 支出金额 收入金额 账户余额 对方户名 对方账号 摘要 "
            "附言 交易流水号"
        ),
    ),
    "citic_a": (
        [[f"账号：{OWN}", "币种：人民币"], *[[]] * 11],
        cells("交易日期 收款发生额 付款发生额 账户余额 对方账户名称 对方账号 摘要"),
    ),
    "citic_b": (
        [[f"账号：{OWN}"], *[["说明"]] * 14],
        cells(
            "交易日期 交易时间 柜员交易号 借方发生额 贷方发生额 账户余额 "
            "对方账户名称 对方账号 摘要"
        ),
    ),
    "hxb": (
        [
            ["账号：", OWN],
            *[[]] * 7,
            ["支出总金额", "499.50", "支出总笔数", "4"],
            ["收入总金额", "26,588.00", "收入总笔数", "2"],
        ],
        cells(
            "交易日期 交易时间 支出金额 收入金额 账户余额 对方名称 对方账号 摘要 流水号"
        ),
    ),
    "cmbc": (
        [
            ["账户名称:", "某大学工会"], ["账号:", OWN], ["币种:", "人民币"],
            ["起始日期:", "2024-11-01"], ["截至日期:", "2024-12-31"],
            ["借贷标志:"], ["排序方式:"], [],
            ["借方累计笔数:", "4", "借方累计发生额:", "499.50"],
            ["贷方累计笔数:", "2", "贷方累计发生额:", "26588.00"],
        ],
        cells(
            "交易时间 交易流水号 借方发生额 贷方发生额 账户余额 凭证号 客户附言 "
            "对方账号 对方账号名称 对方开户行"
        ),
    ),
    "czb": (
        [["账号", OWN]],
        cells(
            "交易日期 交易时间 借贷标志 交易金额 账户余额 对方户名 对方账号 摘要 "
            "交易流水号"
        ),
    ),
    "jsb": (
        [["账号", OWN]],
        cells("交易日期 借贷标记 交易金额 账户余额 对方户名 对方账号 摘要 交易流水号"),
    ),
    "ceb": (
        [["账号", OWN]],
        cells(
            "交易日期 交易时间 借方发生额 贷方发生额 账户余额 对方名称 对方账号 摘要"
        ),
    ),
}  # fmt: skip
WITHOUT_ACCOUNT = {"icbc_c", "icbc_d", "ccb_c"}


def write(bank: Bank, name: str, leave_out: int | None = None) -> Path:
    """Write the bank's movements in one layout; ``leave_out`` drops a row."""
    above, header = SHAPES[name]
    layout = next(each for each in statement_layouts() if each.id == name)
    role_of = {
        text: role for role, col in layout.columns.items() for text in col.labels
    }
    rows = []
    for number, (move, balance) in enumerate(
        zip(bank.moves, bank.balances(), strict=True)
    ):
        when, amount, other, account, summary, purpose, _ = move
        paid = amount.startswith("-")
        size = amount.lstrip("-")
        flags: tuple[str, ...] = ()
        if layout.flags is not None:
            flags = layout.flags.out if paid else layout.flags.into
        values = {
            "date": when if "time" not in layout.columns else when[:10],
            "time": when[11:],
            "out": size if paid else "",
            "in": "" if paid else size,
            "amount": amount if layout.signed else size,
            "flag": next(iter(flags), ""),
            "balance": f"{balance:,}",
            "currency": "人民币",
            "own_account": OWN,
            "own_name": "某大学工会",
            "payer_account": OWN if paid else account or "4200",
            "payer": "某大学工会" if paid else other,
            "payee_account": account if paid else OWN,
            "payee": other if paid else "某大学工会",
            "counterparty": other,
            "counter_account": account,
            "summary": summary,
            "purpose": purpose,
            "serial": f"2024{number:016}",
        }
        labels = [text.replace("（", "(").replace("）", ")") for text in header]
        labels = [text.split("[")[0] for text in labels]
        rows.append([values.get(role_of.get(text, ""), "") or "" for text in labels])
    if leave_out is not None:
        del rows[leave_out]
    return bank.save(f"{name}.xlsx", [*above, header, *rows])


@pytest.mark.parametrize("name", SHAPES)
def test_a_layout_is_found_read_and_proved(bank: Bank, name: str) -> None:
    account = OWN if name in WITHOUT_ACCOUNT else None
    statement = read_statement(write(bank, name), own_account=account)
    assert statement.layout.id == name
    assert statement.rejected == []
    proof = prove(statement)
    assert proof.why == []
    assert {row.own_account for row in statement.rows} == {OWN}
    assert [row.signed for row in statement.rows] == [
        int(Decimal(move[1]) * 100) for move in bank.moves
    ]
    first = statement.rows[0]
    assert (first.text["counterparty"], first.text["summary"]) == ("财务处", "拨缴经费")
    assert first.text["counter_account"] == "4200777"


@pytest.mark.parametrize("name", SHAPES)
def test_a_row_taken_out_is_missed(bank: Bank, name: str) -> None:
    account = OWN if name in WITHOUT_ACCOUNT else None
    path = write(bank, name, leave_out=2)
    assert prove(read_statement(path, own_account=account)).why


PRIVATE = {
    "icbc_person": "交易日期 摘要 交易场所 交易国家或地区简称 钞/汇 交易金额(收入) "
    "交易金额(支出) 交易币种 记账金额(收入) 记账金额(支出) 记账币种 余额 对方户名",
    "icbc_card": "交易日期 记账日期 摘要 交易场所 交易国家或地区简称 交易金额(收入) "
    "交易金额(支出) 交易币种 记账金额(收入) 记账金额(支出) 记账币种 余额 对方户名",
    "ccb_person": "记账日 交易日期 交易时间 支出 收入 账户余额 币种 摘要 对方账号 "
    "对方户名 交易地点",
    "boc_person": "记账日期 记账时间 币别 金额 余额 交易名称 渠道 网点名称 附言 "
    "对方账户名 对方卡号/账号 对方开户行 借记卡号",
    "cmb_person": "记账日期 货币 交易金额 联机余额 交易摘要 对手信息 客户摘要",
    "cmb_card": "交易日 记账日 交易摘要 人民币金额 卡号末四位 交易地金额",
    "bocom_person": "序号 交易日期 交易时间 交易类型 借贷 交易金额 余额 对方账号 "
    "对方户名 交易地点 摘要",
    "cgb_card": "交易日期 入账日期 交易摘要 交易金额 交易货币 入账金额 入账货币",
    "alipay": "交易时间 交易分类 交易对方 对方账号 商品说明 收/支 金额 收/付款方式 "
    "交易状态 交易订单号 商家订单号 备注",
    "meituan": "交易创建时间 交易成功时间 交易类型 订单标题 收/支 支付方式 订单金额 "
    "实付金额 交易单号 商家单号 备注",
    "jd": "交易时间 商户名称 交易说明 金额 收/付款方式 交易状态 收/支 交易分类 "
    "交易订单号 商家订单号 备注",
    "wechat": "交易时间 交易类型 交易对方 商品 收/支 金额(元) 支付方式 当前状态 "
    "交易单号 商户单号 备注",
}


@pytest.mark.parametrize("name", PRIVATE)
def test_a_private_statement_is_known_and_refused(bank: Bank, name: str) -> None:
    """Union money on a person's account is a suspicion, not a new layout."""
    header = cells(PRIVATE[name])
    path = bank.save("流水.xlsx", [header, ["2024-05-06", *["1.00"] * len(header[1:])]])
    layout = next(each for each in statement_layouts() if each.id == name)
    with pytest.raises(InputError, match="公款私存") as told:
        read_statement(path)
    assert layout.title in str(told.value)
    assert ("--account" in str(told.value)) == (layout.owner != "card")


def test_a_credit_card_is_never_taken(bank: Bank) -> None:
    path = bank.save("卡.xlsx", [cells(PRIVATE["cgb_card"]), ["2024-05-06"]])
    with pytest.raises(InputError, match="公款私存"):
        read_statement(path, own_account="62220000")


def test_a_wallet_is_read_when_its_number_is_given(bank: Bank) -> None:
    row = "2024-05-06 二维码收款 某会员 活动费 收入 ¥23.00 零钱 已收钱 1 / /"
    path = bank.save("微信.xlsx", [cells(PRIVATE["wechat"]), cells(row)])
    statement = read_statement(path, own_account="WX2024")
    assert [row.signed for row in statement.rows] == [2300]


def test_every_bank_layout_is_tried_here_or_elsewhere() -> None:
    elsewhere = {"icbc_a", "icbc_b", "ccb", "campus_project", "generic"}
    below = {"icbc_asia", "ledger_page"}
    assert {layout.id for layout in statement_layouts()} == {
        *SHAPES,
        *PRIVATE,
        *elsewhere,
        *below,
    }


@pytest.mark.parametrize("required", [True, False])
@pytest.mark.parametrize("layout", statement_layouts(), ids=lambda layout: layout.id)
def test_no_layout_takes_the_header_of_another(
    bank: Bank, layout: StatementLayout, *, required: bool
) -> None:
    """Whole, or with its required labels alone, a header is of one layout."""
    columns = layout.required() if required else layout.columns
    header = [column.labels[0] for column in columns.values()]
    tables = read_tables(bank.save("表头.xlsx", [list(dict.fromkeys(header))]))
    assert find_header(tables, load_layouts()).layout is layout


def test_a_layout_that_nobody_saw_says_so(bank: Bank) -> None:
    """A declaration written from hearsay puts a remark into every record."""
    seen = read_statement(write(bank, "cmbc"))
    unseen = read_statement(write(bank, "ceb"))
    assert record_of(unseen, prove(unseen))["notes"] == [UNSEEN]
    assert "notes" not in record_of(seen, prove(seen))
    assert unseen.layout.told == "中国光大银行账户明细（未经真实文件验证）"
    assert seen.layout.told == seen.layout.title


def test_an_account_in_another_currency_is_refused(bank: Bank) -> None:
    """ICBC Asia is known by its labels, and refused by its currency."""
    header = cells("交易日期 貨幣 扣賬 入賬 結餘 摘要")
    rows = [["2024-11-05", "HKD", "", "100.00", "100.00", "轉入"]] * 2
    path = bank.save("亞洲.xlsx", [["賬號", OWN], header, *rows])
    with pytest.raises(InputError, match=r"外币账户.*币种是 HKD"):
        read_statement(path)


def test_a_file_without_account_asks_for_it(bank: Bank) -> None:
    with pytest.raises(InputError, match="--account"):
        read_statement(write(bank, "icbc_c"))


def test_another_account_than_the_file_says_is_refused(bank: Bank) -> None:
    with pytest.raises(InputError, match="不是指定的"):
        read_statement(write(bank, "abc"), own_account="42009999000011112222")


def test_parties_that_are_both_others_are_refused(bank: Bank) -> None:
    """A statement of another account must not be booked on this one."""
    above, _ = SHAPES["boc"]
    above[1][1] = "42009999000011112222"
    try:
        statement = read_statement(write(bank, "boc"))
    finally:
        above[1][1] = OWN
    assert len(statement.rejected) == len(bank.moves)
    assert "都不是本方账号" in statement.rejected[0].why
