"""Steps that are not legal are refused in Chinese, and nothing is written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from union_ledger.core.errors import InputError

BUY = (
    "buy --date 2024-02-10 --cost 9000 --name 笔记本电脑 --class 通用设备 "
    "--unit 007 --custodian T0071 --fund 10"
)
LEND = "lend FA-2022-0001 --date 2024-02-11 --to 后勤 --until 2024-02-20"
GONE = "dispose FA-2022-0001 --date 2024-03-03 --how 报废 --reason 坏"
DECIDED = "--approver 校工会委员会 --approved 2024-06-01 --minutes 纪要3"
REFUSED = {
    "no card": ([], "idle FA-9999-0001 --date 2024-02-11", "没有卡片"),
    "before its card": ([BUY], "idle FA-2024-0001 --date 2024-02-09", "早于资产"),
    "closed month": ([], "idle FA-2022-0001 --date 2024-01-31", "已经结账"),
    "lent twice": ([LEND], LEND, "状态是“出借”，不能出借"),
    "idle while lent": (
        [LEND],
        "idle FA-2022-0001 --date 2024-02-12",
        "先用 asset return 收回",
    ),
    "not lent": ([], "return FA-2022-0001 --date 2024-02-12", "不能归还"),
    "back before it goes": (
        [],
        LEND.replace("2024-02-20", "2024-02-01"),
        "归还日期 2024-02-01 早于",
    ),
    "disposed twice": ([GONE], GONE, "已经处置"),
    "moved when gone": (
        [GONE],
        "move FA-2022-0001 --date 2024-03-04 --unit 008",
        "已经处置",
    ),
    "lent when disposed of": (
        [LEND],
        "dispose FA-2022-0001 --date 2024-02-12 --how 报废 --reason 坏",
        "先用 asset return 收回",
    ),
    "behind a later line": (
        [LEND],
        "repair FA-2022-0001 --date 2024-02-05",
        "已有后面的变动",
    ),
    "unknown unit": (
        [],
        "move FA-2022-0001 --date 2024-02-11 --unit 999",
        "单位 999 没有登记",
    ),
    "closed unit": (
        [],
        "move FA-2022-0001 --date 2024-07-01 --unit 058",
        "在 2024-07-01 不能使用",
    ),
    "unknown custodian": (
        [],
        "move FA-2022-0001 --date 2024-02-11 --unit 007 --custodian T9999",
        "保管人 T9999 没有登记",
    ),
    "custodian gone": (
        [],
        "move FA-2022-0001 --date 2024-09-01 --unit 007 --custodian T0072",
        "在 2024-09-01 不在册",
    ),
    "moved to where it is": (
        [],
        "move FA-2022-0001 --date 2024-02-11 --unit 007 --custodian T0071",
        "本来就在",
    ),
    "nothing to move": (
        [],
        "move --all-of 008 --date 2024-02-11 --unit 007",
        "没有任何资产",
    ),
    "both or neither": ([], "move --date 2024-02-11 --unit 007", "只写一样"),
    "named twice": (
        [],
        "idle FA-2022-0001 FA-2022-0001 --date 2024-02-11",
        "写了两次",
    ),
    "accepted twice": (
        ["accept FA-2022-0001 --date 2024-02-11 --by T0071"],
        "accept FA-2022-0001 --date 2024-02-12 --by T0071",
        "已经验收",
    ),
    "to oneself": (
        [],
        "hand-over --from T0071 --to T0071 --date 2024-02-11",
        "同一个人",
    ),
    "number taken": ([], f"{BUY} --number FA-2022-0001", "已经登记过"),
    "one number, two cards": ([], f"{BUY} --number FA-1 --cards 2", "同一个编号"),
    "no even share": ([], f"{BUY.replace('9000', '100')} --cards 3", "不能平分"),
    "unknown life": ([], BUY.replace("笔记本电脑", "某物"), "不知道折旧年限"),
    "no life of antiques": (
        [],
        f"{BUY.replace('通用设备', '文物和陈列品')} --life 60",
        "不计提折旧",
    ),
    "kept back too much": ([], f"{BUY} --retention 9001", "多于应付"),
    "unknown advance": ([], f"{BUY} --advance JK-1", "没有编号是 JK-1 的借款"),
    "unknown bank": ([], f"{BUY} --bank 农行", "不能认定是哪个账户"),
    "no account of 507": ([], f"{BUY} --account 50102", "不是资本性支出"),
    "no fund": ([], BUY.replace("--fund 10", ""), "--fund"),
    "unknown fund": ([], BUY.replace("--fund 10", "--fund 99"), "没有登记或已停用"),
    "no year": ([], BUY.replace("2024-02", "2025-02"), "没有包括 2025 年"),
    "too many pieces": (
        [],
        "dispose FA-2022-0002 --quantity 4 --date 2024-03-03 --how 毁损 --reason 坏",
        "只有 3 件",
    ),
    "given without approval": (
        [],
        "donate FA-2022-0001 --date 2024-06-03 --to 某校 --reason 支援",
        "要先批准",
    ),
    "half an approval": ([], f"{GONE} --approver 校工会", "要写就都写"),
    "approved afterwards": (
        [],
        f"{GONE} {DECIDED.replace('2024-06-01', '2024-03-04')}",
        "晚于 2024-03-03",
    ),
    "nothing waits": (
        [],
        f"write-off FA-2022-0001 --date 2024-06-05 {DECIDED}",
        "没有待处理的净值",
    ),
    "settled twice": (
        [GONE, f"write-off FA-2022-0001 --date 2024-06-05 {DECIDED}"],
        f"write-off FA-2022-0001 --date 2024-06-06 {DECIDED}",
        "没有待处理的净值",
    ),
    "settled before approval": (
        [GONE],
        f"write-off FA-2022-0001 --date 2024-05-31 {DECIDED}",
        "先批准，后核销",
    ),
    "whose proceeds": (
        [GONE],
        f"write-off FA-2022-0001 --date 2024-06-05 {DECIDED} --proceeds 5",
        "归哪个单位",
    ),
    "raised, not ours": (
        [],
        "raise FA-2022-0003 --date 2024-03-03 --amount 5 --unit 007 --fund 10",
        "是行政的",
    ),
    "no account to build with": (
        [],
        "build --date 2024-03-01 --amount 5 --unit 007 --fund 10 --project P2024-01",
        "--account",
    ),
    "no project": (
        [],
        "build --date 2024-03-01 --amount 5 --unit 007 --fund 10 --project P2024-09",
        "项目 P2024-09没有登记",
    ),
    "nothing built": (
        [],
        "complete --project P2024-01 --date 2024-06-01 --name 装修 "
        "--class 房屋及构筑物 --unit 007 --life 96",
        "在 161 没有余额",
    ),
    "nothing kept back": (
        [],
        "release --date 2024-03-01 --amount 5 --project P2024-01",
        "质保金还有 0.00 元",
    ),
    "not in stock": (
        [],
        "stock-out --date 2024-03-09 --name 奖品 --amount 5 --list 领-7",
        "还有 0.00 元，不够发出 5.00 元",
    ),
    "stock is no capital": (
        [],
        "stock-in --date 2024-03-01 --name 奖品 --amount 6 --unit 007 --fund 10 "
        "--account 50702",
        "不能认定是哪个支出科目",
    ),
    "value or nominal": (
        [],
        "found --date 2024-03-05 --name 打印机 --class 通用设备 --unit 007",
        "--nominal",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_step_that_is_not_legal(name, asset, asset_books, texts):
    """It says what is wrong and what to do; no byte of the books changes."""
    before, words, said = REFUSED[name]
    for each in before:
        asset(each)
    held = texts(asset_books)
    with pytest.raises(InputError) as caught:
        asset(words)
    assert said in str(caught.value)
    assert caught.value.hint
    assert texts(asset_books) == held


def test_card_and_lot_that_differ_are_not_touched(asset, asset_books, texts):
    """Money does not move on a card whose cost is not the account's."""
    opening = asset_books / "2024" / "01.beancount"
    text = opening.read_text(encoding="utf-8")
    text = text.replace("7200.00", "7100.00").replace("-5100.00", "-5000.00")
    opening.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"账上的原值是 7,100\.00 元"):
        asset(GONE)
    assert list(texts(asset_books)) == [
        "2024/01.beancount",
        "chart.beancount",
        "main.beancount",
        "registers.beancount",
    ]


