"""``import``: each file read, proved, classified and booked once."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest
from beancount import loader

from union_ledger.desk.intake import run
from union_ledger.desk.intake_text import as_data
from union_ledger.desk.intake_text import summary

if TYPE_CHECKING:
    from pathlib import Path


def test_one_new_file_a_month(
    books: Path, export, file_regression, rows, texts
) -> None:
    """The ledger text as an accountant will read it."""
    (result,) = run([export(rows)], books)
    assert (result.booked, result.known, result.unknown) == (6, 0, 2)
    assert [str(path.relative_to(books)) for path in result.written] == list(
        texts(books)
    )
    text = "".join(f"==> {name}\n{text}" for name, text in texts(books).items())
    file_regression.check(text, extension=".beancount", encoding="utf-8")


def test_summary_in_chinese(books: Path, export, file_regression, rows) -> None:
    """What the terminal shows: figures, then the rows a person must look at."""
    good, bad = export(rows), export(rows[:1] + rows[2:3], "bad.csv")
    results = run([good, bad], books)
    for result in results:
        result.written = [path.relative_to(books) for path in result.written]
    text = summary(results, dry_run=False, rows=True)
    file_regression.check(text, extension=".txt", encoding="utf-8")
    assert json.loads(json.dumps(as_data(results[0])))["booked"] == 6


def test_importing_twice_books_nothing_twice(
    books: Path, export, rows, texts, booked
) -> None:
    """The second run writes no file; both twins were booked by the first."""
    run([export(rows)], books)
    before = texts(books)
    (again,) = run([export(rows)], books)
    assert (again.booked, again.known, again.written) == (0, 6, [])
    assert not again.failed
    assert texts(books) == before
    twins = [e for e in booked(books) if e.narration == "报销 机械学院茶歇"]
    assert len(twins) == 2


def test_overlapping_files_in_either_order(books: Path, export, rows, booked) -> None:
    """Later part first, then the whole, then newest first: six entries in all."""
    files = [
        export(rows[2:], "later.csv"),
        export(rows, "whole.csv"),
        export(rows[::-1], "turned.csv"),
    ]
    results = run(files, books)
    assert [(r.booked, r.known) for r in results] == [(4, 0), (2, 4), (0, 6)]
    assert len(booked(books)) == 6


def test_newest_first_is_written_oldest_first(books: Path, export, rows, texts) -> None:
    """The order of an export is not the order of the books."""
    run([export(rows[::-1])], books)
    lines = "".join(texts(books).values()).splitlines()
    days = [line[:10] for line in lines if line.startswith("2024-")]
    assert days == sorted(days)


def test_an_entry_a_person_reclassified_is_still_known(
    books: Path, export, rows
) -> None:
    """Account, flag and narration may be corrected; the id holds the row."""
    run([export(rows)], books)
    for path in books.rglob("2024-*.beancount"):
        text = path.read_text(encoding="utf-8")
        text = text.replace("Assets:135-其他应收款:13599-待查", "Income:402-新科目")
        path.write_text(text.replace(" ! ", " * "), encoding="utf-8")
    (again,) = run([export(rows)], books)
    assert (again.booked, again.known) == (0, 6)


def test_an_entry_that_booking_refuses_is_known_all_the_same(
    books: Path, export, rows
) -> None:
    """An unbalanced entry is dropped by the loader; it is not booked again."""
    run([export(rows)], books)
    path = next(books.rglob("2024-12-*.beancount"))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("-500.00 CNY", "-400.00 CNY"), encoding="utf-8")
    _, errors, _ = loader.load_file(str(books / "main.beancount"))
    assert errors
    (again,) = run([export(rows)], books)
    assert (again.booked, again.known) == (0, 6)


@pytest.mark.parametrize(
    ("old", "new"),
    [("  26500.00 CNY", "  26501.00 CNY"), ("2024-11-05 *", "2024-11-06 *")],
    ids=["amount", "date"],
)
def test_same_id_with_other_figures_stops(books: Path, export, old, new, rows) -> None:
    """Books and bank disagree about one row: both places are named."""
    run([export(rows)], books)
    path = next(books.rglob("2024-11-*.beancount"))
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    (again,) = run([export(rows)], books)
    assert again.failed
    assert again.booked == 0
    assert f"{path}:4" in again.problem
    assert "11-12.csv：第 2 行" in again.problem
    assert {row.state for row in again.rows} == {"未入账"}


def test_same_serial_with_other_figures_stops(
    books: Path, tmp_path: Path, booked
) -> None:
    """A bank that corrects a row under its old number is not booked beside it."""
    head = [
        "账号,42008888",
        (
            "交易时间,借方发生额/元(支取),贷方发生额/元(收入),余额,币种,对方户名,"
            "对方账号,摘要,账户明细编号-交易流水号"
        ),
    ]
    path = tmp_path / "ccb.csv"
    row = "20241105 10:00:00,{},0.00,{},人民币,甲,6222,付,42000001"
    path.write_text("\n".join([*head, row.format("5.00", "995.00")]), encoding="utf-8")
    (first,) = run([path], books)
    assert first.booked == 1
    path.write_text("\n".join([*head, row.format("6.00", "994.00")]), encoding="utf-8")
    (second,) = run([path], books)
    assert second.failed
    assert "流水号 42000001" in second.problem
    assert len(booked(books)) == 1


def test_balance_directive_finds_what_the_chain_cannot(
    books: Path, export, rows
) -> None:
    """An export that begins too late proves out, and the books say what is missing."""
    (result,) = run([export(rows[1:])], books)
    assert not result.failed
    _, errors, _ = loader.load_file(str(books / "main.beancount"))
    assert len(errors) == 1
    assert "Balance failed" in errors[0].message


def test_another_balance_asserted_for_that_day(
    books: Path, export, rows, texts
) -> None:
    """Two statements that close one day differently are not both written."""
    path = books / "2024" / "02.beancount"
    text = "2024-12-04 balance Assets:102-银行存款:01-工行基本户 1.00 CNY\n"
    path.write_text(text, encoding="utf-8")
    (result,) = run([export(rows)], books)
    assert result.failed
    assert f"{path}:1" in result.problem
    assert list(texts(books)) == ["2024/02.beancount"]


def test_a_day_exported_half_is_told_when_the_rest_comes(
    books: Path, export, rows, booked
) -> None:
    """The first file ends between the twins of a day and asserts that day's end."""
    run([export(rows[:2], "noon.csv")], books)
    (result,) = run([export(rows)], books)
    assert result.failed
    path = next(books.rglob("2024-11-*.beancount"))
    lines = path.read_text(encoding="utf-8").split("\n")
    at = next(n for n, line in enumerate(lines, 1) if " balance " in line)
    assert f"{path}:{at} 断言 2024-11-09 的余额是 27412.00 CNY" in result.problem
    assert "请删去那一行 balance 后再导入" in result.problem
    path.write_text("\n".join(lines[: at - 1]) + "\n", encoding="utf-8")
    (again,) = run([export(rows)], books)
    assert (again.booked, again.known, again.failed) == (4, 2, False)
    assert len(booked(books)) == 6


