"""Writing commands on small books of their own, to be killed or refused anywhere."""

from __future__ import annotations

import pickle
import shutil
import sys
from dataclasses import dataclass
from dataclasses import field
from random import Random
from typing import TYPE_CHECKING

from tests.desk import closing_books
from tests.desk.assets import conftest as asset_books
from tests.harness.books import new_books
from tests.harness.books import tree
from tests.harness.crash_scene import is_aside
from tests.harness.histories import history
from tests.harness.shapes import SHAPES
from tests.harness.shapes import csv_bytes
from tests.harness.syscalls import Outcome
from tests.harness.syscalls import Trap
from tests.harness.syscalls import run_forked

from union_ledger.cli import main
from union_ledger.cli.healing import heal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CLOSE = "close 2024-01 {} --accept violations --reason 小账 --approver T0001"
BUY = (
    "asset buy --books {} --date 2024-02-10 --cost 9000 --name 笔记本电脑"
    " --class 通用设备 --unit 007 --custodian T0071 --fund 10 --supplier 武汉某公司"
    " --number FA-2024-0001"
)


@dataclass(slots=True)
class CommandScene:
    """A command line, the books before it, and what they are after it.

    ``names`` are the calls it makes. ``piecewise``: it changes files one by one, and
    none of them means anything else afterwards.
    """

    name: str
    folder: Path
    words: list[str]
    piecewise: bool = False
    before: dict[str, bytes] = field(default_factory=dict)
    final: dict[str, bytes] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)

    @property
    def books(self) -> Path:
        """Return the folder of the books."""
        return self.folder / "books"

    def fresh(self) -> None:
        """Put the books back to where they began."""
        shutil.rmtree(self.books)
        for name, data in self.before.items():
            path = self.books / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)

    def run(
        self,
        trap: Trap | None = None,
        prepare: Callable[[], object] = lambda: None,
        after: Callable[[], object] = lambda: None,
        words: list[str] | None = None,
    ) -> Outcome:
        """Run the command, or another, in a fork."""

        def work() -> None:
            prepare()
            sys.argv = ["union-ledger", *(words or self.words)]
            if trap:
                trap.install()
            try:
                main()
            finally:
                if trap:
                    trap.pid = 0
                after()

        return run_forked(work, self.folder / "printed.txt")

    def visible(self) -> dict[str, bytes]:
        """Return the files that a ledger may read."""
        return {k: v for k, v in tree(self.books).items() if not is_aside(k)}

    def halves(self) -> list[str]:
        """Return the files that are neither the old nor the new one."""
        return [
            name
            for name, data in self.visible().items()
            if data not in {self.before.get(name), self.final.get(name)}
        ]

    def state(self) -> str:
        """Return which state the books are in once a killed command is undone."""
        heal(self.books)
        now = self.visible()
        if now == self.before:
            return "旧"
        if now == self.final:
            return "新"
        whole = self.piecewise and set(now) == set(self.final) and not self.halves()
        return "新" if whole else "不新不旧"


def make_scenes(folder: Path) -> list[CommandScene]:
    """Make the books of every command, and run each once undisturbed."""
    makers = (_importing, _closing, _buying, _formatting)
    scenes = []
    for maker in makers:
        place = folder / maker.__name__.strip("_")
        place.mkdir()
        scene = maker(place)
        scene.before = tree(scene.books)
        _watch(scene)
        scenes.append(scene)
    return scenes


def _watch(scene: CommandScene) -> None:
    trap = Trap()
    noted = scene.folder / "calls.bin"
    outcome = scene.run(trap, after=lambda: noted.write_bytes(pickle.dumps(trap.names)))
    assert outcome.code == 0, outcome.said
    scene.names = pickle.loads(noted.read_bytes())
    scene.final = tree(scene.books)
    assert scene.final != scene.before
    assert not [name for name in scene.final if is_aside(name)]


def _importing(folder: Path) -> CommandScene:
    truth = history(Random(7), 14, days=70, start="2024-02-03")
    file = folder / "流水.csv"
    file.write_bytes(csv_bytes(SHAPES[0].table(truth)))
    new_books(folder / "books", truth[0].opening)
    words = ["import", "--into", str(folder / "books"), str(file)]
    return CommandScene("import", folder, words)


def _closing(folder: Path) -> CommandScene:
    _write_closing_books(folder / "books")
    return CommandScene("close", folder, CLOSE.format(folder / "books").split())


def _buying(folder: Path) -> CommandScene:
    texts = {
        "main": asset_books.MAIN,
        "chart": asset_books.CHART,
        "registers": asset_books.REGISTERS,
        "2024/01": asset_books.OPENING,
    }
    for name, text in texts.items():
        path = folder / "books" / f"{name}.beancount"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return CommandScene("asset", folder, BUY.format(folder / "books").split())


def _formatting(folder: Path) -> CommandScene:
    _write_closing_books(folder / "books")
    words = ["format", str(folder / "books")]
    return CommandScene("format", folder, words, piecewise=True)


def _write_closing_books(books: Path) -> None:
    texts = {
        "main.beancount": closing_books.MAIN,
        "chart.beancount": closing_books.CHART,
        "registers/units.beancount": closing_books.UNITS,
        "2024/01.beancount": closing_books.JANUARY,
        "2024/02.beancount": closing_books.FEBRUARY,
        "documents/a.pdf": "%PDF",
    }
    for name, text in texts.items():
        path = books / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
