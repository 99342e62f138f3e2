"""Writing: one command at a time, whole files or none, nothing overwritten."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from union_ledger.core.errors import InputError
from union_ledger.desk import journal
from union_ledger.desk import whole_file
from union_ledger.desk.journal import Journal

if TYPE_CHECKING:
    from pathlib import Path


def files(folder: Path) -> list[str]:
    """Return every file below the folder, hidden ones too."""
    return sorted(
        str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()
    )


def test_new_file_with_its_folder(tmp_path: Path) -> None:
    """The text is there byte by byte, and nothing else is."""
    with Journal(tmp_path) as books:
        assert books.write_new(tmp_path / "2024" / "a.beancount", "账\n")
    assert (tmp_path / "2024" / "a.beancount").read_bytes() == "账\n".encode()
    assert files(tmp_path) == ["2024/a.beancount"]


def test_same_text_again_is_nothing_new(tmp_path: Path) -> None:
    """Writing the very same file is no error and no change."""
    path = tmp_path / "a.beancount"
    with Journal(tmp_path) as books:
        books.write_new(path, "账\n")
        before = path.stat().st_mtime_ns
        assert not books.write_new(path, "账\n")
    assert path.stat().st_mtime_ns == before


def test_what_a_person_wrote_is_never_overwritten(tmp_path: Path) -> None:
    """Another text under the name stops the command."""
    path = tmp_path / "a.beancount"
    path.write_text("手写\n", encoding="utf-8")
    with Journal(tmp_path) as books, pytest.raises(InputError, match="同名文件"):
        books.write_new(path, "账\n")
    assert path.read_text(encoding="utf-8") == "手写\n"


@pytest.mark.parametrize("call", ["write", "fsync"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_full_or_broken_disk_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int
) -> None:
    """A refused write or sync is an error in Chinese, with no half file."""

    def refuse(*_: object) -> int:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(journal.os, call, refuse)
    with Journal(tmp_path) as books, pytest.raises(InputError, match="写不进去"):
        books.write_new(tmp_path / "a.beancount", "账\n")
    monkeypatch.undo()
    assert files(tmp_path) == []


def test_short_writes_are_carried_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kernel may take a byte at a time."""
    real = os.write
    monkeypatch.setattr(journal.os, "write", lambda fd, data: real(fd, data[:1]))
    with Journal(tmp_path) as books:
        books.write_new(tmp_path / "a.beancount", "账本\n")
    assert (tmp_path / "a.beancount").read_text(encoding="utf-8") == "账本\n"


_CHILD = """
import os, sys, time
from pathlib import Path
from union_ledger.desk.journal import Journal
import union_ledger.desk.journal as journal
folder = Path(sys.argv[1])
if sys.argv[2] == "die":
    journal.os.fsync = lambda fd: os.kill(os.getpid(), 9)
with Journal(folder) as books:
    print("locked", flush=True)
    if sys.argv[2] == "die":
        books.write_new(folder / "a.beancount", "账\\n")
    time.sleep(60)
"""


def _child(folder: Path, what: str) -> subprocess.Popen[str]:
    child = subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(folder), what],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout
    assert child.stdout.readline() == "locked\n"
    return child


def test_two_commands_do_not_write_at_once(tmp_path: Path) -> None:
    """The second waits, then says so; a killed holder leaves no lock behind."""
    child = _child(tmp_path, "hold")
    try:
        started = time.monotonic()
        with pytest.raises(InputError, match="另一个命令"), Journal(tmp_path, 0.2):
            pass
        assert time.monotonic() - started >= 0.2
    finally:
        child.send_signal(signal.SIGKILL)
        child.communicate()
    with Journal(tmp_path, 0) as books:
        assert books.write_new(tmp_path / "a.beancount", "账\n")


def test_killed_while_writing_heals_at_the_next_run(tmp_path: Path) -> None:
    """SIGKILL between write and rename: no file under the name, then a whole one."""
    child = _child(tmp_path, "die")
    child.communicate()
    assert child.returncode == -signal.SIGKILL
    assert files(tmp_path) == [".writing-a.beancount.part"]
    with Journal(tmp_path, 0) as books:
        books.write_new(tmp_path / "b.beancount", "账\n")
    assert files(tmp_path) == ["b.beancount"]


def test_missing_books(tmp_path: Path) -> None:
    """A wrong folder is said to be one."""
    with pytest.raises(InputError, match="用不了"), Journal(tmp_path / "没有"):
        pass


def test_a_line_is_put_where_beancount_counts_it(tmp_path: Path) -> None:
    """A separator inside a narration ends no line of the ledger."""
    path = tmp_path / "a.beancount"
    path.write_text('2024-01-02 * "甲\u2028乙"\n2024-01-02 * "丙"\n', encoding="utf-8")
    with Journal(tmp_path) as books:
        books.insert(path, 2, "2024-01-02", ['  invoice: "1"'])
    lines = path.read_text(encoding="utf-8").split("\n")
    assert lines[1:3] == ['2024-01-02 * "丙"', '  invoice: "1"']


def test_after_a_refusal_nothing_else_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sync that fails leaves the file in place: what follows might double it."""

    def refuse(_: Path) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with Journal(tmp_path) as books:
        monkeypatch.setattr(whole_file, "sync_folder", refuse)
        with pytest.raises(InputError, match="写不进去"):
            books.write_new(tmp_path / "a.beancount", "账\n")
        monkeypatch.undo()
        with pytest.raises(InputError, match="前面有文件没有写成（磁盘读写出错）"):
            books.write_new(tmp_path / "b.beancount", "账\n")
    assert files(tmp_path) == ["a.beancount"]
