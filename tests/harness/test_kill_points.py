"""A command killed at any call that changes the disk leaves whole files, and heals."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest
from tests.harness.budget import LARGE
from tests.harness.budget import tally
from tests.harness.crash_scene import Scene
from tests.harness.crash_scene import make_scene
from tests.harness.syscalls import Trap

from union_ledger.desk import journal
from union_ledger.desk.journal import Journal

if TYPE_CHECKING:
    from pathlib import Path

WAYS = ("before", "half", "after")
FEWEST = 300
STEP = 1 if LARGE else 11


@pytest.fixture(scope="module")
def scene(fast: Path) -> Scene:
    return make_scene(fast)


def test_the_undisturbed_import_is_the_truth(scene: Scene) -> None:
    """What the killed ones are held against is right itself, and has points enough."""
    scene.fresh()
    assert scene.run().code == 0
    assert scene.untrue() == ""
    assert scene.calls * len(WAYS) >= FEWEST


def points(scene: Scene) -> list[tuple[int, str]]:
    """Return every call and way, or a share that moves through both."""
    every = [(at, how) for at in range(1, scene.calls + 1) for how in WAYS]
    return every[::STEP]


def killed(scene: Scene, at: int, how: str, prepare=lambda: None) -> list[str]:
    """Kill an import there, run it again, and return all that is wrong."""
    scene.fresh()
    outcome = scene.run(Trap(at, how), prepare)
    if outcome.killed != signal.SIGKILL:
        return [f"第 {at} 次调用（{how}）没有杀掉：{outcome.told}"]
    wrong = [f"半个文件 {name}" for name in scene.halves()]
    wrong += [f"文档不是原件 {name}" for name in scene.strangers()]
    again = scene.run()
    if again.code or "Traceback" in again.said:
        wrong.append(f"再导入没有成功：{again.told}")
    try:
        untrue = scene.untrue()
    except AssertionError as exc:
        untrue = str(exc)
    if untrue:
        wrong.append(untrue)
    return [f"第 {at} 次调用（{how}）：{what}" for what in wrong]


def test_killed_at_any_call(scene: Scene) -> None:
    """No half file afterwards, every original whole, and a re-run gives the truth."""
    asked = points(scene)
    wrong = [what for at, how in asked for what in killed(scene, at, how)]
    tally("杀进程", 杀点=len(asked), 出错=len(wrong))
    assert wrong == []


def _write_plainly(path: Path, data: bytes, _mode: int) -> None:
    """Write without the protection: in place, without a sync."""
    with path.open("wb") as file:
        file.write(data)


def test_control_a_plain_write_is_caught(scene: Scene) -> None:
    """Without writing aside and renaming, half files stand under final names."""

    def unprotect() -> None:
        journal.write_whole = _write_plainly

    wrong = [
        what
        for at in range(1, 40, 3)
        for how in ("half", "after")
        for what in killed(scene, at, how, unprotect)
    ]
    found = [what for what in wrong if "半个文件" in what or "不是原件" in what]
    tally("杀进程", 去掉保护后查出=len(found))
    assert found
    assert Journal is journal.Journal
