"""Run the command line as its users do."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest


@pytest.fixture
def run(tmp_path):
    """Run `union-ledger` in an empty folder; returns code, output, errors."""

    def call(*args):
        env = {k: v for k, v in os.environ.items() if not k.startswith("BEANCOUNT")}
        done = subprocess.run(
            [sys.executable, "-m", "union_ledger.cli", *map(str, args)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=tmp_path,
            env=env | {"PYTHONUTF8": "1"},
            check=False,
            timeout=120,
        )
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout, done.stderr

    return call
