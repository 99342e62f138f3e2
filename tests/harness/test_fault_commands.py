"""The same commands on a disk that refuses: nothing half, and it heals."""

from __future__ import annotations

import errno
import sys
from random import Random
from typing import TYPE_CHECKING

import pytest
from tests.harness.budget import LARGE
from tests.harness.budget import tally
from tests.harness.command_scenes import make_scenes
from tests.harness.syscalls import NEVER_REFUSED
from tests.harness.syscalls import Trap
from tests.harness.syscalls import start_forked
from tests.harness.syscalls import wait_for

from union_ledger.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from tests.harness.command_scenes import CommandScene

SEED = 20241109
FAULTS = (("fail", errno.ENOSPC), ("fail", errno.EIO), ("fill", errno.ENOSPC))
EACH = 10_000 if LARGE else 10
FEWEST = 30
AT_ONCE = 3


@pytest.fixture(scope="module")
def scenes(fast: Path) -> dict[str, CommandScene]:
    folder = fast / "faults"
    folder.mkdir()
    return {scene.name: scene for scene in make_scenes(folder)}


def points(scene: CommandScene) -> list[tuple[int, str, int]]:
    """Return calls and faults, at random."""
    every = [
        (at, *fault)
        for at, name in enumerate(scene.names, 1)
        if name not in NEVER_REFUSED
        for fault in FAULTS
    ]
    return sorted(Random(SEED).sample(every, min(EACH, len(every))))


def faulted(scene: CommandScene, at: int, how: str, code: int) -> list[str]:
    """Run the command on a faulty disk, then on a sound one; return what is wrong."""
    scene.fresh()
    outcome = scene.run(Trap(at, how, code))
    wrong = [f"半个文件 {name}" for name in scene.halves()]
    if outcome.killed or outcome.code != 2 or "Traceback" in outcome.said:
        wrong.append(f"退出码 {outcome.code}：{outcome.told}")
    if not ("磁盘满了" in outcome.said or "磁盘读写出错" in outcome.said):
        wrong.append(f"没有说明是磁盘的问题：{outcome.told}")
    state = scene.state()
    if state not in {"旧", "新"}:
        wrong.append(state)
    again = scene.run()
    if again.code not in ({0} if state == "旧" else {0, 2}):
        wrong.append(f"再运行没有成功：{again.told}")
    if scene.visible() != scene.final:
        wrong.append("再运行以后不是新的状态")
    fault = f"{how}，{errno.errorcode[code]}"
    where = f"{scene.name} 第 {at} 次调用 {scene.names[at - 1]}（{fault}）"
    return [f"{where}：{what}" for what in wrong]


def test_refused_anywhere(scenes: dict[str, CommandScene]) -> None:
    """Exit 2, the reason in Chinese, old or new, and once more gives the new."""
    asked = [(scene, point) for scene in scenes.values() for point in points(scene)]
    print(f"种子 {SEED}，出错点 {len(asked)}")  # noqa: T201 - shown where it fails
    wrong = [what for scene, point in asked for what in faulted(scene, *point)]
    tally("写账命令", 磁盘出错点=len(asked), 出错=len(wrong))
    assert wrong == []
    assert len(asked) >= FEWEST


@pytest.mark.parametrize("name", ["import", "close", "asset", "format"])
def test_at_once(scenes: dict[str, CommandScene], name: str) -> None:
    """Three at once do what one does: the others find it done."""
    scene = scenes[name]
    scene.fresh()

    def work() -> None:
        sys.argv = ["union-ledger", *scene.words]
        main()

    printed = [scene.folder / f"at-once-{number}.txt" for number in range(AT_ONCE)]
    children = [(start_forked(work, path), path) for path in printed]
    codes = sorted(wait_for(child, path).code for child, path in children)
    # A month is closed once, and a number given once; the same rows are known.
    many = [0] if name in {"close", "asset"} else [0] * AT_ONCE
    if name == "format":
        assert set(codes) <= {0, 2}  # a file changed under it: run it again
        assert scene.run().code == 0
    else:
        assert codes == many + [2] * (AT_ONCE - len(many))
    assert scene.visible() == scene.final
