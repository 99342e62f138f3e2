"""`make demo` on a machine whose Python will not do says so, in both languages."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

TOOLS = ("make", "sh", "cat", "rm", "touch", "dirname")

OLD = f"""#!/bin/sh
# Runs the code it is given under the version of an old Debian.
exec {sys.executable} -c '
import sys
sys.version_info = (3, 9, 2, "final", 0)
exec(sys.argv[2])' "$@"
"""

WITHOUT_VENV = f"""#!/bin/sh
# A Debian without python3-venv: ensurepip cannot be imported.
exec {sys.executable} -c '
import sys
sys.modules["ensurepip"] = None
exec(sys.argv[2])' "$@"
"""


@pytest.fixture
def demo(copy, tmp_path):
    """Run `make demo` with a python3 of ours and no uv on PATH."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in TOOLS:
        (tools / name).symlink_to(shutil.which(name))

    def run(python=None, *arguments):
        if python:
            (tools / "python3").write_text(python, encoding="utf-8")
            (tools / "python3").chmod(0o755)
        done = subprocess.run(
            [tools / "make", "demo", "SERVE=0", *arguments],
            cwd=copy,
            env={"PATH": str(tools), "LANG": "C.UTF-8"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 2, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        assert not (copy / ".venv").exists()
        return done.stderr

    return run


def test_no_python(demo):
    said = demo()
    assert "找不到 Python（python3）" in said
    assert "No Python found (python3)" in said


def test_an_old_python(demo):
    said = demo(OLD)
    assert "版本太低（3.9.2），需要 3.11 或更高" in said
    assert "too old (3.9.2); 3.11 or later is needed" in said


def test_a_python_without_venv(demo):
    said = demo(WITHOUT_VENV)
    assert "缺少 venv/ensurepip" in said
    assert "apt-get install python3-venv" in said
    assert "lacks venv/ensurepip" in said


def test_the_python_can_be_named(demo):
    assert "找不到 Python（python9.9）" in demo(OLD, "PYTHON=python9.9")


def test_make_alone_lists_the_targets(copy):
    done = subprocess.run(
        ["make"],
        cwd=copy,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    for target in ("demo", "test", "check", "golden", "lock", "clean"):
        assert f"\n{target} " in "\n" + done.stdout
