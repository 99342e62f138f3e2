"""The revision of the books: asked of git, and none outside it."""

from __future__ import annotations

import datetime as dt
import os
import subprocess

import pytest

from union_ledger.core.revision import revision_of


@pytest.fixture
def git(tmp_path, monkeypatch):
    """Run git in a new repository, with nobody's own settings."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "试")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "test@example.invalid")
        monkeypatch.setenv(f"GIT_{role}_DATE", "2024-05-06T07:08:09+08:00")

    def run(*args):
        done = subprocess.run(
            ["git", "-C", str(tmp_path), *args],
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    return run


@pytest.fixture
def books(git, tmp_path):
    """Put a folder of books under version control and commit it."""
    git("init", "-q")
    folder = tmp_path / "账"
    folder.mkdir()
    (folder / "main.beancount").write_text("; 账\n", encoding="utf-8")
    git("add", ".")
    git("commit", "-q", "-m", "账")
    return folder


def test_a_clean_commit_is_named_with_its_time(git, books):
    """The short hash that git itself shows, and when it was made."""
    revision = revision_of(books)
    assert revision.commit == git("log", "-1", "--format=%h")
    assert revision.committed == dt.datetime.fromisoformat("2024-05-06T07:08:09+08:00")
    assert not revision.changed


@pytest.mark.parametrize("name", ["main.beancount", "新文件.beancount"])
def test_a_change_or_a_new_file_under_the_books_makes_it_changed(books, name):
    """A report must not claim a revision that its figures are not from."""
    with (books / name).open("a", encoding="utf-8") as file:
        file.write("; 改\n")
    assert revision_of(books).changed


def test_what_happens_beside_the_books_is_not_theirs(git, books, tmp_path):
    """Neither files nor commits elsewhere in the repository change the revision."""
    before = revision_of(books)
    (tmp_path / "别处.txt").write_text("别处", encoding="utf-8")
    assert revision_of(books) == before
    git("add", ".")
    git("commit", "-q", "-m", "别处")
    assert revision_of(books) == before


def test_outside_version_control_there_is_none(git, tmp_path):
    """No repository, one without a commit, and a folder that is ignored."""
    assert revision_of(tmp_path) is None
    git("init", "-q")
    assert revision_of(tmp_path) is None
    (tmp_path / ".gitignore").write_text("build/\n", encoding="utf-8")
    git("add", ".")
    git("commit", "-q", "-m", "空")
    (tmp_path / "build").mkdir()
    assert revision_of(tmp_path / "build") is None


def test_without_git_there_is_none(monkeypatch, tmp_path):
    """The reports go on and say that the books are under no version control."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert revision_of(tmp_path) is None
