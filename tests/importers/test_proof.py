"""Completeness: a lost, doubled or altered row is found, and named."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import openpyxl
import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from union_ledger.core.errors import InputError
from union_ledger.importers.chain import chain_of
from union_ledger.importers.identity import import_ids
from union_ledger.importers.proof import prove
from union_ledger.importers.reading import read_statement
from union_ledger.importers.record import KEYS
from union_ledger.importers.record import record_of
from union_ledger.importers.record import refused
from union_ledger.importers.statement import Row


def record(path) -> dict[str, object]:
    statement = read_statement(path)
    return record_of(statement, prove(statement))


def edit(path, cell: str, value: object) -> None:
    book = openpyxl.load_workbook(path)
    book.active[cell] = value
    book.save(path)


def test_whole_record_of_a_proven_file(bank, data_regression) -> None:
    """All keys of the record, amounts as text, lines from 1."""
    found = record(bank.icbc())
    assert set(KEYS) <= set(found)
    data_regression.check(found)


def test_newest_first_gives_the_same_figures(bank) -> None:
    """The order is found by the chain and changes nothing but itself."""
    old = record(bank.icbc("old.xlsx"))
    new = record(bank.icbc("new.xlsx", newest_first=True))
    assert (old["order"], new["order"]) == ("oldest_first", "newest_first")
    for key in ("opening", "closing", "sum_in", "sum_out", "verdict", "first_date"):
        assert old[key] == new[key]


def test_a_missing_row_names_the_rows_around_it(bank) -> None:
    """Take row 5 out: the break stands between its neighbours."""
    path = bank.icbc()
    book = openpyxl.load_workbook(path)
    book.active.delete_rows(5)
    book.save(path)
    found = record(path)
    assert (found["verdict"], found["chain_holds"]) == ("unproven", False)
    assert found["chain_breaks"] == [5]
    assert "第 4 行（2024-11-08）余额 27,179.50" in str(found["why"])
    assert "第 5 行（2024-11-08）支出 88.00 后应为 27,091.50" in str(found["why"])
    assert "文件写的是 27,003.50" in str(found["why"])


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(row=st.integers(10, 15), fen=st.integers(1, 10**6), side=st.sampled_from("BCD"))
def test_any_altered_figure_is_found(bank, row: int, fen: int, side: str) -> None:
    """Change one amount or balance by any sum: the file never proves out."""
    path = bank.ccb()
    book = openpyxl.load_workbook(path)
    cell = book.active[f"{side}{row}"]
    cell.value = f"{float(cell.value) + fen / 100:.2f}"
    book.save(path)
    assert record(path)["verdict"] == "unproven"


@pytest.mark.parametrize(
    ("label", "value", "word"),
    [
        ("期初余额", 999.0, "期初余额"),
        ("当前余额", 1.0, "期末余额"),
        ("借方发生额", 499.51, "支出总额"),
        ("借方交易笔数", 5, "支出笔数"),
        ("贷方发生额", 0.0, "收入总额"),
        ("贷方交易笔数", 1, "收入笔数"),
    ],
)
def test_control_totals_must_agree(bank, label: str, value: float, word: str) -> None:
    """Each figure above the header is held against the rows."""
    found = record(bank.ccb(**{label: value}))
    assert found["verdict"] == "unproven"
    assert f"表头上方写的{word}" in str(found["why"])


def test_control_totals_that_agree(bank) -> None:
    """Positive control of the test above."""
    assert record(bank.ccb())["verdict"] == "proven"


def test_control_total_that_cannot_be_read(bank) -> None:
    """A control total is not left out because it is odd."""
    with pytest.raises(InputError, match="借方交易笔数"):
        read_statement(bank.ccb(借方交易笔数="四"))


@pytest.mark.parametrize(
    ("cell", "value", "word"),
    [
        ((4, 11), "101.00", "结转余额 101.00"),
        ((9, 9), "44.00", "支出合计 44.00"),
        ((9, 10), "5.00", "收入合计 5.00"),
        ((9, 11), "5.00", "余额 5.00"),
        ((12, 11), "281.00", "余额接不上"),
    ],
)
def test_campus_cards_are_checked_one_by_one(campus, cell, value, word) -> None:
    """Brought forward, running balance and totals of each card are held together."""
    found = record(campus({cell: value}))
    assert found["verdict"] == "unproven"
    assert word in str(found["why"])


def test_campus_cards_that_agree(campus) -> None:
    """Positive control of the test above."""
    found = record(campus())
    assert (found["verdict"], found["why"]) == ("proven", None)


def test_reversal_lowers_its_own_side(tmp_path) -> None:
    """A negative payment stays on the side of payments (红字)."""
    path = tmp_path / "a.csv"
    path.write_text(
        "交易时间,借贷标志,转出金额,转入金额,余额,本方账号,对方单位,摘要\n"
        "2024-12-01,借,5.50,,94.50,42008888,甲,付款\n"
        "2024-12-02,借,-5.50,,100.00,42008888,甲,隔日冲账\n",
        encoding="utf-8",
    )
    found = record(path)
    assert (found["rows_out"], found["rows_in"], found["sum_out"]) == (2, 0, "0.00")
    assert (found["opening"], found["closing"]) == ("100.00", "100.00")


def test_record_of_a_refused_file(tmp_path) -> None:
    """A file that cannot be read has all keys as well, and why."""
    found = refused(tmp_path / "a.xlsx", InputError("文件是空的"))
    assert set(found) == set(KEYS)
    assert (found["verdict"], found["why"]) == ("refused", "文件是空的。")


def test_a_block_that_adds_up_to_nothing_pasted_twice(bank) -> None:
    """Out and back again, twice: the chain holds, but no second has two such rows."""
    bank.moves[1:5] = [
        ("2024-11-08 10:00:00", "-88.00", "赵二", "62", "报销", "", "77"),
        ("2024-11-08 10:00:01", "88.00", "赵二", "62", "退款", "", "77"),
    ] * 2
    found = record(bank.icbc())
    assert (found["verdict"], found["chain_holds"]) == ("unproven", True)
    assert "第 4 行和第 6 行的时间、金额和余额都相同" in str(found["why"])
    bank.moves[3] = ("2024-11-08 10:00:02", *bank.moves[3][1:])
    bank.moves[4] = ("2024-11-08 10:00:03", *bank.moves[4][1:])
    assert record(bank.icbc())["verdict"] == "proven"


def test_a_chain_that_holds_only_against_time(bank) -> None:
    """With one sign wrong these rows add up backwards; their times say otherwise."""
    bank.moves = [
        ("2024-11-05 09:00:00", "88.00", "赵二", "62", "收", "", "1"),
        ("2024-11-05 13:00:00", "-88.00", "赵二", "62", "付", "", "2"),
        ("2024-11-05 14:00:00", "-88.00", "赵二", "62", "付", "", "3"),
    ]
    path = bank.icbc()
    assert record(path)["verdict"] == "proven"
    edit(path, "L4", "-88.00")
    found = record(path)
    assert (found["verdict"], found["order"]) == ("unproven", "newest_first")
    assert "与时间的先后相反" in str(found["why"])


CMBC = (
    "交易时间,交易流水号,借方发生额,贷方发生额,账户余额,凭证号,客户附言,"
    "对方账号,对方账号名称"
)
CMBC_ROWS = [
    "2024-12-01 08:00:00,S1,,100.00,100.00,,拨款,4200777,财务处",
    "2024-12-31 08:00:00,S2,30.00,,70.00,,报销,6222,甲",
]


@pytest.mark.parametrize(
    ("above", "why"),
    [
        ("起始日期:,2024-12-01,截至日期:,2024-12-31", None),
        ("起始日期:,2024-12-02", "第 4 行在期间以外"),
        ("截至日期:,2024-12-30", "第 5 行在期间以外"),
        ("查询时间范围：20241201-20241230", "第 5 行在期间以外"),
        ("查询时间范围：2024-12-01 00:00:00至2024-12-31 07:59:59", "第 5 行在期间以外"),
        ("查询时间范围：2024-12-01 00:00:00至2024-12-31 23:59:59", None),
        ("记录条数,2", None),
        ("记录条数,3", "表头上方写的总笔数 3，与明细的 2 不符"),
        ("共3笔记录", "表头上方写的总笔数 3，与明细的 2 不符"),
        ("借方累计笔数:,1,借方累计发生额:,30.00", None),
        ("借方累计笔数:,1,借方累计发生额:,30.01", "表头上方写的支出总额 30.01"),
        ("币　　种:,人民币", None),
    ],
)
def test_what_a_file_states_about_itself_must_agree(tmp_path, above, why) -> None:
    """Period, counts, totals: each is held against the rows."""
    path = tmp_path / "a.csv"
    lines = ["账号:,42000111222233334444", above, CMBC, *CMBC_ROWS]
    path.write_text("\n".join(lines), encoding="utf-8")
    found = record(path)
    assert found["verdict"] == ("unproven" if why else "proven")
    assert (why or "") in (found["why"] or "")


def test_an_account_that_states_another_currency_is_refused(tmp_path) -> None:
    """A dollar account is not read as renminbi where no row says so."""
    path = tmp_path / "a.csv"
    lines = ["账号:,42000111222233334444", "币种:,美元", CMBC, *CMBC_ROWS]
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(InputError, match="不是人民币"):
        read_statement(path)


def test_a_query_day_is_no_period(tmp_path) -> None:
    """One day beside 查询时间 is when it was asked; a remark says it was not used."""
    path = tmp_path / "a.csv"
    lines = ["账号:,42000111222233334444", "查询时间：2025-01-05 10:00", CMBC]
    path.write_text("\n".join([*lines, *CMBC_ROWS]), encoding="utf-8")
    found = record(path)
    assert found["verdict"] == "proven"
    assert "没有核对期间" in found["notes"][0]


BARE = "交易时间,收/支,金额(元),交易对方,商品,交易类型,当前状态"
BARE_ROWS = ["2024-12-01 08:00:00,收入,9.00,甲,活动费,收款,已收钱"] * 2


@pytest.mark.parametrize(
    ("above", "whole"),
    [
        ("起始时间：[2024-12-01 00:00:00] 终止时间：[2024-12-31 23:59:59]", True),
        ("起始时间：[2024-12-01 00:00:00] 终止时间：[2024-12-01 12:00:00]", False),
        ("导出时间：[2024-12-31 23:59:59]", False),
    ],
)
def test_neither_serial_nor_balance_needs_whole_days(tmp_path, above, whole) -> None:
    """Equal rows are told apart by counting, which a cut day makes wrong."""
    path = tmp_path / "a.csv"
    path.write_text("\n".join([above, BARE, *BARE_ROWS]), encoding="utf-8")
    if whole:
        statement = read_statement(path, own_account="WX2024")
        found = import_ids(prove(statement).chains.values())
        assert len(set(found.values())) == 2
        return
    with pytest.raises(InputError, match="既没有流水号也没有余额") as told:
        read_statement(path, own_account="WX2024")
    assert "整天" in str(told.value)


@settings(max_examples=60, deadline=None)
@given(
    amounts=st.lists(st.integers(-500, 500).filter(bool), min_size=1, max_size=9),
    days=st.lists(st.integers(1, 4), min_size=9, max_size=9),
    shuffle=st.randoms(use_true_random=False),
)
def test_rows_in_any_order_prove_or_say_why(amounts, days, shuffle) -> None:
    """Whatever the order: the same figures, or a reason; never other figures."""
    rows, balance = [], 10**6
    for amount, day in zip(amounts, sorted(days), strict=False):
        balance += amount
        side = "in" if amount > 0 else "out"
        rows.append(
            Row(len(rows) + 2, date(2024, 12, day), None, side, abs(amount), balance,
                "42008888", {}, "")
        )  # fmt: skip
    found = chain_of(shuffle.sample(rows, len(rows)), (), 10**6)
    if found.why:
        return
    assert (found.opening, found.closing) == (10**6, balance)
    for last, row in pairwise(found.rows):
        assert last.date <= row.date
        assert (last.balance or 0) + row.signed == row.balance
