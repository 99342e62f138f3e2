"""The layer contracts of pyproject.toml catch what they are for."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

BREAKS = {
    "Rooms import downwards only": (
        "src/union_ledger/core/money.py",
        "import union_ledger.rules",
    ),
    "Only the command line reaches the Fava pages": (
        "reports/__init__.py",
        "import union_ledger.reports.pages",
    ),
    "Fava is known to the pages and the command line only": (
        "plugins/__init__.py",
        "import fava.core",
    ),
    "Rules and reports do not know Beancount": (
        "rules/__init__.py",
        "import beancount.core.data",
    ),
    "Money, findings and the arithmetic of quota are pure": (
        "src/union_ledger/core/findings.py",
        "import beancount.core.data",
    ),
    "A load of the books needs no table or page library": (
        "src/union_ledger/core/errors.py",
        "import pandas",
    ),
}


def broken(checkout):
    """Return the names of the contracts that a checkout breaks."""
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=checkout,
        env=os.environ | {"PYTHONPATH": str(checkout / "src"), "COLUMNS": "200"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "Contracts: " in done.stdout, done.stdout + done.stderr
    return set(re.findall(r"^(.+) BROKEN\b", done.stdout, re.MULTILINE))


def test_the_checkout_breaks_no_contract(copy):
    assert broken(copy) == set()


@pytest.mark.parametrize("contract", BREAKS)
def test_a_forbidden_import_breaks_its_contract(copy, contract):
    path, line = BREAKS[contract]
    module = copy / path
    module.write_text(module.read_text(encoding="utf-8") + f"\n{line}\n", "utf-8")
    assert contract in broken(copy)
