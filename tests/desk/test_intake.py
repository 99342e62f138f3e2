"""``import``: each file read, proved, classified and booked once."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from beancount import loader
from hypothesis import HealthCheck
from hypothesis import example
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from union_ledger.core.errors import InputError
from union_ledger.desk import journal
from union_ledger.desk.intake import run
from union_ledger.desk.intake_text import as_data
from union_ledger.desk.intake_text import summary
from union_ledger.importers.text import clean

if TYPE_CHECKING:
    from pathlib import Path

BANK = "Assets:102-银行存款:01-工行基本户"
MAIN = f"""\
option "operating_currency" "CNY"
include "2024/*.beancount"
2020-01-01 custom "unit" "007" "机械科学与工程学院工会"
  short: "机械学院工会 机械学院"
2020-01-01 open {BANK}
2020-01-01 open {BANK}:1-自有
2020-01-01 open {BANK}:2-代管
2020-01-01 open Assets:135-其他应收款:13599-待查
2020-01-01 open Liabilities:215-其他应付款:21599-待查
2020-01-01 open Liabilities:221-代管经费:01-大病医疗互助
2020-01-01 open Equity:322-工会资金结余:32205-累计结余
2020-01-01 open Income:402-拨缴经费收入
2020-01-01 open Expenses:501-职工活动支出:50102-文体活动
"""
OPENING = f"""\
2024-01-01 * "年初"
  {BANK}:1-自有  1000.00 CNY
  Equity:322-工会资金结余:32205-累计结余
"""
CLASSIFY = f"""\
accounts:
  - number: "42008888"
    posting: "{BANK}:1-自有"
    balance: "{BANK}"
    custodial: "{BANK}:2-代管"
lines:
  - name: 拨缴经费
    when: {{summary: 拨缴经费, direction: in}}
    then: {{account: "Income:402-拨缴经费收入", unit: "000", fund: "10"}}
  - name: 二级工会报销
    when: {{summary: 报销}}
    then:
      account: "Expenses:501-职工活动支出:50102-文体活动"
      unit: from-text
      fund: "10"
  - name: 大病互助
    when: {{purpose: 大病互助}}
    then: {{account: "Liabilities:221-代管经费:01-大病医疗互助", own: 代管}}
"""
HEADER = "交易时间,借贷标志,转出金额,转入金额,余额,本方账号,对方单位,摘要,用途"
ROWS = [
    "2024-11-05 09:10:11,贷,,26500.00,27500.00,42008888,财务处,拨缴经费,10月",
    "2024-11-08 10:00:00,借,88.00,,27412.00,42008888,赵二,报销,机械学院茶歇",
    "2024-11-08 10:00:00,借,88.00,,27324.00,42008888,赵二,报销,机械学院茶歇",
    '2024-11-30 10:00:00,借,3.00,,27321.00,42008888,,手续费,"说""明"""',
    "2024-12-02 15:30:00,贷,,500.00,27821.00,42008888,李四,转账,大病互助",
    "2024-12-03 15:30:00,借,-88.00,,27909.00,42008888,赵二,退回,冲账",
]


@pytest.fixture
def books(tmp_path: Path) -> Path:
    folder = tmp_path / "books"
    (folder / "2024").mkdir(parents=True)
    (folder / "main.beancount").write_text(MAIN, encoding="utf-8")
    (folder / "2024" / "01.beancount").write_text(OPENING, encoding="utf-8")
    (folder / "classify.yaml").write_text(CLASSIFY, encoding="utf-8")
    return folder


@pytest.fixture
def export(tmp_path: Path):
    def write(rows: list[str], name: str = "11-12.csv", header: str = HEADER) -> Path:
        path = tmp_path / name
        path.write_text("\n".join([header, *rows]) + "\n", encoding="gb18030")
        return path

    return write


def texts(books: Path) -> dict[str, str]:
    """Return all files of the books but main, the register and the opening."""
    return {
        str(path.relative_to(books)): path.read_text(encoding="utf-8")
        for path in sorted(books.rglob("*.beancount"))
        if path.name not in {"main.beancount", "01.beancount"}
    }


