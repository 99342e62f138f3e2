"""Imports at the same time, some killed: nothing is lost and nothing doubled."""

from __future__ import annotations

import os
import signal
import sys
import time
from dataclasses import dataclass
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.harness.books import difference
from tests.harness.books import new_books
from tests.harness.budget import share
from tests.harness.budget import tally
from tests.harness.histories import history
from tests.harness.shapes import SHAPES
from tests.harness.shapes import csv_bytes
from tests.harness.statements import loads_clean
from tests.harness.syscalls import Outcome
from tests.harness.syscalls import start_forked
from tests.harness.syscalls import wait_for

from union_ledger.cli import main
from union_ledger.cli.intake import run as import_files
from union_ledger.desk import journal
from union_ledger.desk import open_books

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest
    from tests.harness.histories import Move

ROUNDS = share(2, 10)
AT_ONCE = 10


@dataclass(slots=True)
class Round:
    """One set of books and the overlapping files that are imported into it at once."""

    folder: Path
    truth: list[Move]
    files: list[Path]

    @property
    def books(self) -> Path:
        """Return the folder of the books."""
        return self.folder / "books"

    def start(self, file: Path, prepare: Callable[[], object]) -> int:
        """Start an import of one file in a fork; return its process id."""

        def work() -> None:
            prepare()
            sys.argv = ["union-ledger", "import", "--into", str(self.books), str(file)]
            main()

        return start_forked(work, self.folder / f"{file.stem}.txt")

    def end(self, child: int, file: Path) -> Outcome:
        """Wait for an import that was started."""
        return wait_for(child, self.folder / f"{file.stem}.txt")


def make_round(seed: int, folder: Path) -> Round:
    """Write overlapping files of whole days, each day in two files or more."""
    random = Random(seed)
    truth = history(random, 60, days=80)
    days = sorted({move.when.date() for move in truth})
    files = []
    for number in range(AT_ONCE):
        start = number * len(days) // (AT_ONCE + 1)
        end = (number + 2) * len(days) // (AT_ONCE + 1)
        part = [m for m in truth if days[start] <= m.when.date() <= days[end - 1]]
        files.append(folder / f"{number}.csv")
        table = SHAPES[0].table(part, newest_first=random.random() < 0.5)
        files[-1].write_bytes(csv_bytes(table))
    random.shuffle(files)
    new_books(folder / "books", truth[0].opening)
    # What an import loads is loaded once, before the forks.
    import_files(files[:1], None, dry_run=True)
    return Round(folder, truth, files)


def imported_at_once(
    seed: int, folder: Path, prepare: Callable[[], object] = lambda: None
) -> list[str]:
    """Import all files of a round at once, kill some, then import those again."""
    random = Random(seed)
    scene = make_round(seed, folder)
    children = [(scene.start(file, prepare), file) for file in scene.files]
    for child, _ in random.sample(children, 3):
        time.sleep(random.random() / 20)
        os.kill(child, signal.SIGKILL)
    wrong, killed = [], []
    for child, file in children:
        outcome = scene.end(child, file)
        if outcome.killed:
            killed.append(file)
        elif outcome.code:
            wrong.append(f"{file.name} 退出码 {outcome.code}：{outcome.told}")
    for file in killed:
        outcome = scene.end(scene.start(file, prepare), file)
        if outcome.code:
            wrong.append(f"{file.name} 再导入没有成功：{outcome.told}")
    untrue = difference(scene.books, scene.truth)
    if untrue or not loads_clean(scene.books):
        wrong.append(untrue or "账簿载入有错")
    return wrong


def test_at_once(fast: Path) -> None:
    """Ten at a time, three of them killed: the books hold the truth."""
    wrong = []
    for seed in range(ROUNDS):
        with TemporaryDirectory(dir=fast) as folder:
            wrong += imported_at_once(seed, fast / folder)
    tally("同时导入", 次=ROUNDS * AT_ONCE, 出错=len(wrong))
    assert wrong == []


def test_control_without_the_lock(fast: Path) -> None:
    """Without the lock, imports that read the same books book the same rows twice."""
    read = open_books.OpenBooks.read

    def slowly(books: open_books.OpenBooks) -> None:
        read(books)
        time.sleep(1)  # all have read before one writes

    def unlock() -> None:
        journal._try_lock = lambda _: True
        open_books.OpenBooks.read = slowly

    with TemporaryDirectory(dir=fast) as folder:
        wrong = imported_at_once(1, fast / folder, unlock)
    tally("同时导入", 去掉锁后查出=len(wrong))
    assert any("多了" in what for what in wrong)


def test_waiting_says_what_for(fast: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits too long for another command is told so, and nothing is written."""
    monkeypatch.setattr(journal.Journal.__init__, "__defaults__", (0.1, 0o644))
    with TemporaryDirectory(dir=fast) as folder:
        scene = make_round(3, fast / folder)
        with journal.Journal(scene.books):
            child = scene.start(scene.files[0], lambda: None)
            outcome = scene.end(child, scene.files[0])
        assert outcome.code == 2
        assert "另一个命令正在写这套账簿。请等它结束后再试。" in outcome.said
        assert list((scene.books / "2024").iterdir()) == [
            scene.books / "2024" / "00.beancount"
        ]