def test_books_that_cannot_be_read_are_left_alone(asset, asset_books):
    """A step on books with a syntax error would not know what it does."""
    with (asset_books / "registers.beancount").open("a", encoding="utf-8") as file:
        file.write("这不是账\n")
    with pytest.raises(InputError, match="读不通"):
        asset(LEND)


def test_bought_and_raised_on_one_day_in_the_wrong_order(asset, asset_books, texts):
    """What beancount would refuse by its order of lines is told before it is written.

    The purchase stands further down in its file than the next step would in its own.
    """
    (asset_books / "2024" / "02.beancount").write_text(
        "\n" * 90
        + """\
2024-02-10 * "购置"
  id: "E-1"
  unit: "007"
  fund: "10"
  Expenses:507-资本性支出:50702-办公设备  2000.00 CNY
  Assets:102-银行存款:01-工行基本户:1-自有  -2000.00 CNY
  Assets:162-固定资产:03-通用设备:2022  1 PC {2000.00 CNY, 2024-02-10, "FA-2024-0009"}
  Equity:301-资产基金:30104-固定资产  -2000.00 CNY
2024-02-10 custom "asset" "FA-2024-0009" "空调"
  class: "通用设备"
  cost: 2000.00 CNY
  unit: "007"
  life: 60
""",
        encoding="utf-8",
    )
    before = texts(asset_books)
    with pytest.raises(InputError, match="取得的一笔要写在前面"):
        asset("dispose FA-2024-0009 --date 2024-02-10 --how 毁损 --reason 坏")
    assert texts(asset_books) == before


@pytest.mark.parametrize("where", ["fsync", "rename"])
def test_a_killed_or_failed_write_leaves_the_old_books(
    where, asset, asset_books, texts, monkeypatch
):
    """Whatever the disk does, there is the old text or the whole new one."""
    asset(LEND)
    before = texts(asset_books)

    def refuse(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(
        *((os, "fsync") if where == "fsync" else (Path, "replace")), refuse
    )
    with pytest.raises(InputError, match="写不进去"):
        asset("return FA-2022-0001 --date 2024-02-19")
    monkeypatch.undo()
    assert texts(asset_books) == before
    asset("return FA-2022-0001 --date 2024-02-19")


def test_two_at_once(asset, asset_books):
    """While another command writes, a step waits, and then says so."""
    from union_ledger.desk.journal import Journal

    with Journal(asset_books), pytest.raises(InputError, match="另一个命令正在写"):
        asset(LEND)
