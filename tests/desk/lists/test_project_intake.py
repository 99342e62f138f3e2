"""Project balances: proved by line, compared with the books, asserted where single."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from union_ledger.desk.intake import run
from union_ledger.desk.original import Original

if TYPE_CHECKING:
    from pathlib import Path

NAME = "项目余额表_20241231.xlsx"
CARD = "Assets:135-其他应收款:13502-校内经费项目"
MOVED = f"""\
2024-12-31 * "项目明细账合计"
  id: "k1"
  {CARD}                                 750.00 CNY
  Equity:322-工会资金结余:32205-累计结余  -750.00 CNY
"""
HEADER = (
    "部门编号 部门名称 项目编号 项目名称 负责人 上年结转 本年收入 本年支出 "
    "借款/暂付 冻结(预约)金额 可用余额"
)
OWN = f"""\
accounts:
  - {{number: "0550001", posting: "{CARD}", balance: "{CARD}"}}
"""


@pytest.fixture
def table() -> list[list[object]]:
    return [
        ["项目余额表", "", "期间：2024-01-01 至 2024-12-31"],
        HEADER.split(),
        ["106", "机械学院", "0550001", "机械学院工会活动经费", "欧阳试一",
         100, 500, 45, 55, 10, 490],
        ["107", "电气学院", "0550002", "电气学院工会活动经费", "王试",
         "", 300, 20, 30, 0, 250],
        ["合计", "", "", "", "", 100, 800, 65, 85, 10, 740],
    ]  # fmt: skip


def test_balances_agree_with_the_books(books: Path, book, save, table, written) -> None:
    """Two cards share an account: the sum is compared, and nothing is asserted."""
    book(MOVED)
    (result,) = run([save(NAME, table)], books)
    assert f"{CARD}：表上 750.00，账上 750.00，相符" in result.details
    assert (result.known, result.failed, written()) == (2, False, {})


def test_a_difference_is_told(books: Path, save, table) -> None:
    """To the fen, with the projects it is of."""
    (result,) = run([save(NAME, table)], books)
    assert result.record["differences"] == [
        {
            "account": CARD,
            "projects": ["0550001", "0550002"],
            "listed": "750.00",
            "booked": "0.00",
        }
    ]


def test_a_single_card_is_asserted(
    *, books: Path, book, save, table, written, errors, file_regression
) -> None:
    """The card with an account of its own; one that is not registered is told."""
    (books / "classify.yaml").write_text(OWN, encoding="utf-8")
    book(MOVED.replace("750", "500"))
    path = save(NAME, table)
    (result,) = run([path], books)
    assert "项目 0550002 没有登记，没有核对：电气学院工会活动经费" in result.details
    ((name, text),) = written().items()
    text = text.replace(Original.of(path).sha256, "…")
    file_regression.check(f"==> {name}\n{text}", extension=".txt", encoding="utf-8")
    assert errors() == []
    (again,) = run([path], books)
    assert (again.booked, again.written) == (0, [])


def test_a_line_that_does_not_add_up(books: Path, save, table) -> None:
    """The line and both figures are named."""
    table[2][10], table[4][10] = 491, 741
    (result,) = run([save(NAME, table)], books)
    assert result.record["why"] == (
        "第 3 行：减去借款和冻结后是 490.00，可用余额写的是 491.00"
    )


def test_a_plain_table_with_one_balance(books: Path, save) -> None:
    """Without advances and reservations the balance is what is left."""
    plain = [
        ["项目编号", "项目名称", "负责人", "上年结转", "本年收入", "本年支出", "余额"],
        ["0550001", "机械学院工会活动经费", "欧阳试一", 100, 500, 45, 555],
    ]
    (result,) = run([save(NAME, plain)], books, dry_run=True)
    assert (result.record["verdict"], result.record["sum_closing"]) == (
        "proven",
        "555.00",
    )


def test_no_person_is_printed_or_written(
    *, books: Path, book, save, table, command, written, people
) -> None:
    """Who leads a project is masked."""
    (books / "classify.yaml").write_text(OWN, encoding="utf-8")
    book(MOVED.replace("750", "500"))
    path = save(NAME, table)
    texts = [command(path, "--rows")[1], command(path, "--format", "json")[1]]
    texts += written().values()
    assert len(texts) == 3
    for person in people:
        assert not [text for text in texts if person in text], person
