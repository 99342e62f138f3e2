"""``import`` in trouble: broken books, full disks, odd text, several at once."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck
from hypothesis import example
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from union_ledger.core.errors import InputError
from union_ledger.desk import journal
from union_ledger.desk.intake import run
from union_ledger.importers.text import clean

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", ["main.beancount", "classify.yaml"])
def test_books_that_are_not_there(books: Path, export, name: str, rows) -> None:
    """Without books or list nothing is begun."""
    (books / name).unlink()
    with pytest.raises(InputError, match="找不到"):
        run([export(rows)], books)


def test_books_with_a_syntax_error(books: Path, export, rows) -> None:
    """A ledger that cannot be read whole may hold rows that we do not see."""
    path = books / "2024" / "02.beancount"
    path.write_text('2024-02-01 * "x"\n  部门: "a"\n', encoding="utf-8")
    with pytest.raises(InputError, match="语法错误") as caught:
        run([export(rows)], books)
    assert caught.value.file == str(path)
    assert caught.value.line == 2


def test_two_entries_with_one_id_in_the_books(books: Path, export, rows) -> None:
    """A copied entry is named with both places before anything is imported."""
    run([export(rows)], books)
    path = next(books.rglob("2024-12-*.beancount"))
    copy = books / "2024" / "02.beancount"
    copy.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(InputError, match="已经在") as caught:
        run([export(rows)], books)
    assert str(copy) in str(caught.value)


def test_disk_full_at_the_second_month_heals_by_running_again(
    books: Path, export, monkeypatch: pytest.MonkeyPatch, rows, booked
) -> None:
    """A file is booked whole or not at all, and a re-run books it."""
    real = os.fsync

    def fsync(handle: int) -> None:
        if any((books / "2024").glob(".writing-2024-12-*")):
            raise OSError(errno.ENOSPC, "No space left on device")
        real(handle)

    monkeypatch.setattr(journal.os, "fsync", fsync)
    (first,) = run([export(rows)], books)
    monkeypatch.undo()
    assert first.failed
    assert "写不进去" in first.problem
    assert (first.booked, first.written, booked(books)) == (0, [], [])
    assert [row.state for row in first.rows] == ["未入账"] * 6
    (second,) = run([export(rows)], books)
    assert (second.booked, second.known, second.failed) == (6, 0, False)
    assert len(booked(books)) == 6


def test_one_entry_for_rows_of_two_statements(
    books: Path, export, rows, booked
) -> None:
    """A transfer has a row in both banks; ``import-ids`` names the second one."""
    run([export(rows[:3])], books)
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
    (again,) = run([export(rows[:3])], books)
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
    books: Path, export, party: str, words: str, booked
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


def test_parallel_imports_book_each_row_once(books: Path, export, rows, booked) -> None:
    """Four commands at once on overlapping files: they wait for one another."""
    parts = [export(rows[n:], f"{n}.csv") for n in range(4)]
    children = [
        subprocess.Popen([sys.executable, "-c", _CHILD, str(books), str(part)])
        for part in parts
    ]
    assert [child.wait(timeout=60) for child in children] == [0] * 4
    assert len(booked(books)) == 6


def test_a_closed_month_takes_no_more(books: Path, export, rows) -> None:
    """The file is refused and nothing is written; opened again, it is booked."""
    line = '2024-12-31 custom "close" 2024-11-30\n'
    closed = books / "2024" / "closes.beancount"
    closed.write_text(line, encoding="utf-8")
    (result,) = run([export(rows)], books)
    assert "2024-11 已经封账（封到 2024-11），不能再记" in result.problem
    assert result.written == []
    line += '2025-01-02 custom "reopen" 2024-11-30\n  number: 0\n'
    closed.write_text(line, encoding="utf-8")
    (result,) = run([export(rows)], books)
    assert result.problem == ""
    assert result.booked
