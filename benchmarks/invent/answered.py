"""Gives the answers and waivers the ids of the findings they are about.

A finding's id follows from its entries, whose ids change with every export that is
invented anew. The answers therefore name the planted problem（``R31@r31_no_invoice``）,
and its finding is looked up once the books are written.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.invent.entry import Entry
    from benchmarks.invent.planted import Plant

ROOT = Path(__file__).resolve().parents[2]
RULES = ROOT / "ledgers" / "hust" / "rules"
ANSWERS = Path("registers") / "answers.beancount"
_NAMED = re.compile(r'"([A-Z]+\d+)@(\w+)"')
# In a process of its own: the plugin's modules have no place in the generator.
_FINDINGS = """
import sys
from pathlib import Path
from union_ledger.core.ledger import load_ledger
for finding in load_ledger(Path(sys.argv[1])).findings:
    print(finding.rule, finding.entry_ids[0], finding.id, sep="\\t")
"""


def name_findings(folder: Path, plants: list[Plant], entries: list[Entry]) -> None:
    """Replace every named problem in the answers by its finding's id.

    Raises:
        LookupError: Nothing of that name was planted, or no finding speaks of it.
    """
    path = folder / ANSWERS
    text = path.read_text(encoding="utf-8")
    ids = {entry.key: str(entry.meta["id"]) for entry in reversed(entries) if entry.key}
    planted = {(plant.rule, plant.key): ids.get(plant.key, "") for plant in plants}
    found = _findings(folder)

    def finding(match: re.Match[str]) -> str:
        rule, key = match.groups()
        about = (rule, planted[rule, key])
        return f'"{found[about]}"'

    path.write_text(_NAMED.sub(finding, text), encoding="utf-8", newline="\n")


def _findings(folder: Path) -> dict[tuple[str, str], str]:
    """Return the ids of all findings by rule and first entry."""
    with TemporaryDirectory(prefix="invent-") as scratch:
        copy = Path(scratch) / "books"
        ignored = shutil.ignore_patterns("exports", "rules")
        shutil.copytree(folder, copy, ignore=ignored)
        shutil.copytree(RULES, copy / "rules")
        done = subprocess.run(
            [sys.executable, "-c", _FINDINGS, str(copy)],
            env=os.environ | {"BEANCOUNT_DISABLE_LOAD_CACHE": "1"},
            check=True,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
    lines = (line.split("\t") for line in done.stdout.splitlines())
    return {(rule, entry): finding for rule, entry, finding in lines}
