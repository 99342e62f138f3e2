"""Import ids: one row, one id, in every export that holds it."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from union_ledger.importers.identity import import_ids
from union_ledger.importers.proof import prove
from union_ledger.importers.reading import read_statement


def ids(path) -> list[str]:
    """Return the ids in order of the file."""
    statement = read_statement(path)
    found = import_ids(prove(statement).chains.values())
    return [found[row.line] for row in statement.rows]


def test_twins_of_one_second_have_two_ids(bank) -> None:
    """Rows 5 and 6 are equal but for the balance, and both are real."""
    found = ids(bank.icbc())
    assert len(set(found)) == 6
    assert all(import_id.startswith("8888-") for import_id in found)


def test_overlapping_part_has_the_same_ids(bank) -> None:
    """An export that begins with the second twin knows it for the second."""
    assert ids(bank.icbc("part.xlsx", slice(3, 6))) == ids(bank.icbc())[3:]


def test_both_shapes_of_one_account_give_the_same_ids(bank) -> None:
    """What the two [HISTORYDETAIL] shapes share is what makes the id."""
    assert ids(bank.icbc("a.xlsx")) == ids(bank.icbc("b.xlsx", shape="b"))


def test_order_of_the_export_changes_no_id(bank) -> None:
    """Newest first is the same history."""
    assert ids(bank.icbc("n.xlsx", newest_first=True)) == ids(bank.icbc())[::-1]


def test_there_and_back_on_one_day_without_time(tmp_path) -> None:
    """Pay, get back, pay again: amount and balance repeat, the ids do not."""
    path = tmp_path / "a.csv"
    path.write_text(
        "交易时间,借贷标志,转出金额,转入金额,余额,本方账号,对方单位,摘要\n"
        "2024-12-01,借,5.00,,95.00,42008888,甲,付\n"
        "2024-12-01,贷,,5.00,100.00,42008888,甲,退\n"
        "2024-12-01,借,5.00,,95.00,42008888,甲,付\n",
        encoding="utf-8",
    )
    assert len(set(ids(path))) == 3


def test_serial_number_is_part_of_the_id_and_not_all_of_it(bank) -> None:
    """Two rows with one bank serial are two rows."""
    plain = ids(bank.ccb("a.xlsx"))
    path = bank.ccb("b.xlsx")
    import openpyxl

    book = openpyxl.load_workbook(path)
    for row in (11, 12):
        book.active.cell(row, 12).value = "42000000000000009999"
    book.save(path)
    same = ids(path)
    assert len(set(same)) == 6
    assert [a == b for a, b in zip(plain, same, strict=True)] == [
        True, False, False, True, True, True,
    ]  # fmt: skip


_AMOUNTS = st.lists(
    st.sampled_from(["-88.00", "-88.00", "88.00", "-3.00", "1000.00"]),
    min_size=2,
    max_size=12,
)


@settings(
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(amounts=_AMOUNTS, cut=st.integers(0, 11), data=st.data())
def test_any_history_in_overlapping_parts(bank, amounts, cut, data) -> None:
    """Two parts that overlap by whole days hold each row once, twins and all."""
    days = sorted(data.draw(st.lists(st.integers(1, 9), min_size=len(amounts),
                                     max_size=len(amounts))))  # fmt: skip
    bank.moves = [
        (f"2024-12-{day:02} 10:00:00", amount, "甲", "62", "付", "", "1")
        for day, amount in zip(days, amounts, strict=True)
    ]
    assert Decimal(amounts[0])
    start = next(i for i, day in enumerate(days) if day == days[cut % len(days)])
    whole = ids(bank.icbc("whole.xlsx"))
    assert len(set(whole)) == len(whole)
    assert ids(bank.icbc("part.xlsx", slice(start, None))) == whole[start:]
