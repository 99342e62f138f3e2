"""What a review keeps for the next one, and that it never tells of other books."""

from __future__ import annotations

import gzip
from datetime import date

import pytest

from union_ledger.history.review import snapshot_at as room
from union_ledger.history.review.review import review
from union_ledger.history.review.snapshot_cache import kept

DAY = date(2024, 6, 1)


@pytest.fixture
def loads(monkeypatch):
    """The loads that were made, by the folder they were made in."""
    made = []
    load = room.load_ledger

    def counted(folder):
        made.append(folder)
        return load(folder)

    monkeypatch.setattr(room, "load_ledger", counted)
    return made


def test_a_second_review_of_a_base_loads_only_what_is_new(books, tmp_path, loads):
    cache = tmp_path / "cache"
    books.replace("2024/01.beancount", '"打印通知"', '"打印海报"')
    first = books.commit("一")
    said = review(books.repository, books.base, first, cache, today=DAY)
    assert len(loads) == 2
    again = review(books.repository, books.base, first, cache, today=DAY)
    assert len(loads) == 2
    assert (said.before, said.after) == (again.before, again.after)
    books.replace("2024/01.beancount", '"打印海报"', '"打印手册"')
    review(books.repository, books.base, books.commit("二"), cache, today=DAY)
    assert len(loads) == 3


def test_the_same_text_in_another_commit_is_found_again(books, tmp_path, loads):
    cache = tmp_path / "cache"
    other = books.commit("没有改动", allow_empty=True)
    review(books.repository, books.base, other, cache, today=DAY)
    assert len(loads) == 1


@pytest.mark.parametrize(
    "harm",
    [
        lambda data: data[: len(data) // 2],
        lambda _: b"",
        lambda _: gzip.compress(b"[]"),
        lambda _: gzip.compress(b'{"entity": "x"}'),
    ],
    ids=["cut", "empty", "list", "parts missing"],
)
def test_what_cannot_be_read_is_made_anew(books, tmp_path, loads, harm):
    cache = tmp_path / "cache"
    repository, head = books.repository, books.commit("空", allow_empty=True)
    review(repository, books.base, head, cache, today=DAY)
    (path,) = cache.glob("*.gz")
    path.write_bytes(harm(path.read_bytes()))
    assert kept(repository.tree_id(head), cache) is None
    review(repository, books.base, head, cache, today=DAY)
    assert len(loads) == 2
    assert kept(repository.tree_id(head), cache) is not None


def test_a_folder_that_cannot_be_written_only_costs_time(books, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    review(books.repository, books.base, books.base, blocked / "cache", today=DAY)
