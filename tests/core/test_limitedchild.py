"""A reader in a child process: its answer, or a plain refusal, and soon."""

from __future__ import annotations

import sys
import time

import pytest

from union_ledger.core.errors import InputError
from union_ledger.core.limitedchild import ChildLimits
from union_ledger.core.limitedchild import run_limited

SMALL = ChildLimits(memory=256 << 20, seconds=1, answer=1000)
HEAD = """\
import sys
from union_ledger.core.ownlimits import limit_self
limit_self(*map(int, sys.argv[1:3]))
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a module of this code in the child."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    def child(code, data=b""):
        (tmp_path / "reader_of_ours.py").write_text(HEAD + code, encoding="utf-8")
        return run_limited("reader_of_ours", data, "文件.pdf", limits=SMALL)

    return child


def test_the_answer_to_the_data(run):
    code = "sys.stdout.buffer.write(sys.stdin.buffer.read()[::-1])"
    assert run(code, b"abc") == b"cba"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
@pytest.mark.parametrize(
    "code",
    [
        "bytearray(1 << 30)",
        "while True: pass",
        "import os; os.abort()",
        "raise ValueError",
        "open(__file__ + '.new', 'wb', buffering=0).write(b'x')",
    ],
    ids=["memory", "time", "crash", "error", "file"],
)
def test_what_is_too_much_is_refused(run, code):
    start = time.monotonic()
    with pytest.raises(InputError, match="文件读不出来"):
        run(code)
    assert time.monotonic() - start < 10


def test_a_reader_that_sleeps_is_stopped(run):
    """The clock on the wall counts as well as that of the processor."""
    with pytest.raises(InputError, match="读了太久"):
        run("import time; time.sleep(60)")


def test_an_answer_without_end_is_refused(run):
    with pytest.raises(InputError, match="内容太多"):
        run("sys.stdout.write('x' * 2000)")


def test_no_module_is_taken_from_the_folder_of_the_command(run, tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "json.py").write_text("raise SystemExit(3)", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "here")
    assert run("import json; sys.stdout.write('ok')") == b"ok"
