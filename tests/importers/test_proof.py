"""Completeness: a lost, doubled or altered row is found, and named."""

from __future__ import annotations

import openpyxl
import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from union_ledger.core.errors import InputError
from union_ledger.importers.proof import prove
from union_ledger.importers.reading import read_statement
from union_ledger.importers.record import KEYS
from union_ledger.importers.record import record_of
from union_ledger.importers.record import refused


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
