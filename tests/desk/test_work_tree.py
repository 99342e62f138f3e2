"""Writing into a work tree of git: what is refused, and what is not."""

from __future__ import annotations

import subprocess

import pytest
from click.testing import CliRunner
from tests.desk import closing_books

from union_ledger.cli.close import command as close_command
from union_ledger.core.errors import InputError
from union_ledger.desk.journal import Journal
from union_ledger.desk.work_tree import must_be_committed

CLOSE = ["--accept", "violations", "--reason", "小账", "--approver", "T0001"]


@pytest.fixture
def git(tmp_path):
    def run(*words, ok=True):
        settings = ("user.name=t", "user.email=t@example.org", "commit.gpgsign=false")
        options = [word for each in settings for word in ("-c", each)]
        done = subprocess.run(
            ["git", "-C", str(tmp_path / "books"), *options, *words],
            capture_output=True,
            text=True,
            check=False,
        )
        assert not ok or done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.fixture
def books(tmp_path, git):
    folder = tmp_path / "books"
    for name, text in {
        "main.beancount": closing_books.MAIN,
        "chart.beancount": closing_books.CHART,
        "registers/units.beancount": closing_books.UNITS,
        "2024/01.beancount": closing_books.JANUARY,
        "documents/a.pdf": "%PDF",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-qm", "年初")
    return folder


def append(books, text):
    path = books / "registers" / "units.beancount"
    path.write_text(closing_books.UNITS + text, encoding="utf-8")


def commit(git, books, text):
    append(books, text)
    git("commit", "-qam", text.strip())


def conflict(git, books):
    git("checkout", "-qb", "other")
    commit(git, books, ";; 甲\n")
    git("checkout", "-q", "main")
    commit(git, books, ";; 乙\n")


@pytest.mark.parametrize(
    ("what", "said"),
    [("merge", "合并"), ("rebase", "变基"), ("cherry-pick", "挑拣提交")],
)
def test_nothing_is_written_in_the_middle_of_a_merge(git, books, what, said):
    conflict(git, books)
    git(what, "other", ok=False)
    with pytest.raises(InputError, match=f"{said}.*还没有做完"), Journal(books):
        pass
    git(what, "--abort")
    with Journal(books) as journal:
        journal.write_new(books / "x", "x")


def test_a_further_work_tree_has_a_state_of_its_own(git, books, tmp_path):
    conflict(git, books)
    git("worktree", "add", "-q", str(tmp_path / "second"), "other")
    git("-C", str(tmp_path / "second"), "merge", "main", ok=False)
    with pytest.raises(InputError, match="合并"), Journal(tmp_path / "second"):
        pass
    with Journal(books):
        pass


def test_uncommitted_files_are_no_hindrance_but_for_closing(books):
    """Who knows no git imports all year long; what is sealed is to be reviewed."""
    append(books, ";; 丙\n")
    with Journal(books):
        pass
    done = CliRunner().invoke(close_command, ["2024-01", str(books), *CLOSE])
    assert isinstance(done.exception, InputError)
    assert "1 个文件还没有提交（registers/units.beancount）" in str(done.exception)
    assert not (books / "seals").exists()
    options = [*CLOSE, "--allow-uncommitted"]
    done = CliRunner().invoke(close_command, ["2024-01", str(books), *options])
    assert done.exit_code == 0, done
    assert (books / "seals" / "2024-01.json").exists()


def test_closing_wants_what_others_have_committed(git, books, tmp_path):
    subprocess.run(
        ["git", "clone", "-q", str(books), str(tmp_path / "mine")], check=True
    )
    must_be_committed(tmp_path / "mine")
    commit(git, books, ";; 别人的\n")
    subprocess.run(["git", "-C", str(tmp_path / "mine"), "fetch", "-q"], check=True)
    with pytest.raises(InputError, match="还缺别人已经提交的 1 个版本"):
        must_be_committed(tmp_path / "mine")


def test_books_outside_git_are_free(tmp_path):
    must_be_committed(tmp_path)
    (tmp_path / "main.beancount").touch()
    with Journal(tmp_path):
        pass
