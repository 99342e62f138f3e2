"""``union-ledger verify`` as an auditor runs it: what it prints, and its exit codes."""

from __future__ import annotations

import json
import sys

import pytest
from tests.history.tamper.base import seal_books
from tests.history.tamper.base import write_books
from tests.history.tamper.repository import PAYEE
from tests.history.tamper.repository import commit
from tests.history.tamper.repository import git

from union_ledger.cli import main
from union_ledger.core.seal import read_seal


@pytest.fixture
def books(tmp_path):
    """Closed books under git, and the last head as it is printed."""
    folder = write_books(tmp_path / "books")
    git(folder, "init", "-q", "-b", "main")
    heads = seal_books(folder)
    commit(folder, "封账")
    return folder, heads[-1]


def run(capsys, *words):
    """Return the exit code and what was printed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["union-ledger", "verify", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
    said = capsys.readouterr()
    return ended.value.code, said.out + said.err


def test_books_as_they_were_closed(books, capsys, tmp_path):
    folder, head = books
    page = tmp_path / "证书.html"
    grouped = " ".join(head[place : place + 4] for place in range(0, 64, 4))
    code, said = run(capsys, folder, "--head", grouped, "-o", page)
    assert code == 0
    assert "与外面保存的封印一致" in said
    html = page.read_text(encoding="utf-8")
    assert "<svg" in html
    assert grouped in html
    assert "不一致的地方" not in html


def test_books_that_were_changed(books, capsys):
    folder, head = books
    PAYEE(folder)
    oid = commit(folder, "整理")
    code, said = run(capsys, folder, "--head", head, "--format", "json")
    told = json.loads(said)
    assert code == 1
    assert not told["proven"]
    assert {one["month"] for one in told["differences"]} == {"2024-01"}
    assert {each["id"] for d in told["differences"] for each in d["commits"]} == {oid}


def test_without_a_head_it_says_what_that_means(books, capsys):
    code, said = run(capsys, books[0])
    assert code == 0
    assert "只有封账单或会议纪要上的封印能发现" in said


@pytest.mark.parametrize("words", [("--head", "0123"), ("--revision", "没有这个版本")])
def test_what_cannot_be_used(books, capsys, words):
    code, said = run(capsys, books[0], *words)
    assert code == 2
    assert "错误：" in said


def test_books_that_are_in_no_repository(tmp_path, capsys):
    code, _ = run(capsys, write_books(tmp_path / "books"))
    assert code == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"version": 1}',
        '{"version": 2}',
        "[" * 100_000,
        '{"version": 1, "reopened": 5}',
    ],
)
def test_what_is_no_seal_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - whatever is wrong with it
        read_seal(text)


def test_a_seal_names_its_entries_in_words(books):
    text = (books[0] / "seals" / "2024-01.json").read_text(encoding="utf-8")
    said = json.loads(text)
    said["entries"] = dict.fromkeys(said["entries"], 5)
    with pytest.raises(ValueError, match="entries"):
        read_seal(json.dumps(said))
