"""``import`` finds what was typed before: named in its entry, never booked again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from beancount import loader
from beancount.core.data import Custom
from beancount.core.data import Transaction

from union_ledger.desk.intake import run
from union_ledger.desk.intake_text import summary

if TYPE_CHECKING:
    from pathlib import Path

OWN = "Assets:102-银行存款:01-工行基本户:1-自有"
SPORT = "Expenses:501-职工活动支出:50102-文体活动"
CLAIM = """
2024-11-{day} * "{payee}" "机械学院茶歇"
  id: "{id}"
  unit: "007"
  fund: "10"
  {sport}  {yuan} CNY
  {own}  -{yuan} CNY
"""


def claim(books: Path, *parts: dict[str, str]) -> None:
    """Type claims into the books before the bank's statement comes."""
    path = books / "2024" / "11.beancount"
    usual = {"day": "06", "payee": "赵二", "yuan": "88.00", "sport": SPORT, "own": OWN}
    text = "".join(
        CLAIM.format(**{**usual, "id": f"c-{n}", **part})
        for n, part in enumerate(parts)
    )
    path.write_text(text, encoding="utf-8")


def spent(books: Path) -> str:
    entries, errors, _ = loader.load_file(str(books / "main.beancount"))
    assert errors == []
    return str(
        sum(
            posting.units.number
            for entry in entries
            if isinstance(entry, Transaction)
            for posting in entry.postings
            if posting.account == SPORT
        )
    )


def test_a_claim_typed_before_is_named_and_not_booked_again(
    books: Path, export, rows
) -> None:
    """One of two equal rows is the claim; the other one is booked."""
    claim(books, {})
    path = export(rows)
    (result,) = run([path], books)
    assert (result.booked, result.matched, result.failed) == (5, 1, False)
    text = (books / "2024" / "11.beancount").read_text(encoding="utf-8")
    assert '    import-ids: "8888-' in text
    assert "    bank-date: 2024-11-08" in text
    assert spent(books) == "176.00"
    assert "与先记的分录核对上 1 笔" in summary([result], dry_run=False, rows=False)
    (again,) = run([path], books)
    assert (again.booked, again.matched, again.known) == (0, 0, 6)
    assert again.written == []


def test_one_payment_of_several_claims(books: Path, export, rows) -> None:
    """60 + 28 yuan to one payee are one row; both name it, neither is booked twice."""
    claim(books, {"yuan": "60.00"}, {"yuan": "28.00"})
    path = export([rows[0], rows[1]])
    (result,) = run([path], books)
    assert (result.booked, result.matched) == (1, 1)
    assert spent(books) == "88.00"
    (again,) = run([path], books)
    assert (again.booked, again.known, again.failed) == (0, 2, False)


def test_between_equals_nothing_is_chosen(books: Path, export, rows) -> None:
    """One row, two different claims of its amount: a person must say which."""
    claim(books, {}, {"day": "07"})
    path = export([rows[0], rows[1]])
    (result,) = run([path], books)
    assert result.failed
    assert "--as-new" in result.problem
    assert [row.state for row in result.rows] == ["入账", "待选定"]
    assert "11.beancount:2" in result.rows[1].why
    assert spent(books) == "176.00"
    texts = [path.read_text(encoding="utf-8") for path in result.written]
    assert not any(" balance Assets" in text for text in texts)
    (new,) = run([path], books, as_new=True)
    assert (new.booked, new.known, new.failed) == (1, 1, False)


def test_a_resolved_question_completes_the_statement(books: Path, export, rows) -> None:
    """Once the entry names the row, the next run writes what the bank says."""
    claim(books, {}, {"day": "07"})
    path = export([rows[0], rows[1]])
    run([path], books)
    entry = books / "2024" / "11.beancount"
    text = entry.read_text(encoding="utf-8")
    ours = run([path], books, dry_run=True)[0].rows[1].import_id
    named = text.replace('id: "c-1"', f'id: "c-1"\n  import-ids: "{ours}"')
    entry.write_text(named, encoding="utf-8")
    (result,) = run([path], books)
    assert (result.booked, result.known, result.failed) == (0, 2, False)
    # The other claim is still open at the bank: the books end on another balance.
    assert " balance Assets" not in result.written[0].read_text(encoding="utf-8")
    entries, _, _ = loader.load_file(str(books / "main.beancount"))
    said = [each for each in entries if isinstance(each, Custom)]
    stated = [each for each in said if each.type == "statement"]
    assert [each.date for each in stated] == [date(2024, 11, 8)]


