"""The summary of all harnesses, printed at the end."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from tests.harness.budget import LARGE
from tests.harness.budget import TALLIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _pytest.terminal import TerminalReporter


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Print one line a harness: how many cases, and how they came out."""
    if not TALLIES:
        return
    budget = "全量" if LARGE else "日常"
    terminalreporter.section(f"找错汇总（{budget}预算）")
    for name, counts in TALLIES.items():
        text = "，".join(f"{what} {count}" for what, count in counts.items())
        terminalreporter.write_line(f"{name}：{text}")


@pytest.fixture(scope="module")
def fast(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a folder in memory where there is one: a kill needs no slow disk."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path_factory.mktemp("fast")
        return
    with TemporaryDirectory(dir=memory, prefix="union-ledger-") as folder:
        yield Path(folder)


@pytest.fixture
def random() -> Random:
    """Return the same random numbers in every run."""
    return Random(20240304)


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder of the project."""
    return Path(__file__).resolve().parents[2]
