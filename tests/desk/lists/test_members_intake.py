"""A list of members: head counts that changed go into the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from union_ledger.desk.intake import run
from union_ledger.desk.original import Original

if TYPE_CHECKING:
    from pathlib import Path

NAME = "会员名册_20240930.xlsx"


@pytest.fixture
def table() -> list[list[object]]:
    head = ["序号", "工号", "姓名", "分工会", "性别", "入会日期", "会员状态"]
    return [
        head,
        [1, "20110007", "欧阳试一", "机械学院工会", "男", "2011-09-01", "在会"],
        [2, "20110008", "张试二", "机械学院工会", "女", "2011-09-01", "退休"],
        [3, "20120088", "王试", "机械学院工会", "男", "2012-09-01", ""],
        [4, "20120089", "李试四", "电气学院", "男", "2012-09-01", "已退会"],
        [5, "20120090", "赵试五", "电气学院", "男", "2012-09-01", "在会"],
        [6, "20240001", "赵试五", "电气学院", "男", "2024-10-08", "在会"],
        [7, "20120090", "赵试五", "电气学院工会", "男", "2012-09-01", "在会"],
    ]


def test_head_counts_that_changed_are_registered(
    *, books: Path, save, table, written, errors, file_regression
) -> None:
    """The new file, and what the terminal tells of it."""
    del table[7]
    path = save(NAME, table)
    (result,) = run([path], books)
    assert (result.booked, result.known, result.failed) == (2, 0, False)
    ((name, text),) = written().items()
    lines = [line.split("（sha256")[0] for line in result.details]
    shown = "\n".join([f"==> {name}", text, *lines, *result.record["notes"]]) + "\n"
    shown = shown.replace(Original.of(path).sha256, "…")
    file_regression.check(shown, extension=".txt", encoding="utf-8")
    assert errors() == []


def test_an_unchanged_count_is_known(books: Path, save, table, written) -> None:
    """Imported again, nothing is new; of a later day, nothing has changed."""
    del table[7]
    run([save(NAME, table)], books)
    before = written()
    again = run([save(NAME, table), save("名册_20241031.xlsx", table)], books)
    assert [r.booked for r in again] == [0, 1]
    assert again[1].record["differences"] == [{"unit": "008", "listed": 2, "held": 1}]
    assert len(written()) == len(before) + 1


def test_one_person_in_two_units(books: Path, save, table, written) -> None:
    """Both rows are named; until it is settled nothing is registered."""
    table[7][3] = "机械学院工会"
    (result,) = run([save(NAME, table)], books)
    assert result.record["why"] == "第 6 行和第 8 行是同一工号，单位不同"
    assert result.failed
    assert written() == {}


def test_one_person_twice_in_a_unit_counts_once(books: Path, save, table) -> None:
    """Told by line."""
    table[7][3] = "电气学院"
    (result,) = run([save(NAME, table)], books, dry_run=True)
    assert result.record["by_unit"] == {"机械学院工会": 3, "电气学院": 1}
    assert "没有计入（重复）：1 行（第 8 行）" in result.record["notes"]


def test_another_count_of_the_same_day_is_not_put_beside_it(
    books: Path, save, table, written
) -> None:
    """A unit has one head count a day."""
    del table[7]
    run([save(NAME, table)], books)
    before = written()
    del table[1]
    (again,) = run([save(NAME, table)], books)
    assert "007 登记 3 人，名册 2 人" in again.problem
    assert written() == before


def test_an_unknown_state_is_told(books: Path, save, table) -> None:
    """It is not guessed who counts."""
    table[1][6] = "待定"
    (result,) = run([save(NAME, table)], books)
    assert "第 2 行读不懂：会员状态“待定”不认识" in result.record["why"]


def test_no_person_is_printed_or_written(
    *, save, table, command, written, people
) -> None:
    """Good list or bad: neither text nor JSON, nor a new file, holds a person."""
    bad = save("名册_20240901.xlsx", [*table, [8, "20110007", "张试二", "电气学院"]])
    del table[7]
    good = save(NAME, table)
    texts = [
        command(path, *words)[1]
        for path in (bad, good)
        for words in (["--rows"], ["--format", "json"])
    ]
    texts += written().values()
    assert len(texts) == 5
    for person in people:
        assert not [text for text in texts if person in text], person