def test_a_dry_run_says_the_same_and_writes_nothing(books: Path, export, rows) -> None:
    """The claim is shown as found; its file stays as it was."""
    claim(books, {})
    before = (books / "2024" / "11.beancount").read_bytes()
    (result,) = run([export(rows)], books, dry_run=True)
    assert (result.booked, result.matched) == (5, 1)
    assert (books / "2024" / "11.beancount").read_bytes() == before


def test_a_row_named_twice_is_refused(books: Path, export, rows) -> None:
    """An entry that claims a row which another entry was made from."""
    run([export(rows)], books)
    made = next(books.glob("2024/2024-11-*"))
    own = made.read_text(encoding="utf-8").split('id: "')[1].split('"')[0]
    claim(books, {"id": f'c-9"\n  import-ids: "{own}'})
    with pytest.raises(Exception, match="同一笔流水也不能记两次"):
        run([export(rows)], books)


OTHER = (
    "交易时间,对方账号,对方单位,用途,摘要,附言,回单个性化信息,余额,转出金额,转入金额"
)


def test_another_layout_of_the_same_account_books_nothing_twice(
    books: Path, export, rows
) -> None:
    """Without times and flags the ids differ; day, amount and balance are the same."""
    run([export(rows[:4])], books)
    same = [
        "2024-11-08,,赵二,机械学院茶歇,报销,,,27412.00,88.00,",
        "2024-11-08,,赵二,机械学院茶歇,报销,,,27324.00,88.00,",
        "2024-11-30,,,说明,手续费,,,27321.00,3.00,",
        "2024-12-02,,李四,大病互助,转账,,,27821.00,,500.00",
    ]
    path = export(same, "其他版式.csv", header=OTHER)
    (result,) = run([path], books, account="42008888")
    assert result.record["layout"] != "icbc_a"
    assert (result.booked, result.known, result.failed) == (1, 3, False)


def test_a_claim_that_was_met_is_known_in_another_layout(
    books: Path, export, rows
) -> None:
    """What was typed first keeps the balance of its row as well."""
    claim(books, {})
    run([export(rows[:2])], books)
    same = ["2024-11-08,,赵二,机械学院茶歇,报销,,,27412.00,88.00,"]
    path = export(same, "其他版式.csv", header=OTHER)
    (result,) = run([path], books, account="42008888")
    assert (result.booked, result.known, result.failed) == (0, 1, False)


def test_of_rows_alike_in_all_that_is_common_none_is_guessed(
    books: Path, export
) -> None:
    """Out, back and out again: two rows with one day, amount and balance."""
    there = "2024-11-08 {},借,88.00,,912.00,42008888,赵二,报销,茶歇"
    back = "2024-11-08 11:00:00,贷,,88.00,1000.00,42008888,赵二,退回,茶歇"
    run([export([there.format("10:00:00"), back])], books)
    same = [
        "2024-11-08,,赵二,茶歇,报销,,,912.00,88.00,",
        "2024-11-08,,赵二,茶歇,退回,,,1000.00,,88.00",
        "2024-11-08,,赵二,茶歇,报销,,,912.00,88.00,",
    ]
    path = export(same, "其他版式.csv", header=OTHER)
    (result,) = run([path], books, account="42008888")
    assert result.failed
    assert "分不清是哪几笔" in result.problem


def test_where_vouchers_lead_a_statement_only_reconciles(
    books: Path, export, rows
) -> None:
    """What a voucher holds is named in it; the rest waits for its voucher."""
    mapping = 'default: {unit: "000", fund: "10"}\nbank: vouchers\n'
    (books / "mapping.yaml").write_text(mapping, encoding="utf-8")
    claim(books, {})
    tmp_export = export(rows)
    (result,) = run([tmp_export], books)
    assert (result.booked, result.matched, result.failed) == (0, 1, False)
    assert [row.state for row in result.rows].count("未达") == 5
    assert spent(books) == "88.00"
    text = result.written[-1].read_text(encoding="utf-8")
    assert 'custom "statement"' in text
    texts = [path.read_text(encoding="utf-8") for path in result.written]
    assert sum(text.count('custom "bank-row"') for text in texts) == 5
    (again,) = run([tmp_export], books)
    assert again.written == []
    assert " balance Assets" not in text
    assert "没有对应的凭证" in summary([result], dry_run=False, rows=False)