def booked(books: Path) -> list:
    """Return the imported entries as beancount loads them, without an error."""
    entries, errors, _ = loader.load_file(str(books / "main.beancount"))
    assert errors == []
    return [entry for entry in entries if "id" in entry.meta]


def test_one_new_file_a_month(books: Path, export, file_regression) -> None:
    """The ledger text as an accountant will read it."""
    (result,) = run([export(ROWS)], books)
    assert (result.booked, result.known, result.unknown) == (6, 0, 2)
    assert [str(path.relative_to(books)) for path in result.written] == list(
        texts(books)
    )
    assert len(booked(books)) == 6
    text = "".join(f"==> {name}\n{text}" for name, text in texts(books).items())
    file_regression.check(text, extension=".beancount", encoding="utf-8")


def test_summary_in_chinese(books: Path, export, file_regression) -> None:
    """What the terminal shows: figures, then the rows a person must look at."""
    good, bad = export(ROWS), export(ROWS[:1] + ROWS[2:3], "bad.csv")
    results = run([good, bad], books)
    for result in results:
        result.written = [path.relative_to(books) for path in result.written]
    text = summary(results, dry_run=False, rows=True)
    file_regression.check(text, extension=".txt", encoding="utf-8")
    assert json.loads(json.dumps(as_data(results[0])))["booked"] == 6


def test_importing_twice_books_nothing_twice(books: Path, export) -> None:
    """The second run writes no file; both twins were booked by the first."""
    run([export(ROWS)], books)
    before = texts(books)
    (again,) = run([export(ROWS)], books)
    assert (again.booked, again.known, again.written) == (0, 6, [])
    assert not again.failed
    assert texts(books) == before
    twins = [e for e in booked(books) if e.narration == "报销 机械学院茶歇"]
    assert len(twins) == 2


def test_overlapping_files_in_either_order(books: Path, export) -> None:
    """Later part first, then the whole, then newest first: six entries in all."""
    files = [
        export(ROWS[2:], "later.csv"),
        export(ROWS, "whole.csv"),
        export(ROWS[::-1], "turned.csv"),
    ]
    results = run(files, books)
    assert [(r.booked, r.known) for r in results] == [(4, 0), (2, 4), (0, 6)]
    assert len(booked(books)) == 6


def test_newest_first_is_written_oldest_first(books: Path, export) -> None:
    """The order of an export is not the order of the books."""
    run([export(ROWS[::-1])], books)
    lines = "".join(texts(books).values()).splitlines()
    days = [line[:10] for line in lines if line.startswith("2024-")]
    assert days == sorted(days)


def test_an_entry_a_person_reclassified_is_still_known(books: Path, export) -> None:
    """Account, flag and narration may be corrected; the id holds the row."""
    run([export(ROWS)], books)
    for path in books.rglob("2024-*.beancount"):
        text = path.read_text(encoding="utf-8")
        text = text.replace("Assets:135-其他应收款:13599-待查", "Income:402-新科目")
        path.write_text(text.replace(" ! ", " * "), encoding="utf-8")
    (again,) = run([export(ROWS)], books)
    assert (again.booked, again.known) == (0, 6)


def test_an_entry_that_booking_refuses_is_known_all_the_same(
    books: Path, export
) -> None:
    """An unbalanced entry is dropped by the loader; it is not booked again."""
    run([export(ROWS)], books)
    path = next(books.rglob("2024-12-*.beancount"))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("-500.00 CNY", "-400.00 CNY"), encoding="utf-8")
    _, errors, _ = loader.load_file(str(books / "main.beancount"))
    assert errors
    (again,) = run([export(ROWS)], books)
    assert (again.booked, again.known) == (0, 6)


@pytest.mark.parametrize(
    ("old", "new"),
    [("  26500.00 CNY", "  26501.00 CNY"), ("2024-11-05 *", "2024-11-06 *")],
    ids=["amount", "date"],
)
def test_same_id_with_other_figures_stops(books: Path, export, old, new) -> None:
    """Books and bank disagree about one row: both places are named."""
    run([export(ROWS)], books)
    path = next(books.rglob("2024-11-*.beancount"))
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    (again,) = run([export(ROWS)], books)
    assert again.failed
    assert again.booked == 0
    assert f"{path}:4" in again.problem
    assert "11-12.csv：第 2 行" in again.problem
    assert {row.state for row in again.rows} == {"未入账"}


