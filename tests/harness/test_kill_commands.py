"""import, close, asset and format killed anywhere: the old books or the new ones."""

from __future__ import annotations

import signal
from random import Random
from typing import TYPE_CHECKING

import pytest
from tests.harness.budget import LARGE
from tests.harness.budget import tally
from tests.harness.command_scenes import make_scenes
from tests.harness.syscalls import Trap

from union_ledger.desk import journal
from union_ledger.desk import unfinished

if TYPE_CHECKING:
    from pathlib import Path

    from tests.harness.command_scenes import CommandScene

SEED = 20241108
WAYS = ("before", "half", "after")
FEWEST = 200
MOST = {"import": 100, "close": 45, "asset": 21, "format": 42}


@pytest.fixture(scope="module")
def scenes(fast: Path) -> dict[str, CommandScene]:
    folder = fast / "commands"
    folder.mkdir()
    return {scene.name: scene for scene in make_scenes(folder)}


def points(scene: CommandScene, seed: int) -> list[tuple[int, str]]:
    """Return calls and ways to be killed at, at random."""
    every = [(at, how) for at in range(1, len(scene.names) + 1) for how in WAYS]
    most = len(every) if LARGE else MOST[scene.name]
    return sorted(Random(seed).sample(every, min(most, len(every))))


def killed(scene: CommandScene, at: int, how: str, prepare=lambda: None) -> list[str]:
    """Kill the command there, look, run it again; return all that is wrong."""
    scene.fresh()
    outcome = scene.run(Trap(at, how), prepare)
    where = f"{scene.name} 第 {at} 次调用 {scene.names[at - 1]}（{how}）"
    if outcome.killed != signal.SIGKILL:
        return [f"{where}：没有杀掉：{outcome.told}"]
    wrong = [f"半个文件 {name}" for name in scene.halves()]
    state = scene.state()
    if state not in {"旧", "新"}:
        wrong.append(state)
    again = scene.run()
    # What is done already is refused, or is nothing new.
    if again.code not in ({0} if state == "旧" else {0, 2}) or "回溯" in again.said:
        wrong.append(f"再运行没有成功：{again.told}")
    if scene.visible() != scene.final:
        wrong.append("再运行以后不是新的状态")
    return [f"{where}：{what}" for what in wrong]


def test_killed_anywhere(scenes: dict[str, CommandScene]) -> None:
    """At least 200 points: no half file, old or new, and once more gives the new."""
    asked = {name: points(scene, SEED) for name, scene in scenes.items()}
    count = sum(map(len, asked.values()))
    print(f"种子 {SEED}，杀点 {count}")  # noqa: T201 - shown where it fails
    wrong = [
        what
        for name, scene in scenes.items()
        for at, how in asked[name]
        for what in killed(scene, at, how)
    ]
    each = {f"{name} 杀点": len(found) for name, found in asked.items()}
    tally("写账命令", **each, 出错=len(wrong))
    assert wrong == []
    assert count >= FEWEST
    assert scenes.keys() == {"import", "close", "asset", "format"}


def test_check_runs_and_says_what_it_did(scenes: dict[str, CommandScene]) -> None:
    """Between the two files of a closing: `check` undoes it, says so, finds nothing."""
    scene = scenes["close"]
    scene.fresh()
    clean = scene.run(words=["check", str(scene.books)])
    last = len(scene.names) - scene.names[::-1].index("replace")
    assert scene.run(Trap(last, "before")).killed
    assert scene.visible() != scene.before
    told = scene.run(words=["check", str(scene.books)])
    assert told.code == clean.code
    assert "提示：上一个写账的命令中途停了，已把它写过的 1 个文件复原" in told.said
    assert told.said.endswith(clean.said)
    assert scene.visible() == scene.before


def _write_plainly(path: Path, data: bytes, _mode: int) -> None:
    """Write without the protection: in place, without a sync."""
    with path.open("wb") as file:
        file.write(data)


def _without_whole_files() -> None:
    journal.write_whole = _write_plainly


def _without_steps() -> None:
    unfinished.Step.before = lambda *_: None


@pytest.mark.parametrize("name", ["import", "close", "asset", "format"])
def test_control_a_naive_writer_is_caught(
    scenes: dict[str, CommandScene], name: str
) -> None:
    """Without writing aside, half files stand under final names."""
    scene = scenes[name]
    found = [
        what
        for at, call in enumerate(scene.names, 1)
        if call == "write"
        for what in killed(scene, at, "half", _without_whole_files)
        if "半个文件" in what
    ]
    tally("写账命令", 去掉保护后查出=len(found))
    assert found


@pytest.mark.parametrize("name", ["import", "close"])
def test_control_without_the_note_steps_are_cut(
    scenes: dict[str, CommandScene], name: str
) -> None:
    """Without the note, a step of several files is left between old and new."""
    scene = scenes[name]
    found = [
        what
        for at in range(1, len(scene.names) + 1, 4)
        for what in killed(scene, at, "after", _without_steps)
        if "不新不旧" in what
    ]
    tally("写账命令", 去掉记录后查出=len(found))
    assert found
