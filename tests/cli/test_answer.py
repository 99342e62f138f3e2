"""``union-ledger answer``: a step is checked, shown, and only then written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from union_ledger.core.ledger import load_ledger

HUST = Path(__file__).resolve().parents[2] / "ledgers" / "hust"
FILE = Path("registers") / "answers.beancount"


@pytest.fixture
def books(tmp_path):
    """Copy the reference year without what answers have no use for."""
    folder = tmp_path / "账"
    shutil.copytree(HUST, folder, ignore=shutil.ignore_patterns("exports"))
    return folder


@pytest.fixture
def new(books):
    """Return the id of a violation that nobody has answered."""
    ledger = load_ledger(books)
    known = ledger.books.registers.answers
    return next(f.id for f in ledger.findings if f.rule == "R31" and f.id not in known)


def test_a_step_is_shown_then_written_behind_what_is_there(run, books, new):
    """A dry run writes nothing; the line stands at the end and counts."""
    step = ("answer", new, str(books), "--state", "核实", "--owner", "T0008")
    before = (books / FILE).read_bytes()
    code, out, _ = run(*step, "--due", "2025-03-31", "--dry-run")
    assert (code, (books / FILE).read_bytes()) == (0, before)
    assert f'custom "answer" "{new}"' in out
    assert "没有写，将写入" in out
    code, out, _ = run(*step, "--due", "2025-03-31")
    after = (books / FILE).read_bytes()
    assert code == 0
    assert after.startswith(before)
    assert f'custom "answer" "{new}"' in after[len(before) :].decode()
    state = {f.id: f.state for f in load_ledger(books).findings}[new]
    assert state == "核实"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--state", "复核", "--owner", "T0008"), "不能从“新建”直接到“复核”"),
        (("--state", "核实"), "还没有责任人"),
        (("--state", "核实", "--owner", "T9999"), "没有登记人员 T9999"),
        (
            ("--state", "核实", "--owner", "T0008", "--due", "2020-01-01"),
            "早于答复日期",
        ),
    ],
)
def test_a_wrong_step_is_refused_and_nothing_is_written(run, books, new, more, said):
    """The message says what is wrong; the file keeps every byte."""
    before = (books / FILE).read_bytes()
    code, out, err = run("answer", new, str(books), *more)
    assert code == 2
    assert said in out + err
    assert (books / FILE).read_bytes() == before


def test_an_unknown_number_names_the_nearest(run, books, new):
    """A slip of one letter is met with the number that was meant."""
    wrong = f"{new[:-1]}{'0' if new[-1] != '0' else '1'}"
    code, out, err = run("answer", wrong, str(books), "--state", "核实")
    assert code == 2
    assert "没有编号为" in out + err
    assert "是不是" in out + err