def test_same_serial_with_other_figures_stops(books: Path, tmp_path: Path) -> None:
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


def test_balance_directive_finds_what_the_chain_cannot(books: Path, export) -> None:
    """An export that begins too late proves out, and the books say what is missing."""
    (result,) = run([export(ROWS[1:])], books)
    assert not result.failed
    _, errors, _ = loader.load_file(str(books / "main.beancount"))
    assert len(errors) == 1
    assert "Balance failed" in errors[0].message


def test_another_balance_asserted_for_that_day(books: Path, export) -> None:
    """Two statements that close one day differently are not both written."""
    path = books / "2024" / "02.beancount"
    path.write_text(f"2024-12-04 balance {BANK} 1.00 CNY\n", encoding="utf-8")
    (result,) = run([export(ROWS)], books)
    assert result.failed
    assert f"{path}:1" in result.problem
    assert list(texts(books)) == ["2024/02.beancount"]


def test_each_file_stands_by_itself(books: Path, export, tmp_path: Path) -> None:
    """Broken, foreign and missing files write nothing; the good one is booked."""
    files = [
        export(ROWS[:1] + ROWS[2:], "gap.csv"),
        export([*ROWS[:2], "坏行,借,1.00,,1.00,42008888,x,y,z"], "row.csv"),
        export(["a,b,c"], "foreign.csv", "甲,乙,丙"),
        export([r.replace("42008888", "42009999") for r in ROWS], "other.csv"),
        tmp_path / "missing.csv",
        export(ROWS, "good.csv"),
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


def test_every_row_is_accounted_for(books: Path, export) -> None:
    """Rows of the file = booked + known + skipped + rejected, on their lines."""
    rows = [*ROWS[:3], ",,176.00,26500.00,,,,,本页合计", *ROWS[3:]]
    rows[3] = "合计,,176.00,26500.00,,,,,"
    run([export(ROWS[:2], "first.csv")], books)
    (result,) = run([export(rows)], books)
    assert [row.line for row in result.rows] == list(range(2, 9))
    states = [row.state for row in result.rows]
    assert states == ["已在账", "已在账", "入账", "跳过", "入账", "入账", "入账"]
    assert result.rows[0].why == "拨缴经费"
    assert result.rows[4].why == "待查：没有规则符合"
    assert result.record["skip"] == [{"line": 5, "what": "合计"}]


def test_dry_run_writes_nothing(books: Path, export) -> None:
    """It says what would be, file names and all, also for overlapping files."""
    results = run([export(ROWS), export(ROWS[3:], "b.csv")], books, dry_run=True)
    assert [(r.booked, r.known) for r in results] == [(6, 0), (0, 3)]
    assert len(results[0].written) == 2
    assert texts(books) == {}


def test_dry_run_without_books(export, tmp_path: Path) -> None:
    """A file can be proved before there are any books."""
    for folder in (None, tmp_path):
        (result,) = run([export(ROWS)], folder, dry_run=True)
        assert result.record["verdict"] == "proven"
        assert (result.booked, result.written) == (0, [])
        assert not result.failed


def test_into_another_folder(books: Path, export, tmp_path: Path) -> None:
    """Files go where they are wanted, and are known there as well."""
    into = tmp_path / "new"
    (first,) = run([export(ROWS)], books, into)
    assert sorted(path.name for path in into.iterdir()) == sorted(
        path.name for path in first.written
    )
    (again,) = run([export(ROWS[1:])], books, into)
    assert (again.booked, again.known) == (0, 5)
    assert texts(books) == {}


def test_year_that_main_does_not_include(books: Path, export) -> None:
    """Entries that the books would not see are not written."""
    rows = [row.replace("2024-12", "2025-01") for row in ROWS]
    (result,) = run([export(rows)], books)
    assert result.failed
    assert 'include "2025/*.beancount"' in result.problem
    assert texts(books) == {}


@pytest.mark.parametrize("name", ["main.beancount", "classify.yaml"])
def test_books_that_are_not_there(books: Path, export, name: str) -> None:
    """Without books or list nothing is begun."""
    (books / name).unlink()
    with pytest.raises(InputError, match="找不到"):
        run([export(ROWS)], books)


def test_books_with_a_syntax_error(books: Path, export) -> None:
    """A ledger that cannot be read whole may hold rows that we do not see."""
    path = books / "2024" / "02.beancount"
    path.write_text('2024-02-01 * "x"\n  部门: "a"\n', encoding="utf-8")
    with pytest.raises(InputError, match="语法错误") as caught:
        run([export(ROWS)], books)
    assert caught.value.file == str(path)
    assert caught.value.line == 2


def test_two_entries_with_one_id_in_the_books(books: Path, export) -> None:
    """A copied entry is named with both places before anything is imported."""
    run([export(ROWS)], books)
    path = next(books.rglob("2024-12-*.beancount"))
    copy = books / "2024" / "02.beancount"
    copy.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(InputError, match="已经在") as caught:
        run([export(ROWS)], books)
    assert str(copy) in str(caught.value)


def test_disk_full_at_the_second_month_heals_by_running_again(
    books: Path, export, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first month stands whole, the rest is 未入账, and a re-run adds it."""
    real = os.fsync
    calls = []

    def fsync(handle: int) -> None:
        calls.append(handle)
        if len(calls) > 2:  # file and folder of the first month went through
            raise OSError(errno.ENOSPC, "No space left on device")
        real(handle)

    monkeypatch.setattr(journal.os, "fsync", fsync)
    (first,) = run([export(ROWS)], books)
    monkeypatch.undo()
    assert first.failed
    assert "写不进去" in first.problem
    assert (first.booked, len(first.written)) == (4, 1)
    assert [row.state for row in first.rows] == ["入账"] * 4 + ["未入账"] * 2
    (second,) = run([export(ROWS)], books)
    assert (second.booked, second.known, second.failed) == (2, 4, False)
    assert len(booked(books)) == 6


def test_one_entry_for_rows_of_two_statements(books: Path, export) -> None:
    """A transfer has a row in both banks; ``import-ids`` names the second one."""
    run([export(ROWS[:3])], books)
    path = next(books.rglob("2024-11-*.beancount"))
    text = path.read_text(encoding="utf-8")
    first, second = (entry.meta["id"] for entry in booked(books)[1:])
    head, _, rest = text.partition(f'  id: "{second}"')
    joined = head[: head.rindex("2024-11-08")]
    joined = joined.replace(
        f'  id: "{first}"', f'  id: "{first}"\n  import-ids: "x-1 {second}"'
    )
    path.write_text(joined, encoding="utf-8")
    assert rest
    (again,) = run([export(ROWS[:3])], books)
    assert (again.booked, again.known, again.failed) == (0, 3, False)


NASTY = st.text(
    st.characters(codec="utf-8", exclude_characters='\r\n\t\0,"'), max_size=12
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(party=NASTY, words=NASTY)
@example(party="a\\", words="b;c #d ^e")
@example(party="", words='option "x"')
def test_any_text_from_outside_stays_text(
    books: Path, export, party: str, words: str
) -> None:
    """Quotes, backslashes and marks in a bank's text never become ledger syntax."""
    cell = '"' + words.replace('"', '""') + '"'
    row = f"2024-11-05 09:10:11,贷,,5.00,1005.00,42008888,{party},{cell},"
    (result,) = run([export([row])], books)
    try:
        assert (result.booked, result.failed) == (1, False), result.record["why"]
        (entry,) = booked(books)
        assert (entry.payee or "") == clean(party)
        assert entry.narration == clean(words)
        assert len(entry.postings) == 2
    finally:
        for path in result.written:
            path.unlink()


_CHILD = """
import sys
from pathlib import Path
from union_ledger.desk.intake import run
run([Path(name) for name in sys.argv[2:]], Path(sys.argv[1]))
"""


def test_parallel_imports_book_each_row_once(books: Path, export) -> None:
    """Four commands at once on overlapping files: they wait for one another."""
    parts = [export(ROWS[n:], f"{n}.csv") for n in range(4)]
    children = [
        subprocess.Popen([sys.executable, "-c", _CHILD, str(books), str(part)])
        for part in parts
    ]
    assert [child.wait(timeout=60) for child in children] == [0] * 4
    assert len(booked(books)) == 6