def test_a_half_day_that_comes_late_asserts_nothing(
    books: Path, export, rows, booked
) -> None:
    """The books hold the second twin of its last day already."""
    run([export(rows[2:], "rest.csv"), export(rows[:2], "noon.csv")], books)
    assert len(booked(books)) == 6


def test_each_file_stands_by_itself(
    books: Path, export, tmp_path: Path, rows, texts
) -> None:
    """Broken, foreign and missing files write nothing; the good one is booked."""
    files = [
        export(rows[:1] + rows[2:], "gap.csv"),
        export([*rows[:2], "坏行,借,1.00,,1.00,42008888,x,y,z"], "row.csv"),
        export(["a,b,c"], "foreign.csv", "甲,乙,丙"),
        export([r.replace("42008888", "42009999") for r in rows], "other.csv"),
        tmp_path / "missing.csv",
        export(rows, "good.csv"),
    ]
    results = run(files, books)
    verdicts = [result.record["verdict"] for result in results]
    assert verdicts == [
        "unproven", "unproven", "refused", "proven", "refused", "proven",
    ]  # fmt: skip
    assert [result.failed for result in results] == [True] * 5 + [False]
    assert "42009999 没有登记" in results[3].problem
    assert [result.booked for result in results] == [0, 0, 0, 0, 0, 6]
    assert len(texts(books)) == 2


def test_every_row_is_accounted_for(books: Path, export, rows) -> None:
    """Rows of the file = booked + known + skipped + rejected, on their lines."""
    totals = "合计,,176.00,26500.00,,,,,"
    run([export(rows[:1], "first.csv")], books)
    (result,) = run([export([*rows[:3], totals, *rows[3:]])], books)
    assert [row.line for row in result.rows] == list(range(2, 9))
    states = [row.state for row in result.rows]
    assert states == ["已在账", "入账", "入账", "跳过", "入账", "入账", "入账"]
    assert result.rows[0].why == "拨缴经费"
    assert result.rows[4].why == "待查：没有规则符合"
    assert result.record["skip"] == [{"line": 5, "what": "合计"}]


