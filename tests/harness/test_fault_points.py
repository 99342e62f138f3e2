"""A disk that refuses at any call gives a Chinese word, whole files, and heals."""

from __future__ import annotations

import errno
import re
from typing import TYPE_CHECKING

import pytest
from tests.harness.budget import LARGE
from tests.harness.budget import tally
from tests.harness.crash_scene import Scene
from tests.harness.crash_scene import make_scene
from tests.harness.syscalls import NEVER_REFUSED
from tests.harness.syscalls import Trap

from union_ledger.desk import journal

if TYPE_CHECKING:
    from pathlib import Path

# One refused call, an error of the disk, and a disk that is full from there on.
FAULTS = (("fail", errno.ENOSPC), ("fail", errno.EIO), ("fill", errno.ENOSPC))
FEWEST = 100
STEP = 1 if LARGE else 13


@pytest.fixture(scope="module")
def scene(fast: Path) -> Scene:
    return make_scene(fast)


def faulted(scene: Scene, trap: Trap, prepare=lambda: None) -> list[str]:
    """Import with a faulty disk, then with a sound one; return all that is wrong."""
    scene.fresh()
    outcome = scene.run(trap, prepare)
    wrong = []
    if outcome.killed or outcome.code != 2:
        wrong.append(f"退出码 {outcome.code}：{outcome.told}")
    if "Traceback" in outcome.said:
        wrong.append("露出了回溯")
    if not re.search("磁盘满了|磁盘读写出错", outcome.said):
        wrong.append(f"没有说明是磁盘的问题：{outcome.told}")
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
    where = f"第 {trap.at} 次调用（{trap.how}，{errno.errorcode[trap.code]}）"
    return [f"{where}：{what}" for what in wrong]


def test_refused_at_any_call(scene: Scene) -> None:
    """Exit 2, the reason in Chinese, nothing half, and a re-run gives the truth."""
    every = [
        (at, *fault)
        for at, name in enumerate(scene.names, 1)
        if name not in NEVER_REFUSED
        for fault in FAULTS
    ]
    assert len(every) >= FEWEST
    asked = every[::STEP]
    wrong = [
        what for at, how, code in asked for what in faulted(scene, Trap(at, how, code))
    ]
    tally("磁盘出错", 出错点=len(asked), 出错=len(wrong))
    assert wrong == []


def _write_plainly(path: Path, data: bytes, _mode: int) -> None:
    """Write in two pieces, in place: a full disk comes in between."""
    with path.open("wb") as file:
        file.write(data[: len(data) // 2])
        file.write(data[len(data) // 2 :])


def test_control_a_plain_write_is_caught(scene: Scene) -> None:
    """Without writing aside, a full disk leaves half a ledger that nothing heals."""

    def unprotect() -> None:
        journal.write_whole = _write_plainly

    wrong = [
        what
        for at in range(2, 30, 2)
        for what in faulted(scene, Trap(at, "fill", errno.ENOSPC), unprotect)
    ]
    tally("磁盘出错", 去掉保护后查出=len(wrong))
    assert any("再导入没有成功" in what for what in wrong)
