"""A step of several files that is cut off: what was is put back, and only that."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from union_ledger.core.errors import InputError
from union_ledger.desk.journal import Journal
from union_ledger.desk.unfinished import FOLDER
from union_ledger.desk.unfinished import is_unfinished
from union_ledger.desk.whole_file import write_whole

if TYPE_CHECKING:
    from pathlib import Path

OLD, NEW = {"a": "甲\n", "b": "乙\n"}, {"a": "甲二\n", "c": "丙\n"}


@pytest.fixture
def books(tmp_path):
    write(tmp_path, OLD)
    return tmp_path


def write(folder: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


def texts(folder: Path) -> dict[str, str]:
    return {p.name: p.read_text("utf-8") for p in folder.iterdir() if p.is_file()}


def cut_off(books: Path) -> None:
    """Change, add and remove files in a process that is killed before the end."""
    child = os.fork()
    if child == 0:
        try:
            with Journal(books) as journal, journal.step():
                journal.replace(books / "a", OLD["a"].encode(), b"x")
                journal.replace(books / "a", b"x", NEW["a"].encode())
                journal.write_new(books / "c", NEW["c"])
                journal.remove(books / "b")
                os._exit(0)
        finally:
            os._exit(70)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert is_unfinished(books)
    assert texts(books) == NEW


def test_the_next_command_puts_everything_back(books):
    cut_off(books)
    with Journal(books) as journal:
        assert {path.name for path in journal.undone} == {"a", "b", "c"}
    assert texts(books) == OLD
    assert not (books / FOLDER).exists()
    with Journal(books) as journal:
        assert journal.undone == []


def test_a_step_that_ends_stands(books):
    with Journal(books) as journal, journal.step():
        journal.replace(books / "a", OLD["a"].encode(), NEW["a"].encode())
        journal.remove(books / "b")
        journal.write_new(books / "c", NEW["c"])
    assert texts(books) == NEW
    assert not (books / FOLDER).exists()


def test_an_error_undoes_at_once(books):
    """Also one that is not the disk's."""
    error = pytest.raises(InputError, match="同名")
    with Journal(books) as journal, error, journal.step():
        journal.write_new(books / "c", NEW["c"])
        journal.write_new(books / "a", "别的\n")
    assert texts(books) == OLD


def test_what_somebody_changed_since_is_not_touched(books):
    cut_off(books)
    write(books, {"a": "后来改的\n"})
    with pytest.raises(InputError, match="后来又被改动，不能自动复原"), Journal(books):
        pass
    assert texts(books) == NEW | {"a": "后来改的\n"}
    kept = [p.read_text("utf-8") for p in (books / FOLDER).glob("*.old")]
    assert sorted(kept) == sorted(OLD.values())


def test_undoing_that_is_cut_off_goes_on(books, monkeypatch):
    cut_off(books)
    real, left = os.replace, [1]

    def once(*args, **kwargs):
        if not left:
            raise KeyboardInterrupt
        left.pop()
        real(*args, **kwargs)

    monkeypatch.setattr(os, "replace", once)
    with pytest.raises(KeyboardInterrupt), Journal(books):
        pass
    monkeypatch.undo()
    assert texts(books) != OLD
    with Journal(books):
        assert texts(books) == OLD


def test_a_torn_line_of_the_note_means_nothing_was_touched(books):
    cut_off(books)
    with (books / FOLDER / "note").open("ab") as note:
        note.write(b'{"path": "a", "was"')
    with Journal(books):
        assert texts(books) == OLD


def test_a_disk_without_links(books, monkeypatch):
    """Then a copy is kept."""

    def refuse(*_args, **_kwargs):
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    cut_off(books)
    with Journal(books):
        assert texts(books) == OLD


def test_git_leaves_the_note_alone(books):
    cut_off(books)
    assert (books / FOLDER / ".gitignore").read_text("utf-8") == "*\n"


def test_a_file_of_the_books_is_locked_by_the_books(books):
    """A form below the books waits for whoever writes them."""
    from union_ledger.desk.new_file import write_new_file

    (books / "main.beancount").touch()
    write_new_file(books / "forms" / "x", b"x")
    with Journal(books):
        child = os.fork()
        if child == 0:
            Journal.__init__.__defaults__ = (0.1, 0o644)
            try:
                write_new_file(books / "forms" / "y", b"y")
            except InputError:
                os._exit(3)
            finally:
                os._exit(70)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 3
    write_whole(books / "forms" / "z", b"z")
    assert {p.name for p in (books / "forms").iterdir()} == {"x", "z"}