def test_dry_run_writes_nothing(books: Path, export, rows, texts) -> None:
    """It says what would be, file names and all, also for overlapping files."""
    results = run([export(rows), export(rows[3:], "b.csv")], books, dry_run=True)
    assert [(r.booked, r.known) for r in results] == [(6, 0), (0, 3)]
    assert len(results[0].written) == 2
    assert texts(books) == {}


def test_dry_run_without_books(export, tmp_path: Path, rows) -> None:
    """A file can be proved before there are any books."""
    for folder in (None, tmp_path):
        (result,) = run([export(rows)], folder, dry_run=True)
        assert result.record["verdict"] == "proven"
        assert (result.booked, result.written) == (0, [])
        assert not result.failed


def test_into_another_folder(books: Path, export, tmp_path: Path, rows, texts) -> None:
    """Files go where they are wanted, and are known there as well."""
    into = tmp_path / "new"
    (first,) = run([export(rows)], books, into)
    assert sorted(path.name for path in into.iterdir()) == sorted(
        path.name for path in first.written
    )
    (again,) = run([export(rows[1:])], books, into)
    assert (again.booked, again.known) == (0, 5)
    assert texts(books) == {}


def test_year_that_main_does_not_include(books: Path, export, rows, texts) -> None:
    """Entries that the books would not see are not written."""
    moved = [row.replace("2024-12", "2025-01") for row in rows]
    (result,) = run([export(moved)], books)
    assert result.failed
    assert 'include "2025/*.beancount"' in result.problem
    assert texts(books) == {}


def test_a_person_s_account_is_taken_only_where_it_is_registered(
    books: Path, export, texts
) -> None:
    """公款私存: a number on the command line alone opens nothing."""
    header = (
        "交易日期,交易时间,交易类型,借贷,交易金额,余额,对方账号,对方户名,交易地点,摘要"
    )
    moves = [
        "2024-11-05,09:10:11,转账,贷 Cr,20.00,20.00,6222,会员甲,网银,活动费",
        "2024-11-06,09:10:11,转账,借 Dr,20.00,0.00,42008888,某工会,网银,交存",
    ]
    path = export(moves, "代收.csv", header)
    (refused,) = run([path], books)
    assert "公款私存" in refused.record["why"]
    rules = books / "classify.yaml"
    text = rules.read_text(encoding="utf-8")
    line = '  - {number: "62220001", posting: "Assets:135-其他应收款:13599-待查"}\n'
    rules.write_text(text.replace("lines:\n", line + "lines:\n"), encoding="utf-8")
    (unregistered,) = run([path], books, account="62220001")
    assert "没有登记为代收账户" in unregistered.problem
    assert texts(books) == {}
    allowed = line.replace("}", ", collects: true}")
    rules.write_text(text.replace("lines:\n", allowed + "lines:\n"), encoding="utf-8")
    (taken,) = run([path], books, account="62220001")
    assert (taken.problem, taken.booked) == ("", 2)


def test_the_original_is_kept_by_account_and_date(
    books: Path, export, rows, booked
) -> None:
    """Its bytes stand below documents/, and every entry names their hash."""
    path = export(rows)
    (result,) = run([path], books)
    kept = books / result.kept
    assert kept.parent == books / "documents/Assets/102-银行存款/01-工行基本户"
    assert kept.name.startswith("2024-12-03.11-12.")
    assert kept.read_bytes() == path.read_bytes()
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert {e.meta.get("source-sha256") for e in booked(books)} == {digest}
    (again,) = run([path], books)
    assert (again.kept, again.failed) == ("", False)
    assert sum(path.is_file() for path in books.glob("documents/**/*")) == 1


def test_what_does_not_prove_out_needs_a_reason(
    books: Path, export, rows, booked
) -> None:
    """With it the rows are booked, flagged, with the reason and without a balance."""
    path = export([*rows[:2], *rows[3:]])
    (refused,) = run([path], books)
    assert refused.failed
    assert not refused.written
    assert not (books / "documents").exists()
    (taken,) = run([path], books, unproven="网银缺一行，已函询银行")
    assert not taken.failed
    assert taken.record["verdict"] == "unproven"
    assert taken.booked == 5
    found = booked(books)
    assert {entry.flag for entry in found} == {"!"}
    assert {entry.meta["unproven"] for entry in found} == {"网银缺一行，已函询银行"}
    texts = [path.read_text(encoding="utf-8") for path in taken.written]
    assert not any(" balance " in text for text in texts)
    assert "按 --accept-unproven 入账" in summary([taken], dry_run=False, rows=False)
