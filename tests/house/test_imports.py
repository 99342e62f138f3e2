"""How the package is imported, each in a fresh interpreter."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys

import pytest

EVERY_MODULE = """
import importlib, json, pkgutil, sys
import union_ledger
for found in pkgutil.walk_packages(union_ledger.__path__, "union_ledger."):
    importlib.import_module(found.name)
rooms = ("importers", "rules", "plugins", "reports", "ledgers")
print(json.dumps({
    "bare": [name for name in rooms if name in sys.modules],
    "seen": sorted(name for name in sys.modules if name.startswith("union_ledger.")),
}))
"""

LOAD = """
import json, os
from beancount.loader import load_file
load_file("main.beancount")
print(json.dumps(os.environ.get("BEANCOUNT_DISABLE_LOAD_CACHE")))
"""

PLUGIN = """
import json, sys
import union_ledger.plugins
heavy = ("pandas", "openpyxl", "fava", "flask", "jinja2")
print(json.dumps([name for name in heavy if name in sys.modules]))
"""


def answer(code, cwd, **extra):
    """Run code in a new interpreter; return the JSON it prints."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"BEANCOUNT_DISABLE_LOAD_CACHE", "PYTHONPATH"}
    }
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=cwd,
        env=environment | extra,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return json.loads(done.stdout.splitlines()[-1])


def test_rooms_are_imported_under_one_name_only(root):
    """In the checkout `import rules` would give every class a second copy."""
    result = answer(EVERY_MODULE, root)
    assert result["bare"] == []
    for room in ("importers", "rules", "plugins", "reports", "core", "desk", "cli"):
        assert f"union_ledger.{room}" in result["seen"]


class Planted:
    """Unpickled, it leaves a file behind."""

    def __reduce__(self):
        return open, ("unpickled", "w")


@pytest.fixture
def books(tmp_path):
    """Return a folder of books with a cache file that somebody else left."""
    (tmp_path / "main.beancount").write_text("", encoding="utf-8")
    planted = pickle.dumps((Planted(), [], {"include": [], "input_hash": ""}))
    (tmp_path / ".main.beancount.picklecache").write_bytes(planted)
    return tmp_path


def test_the_command_line_switches_beancounts_load_cache_off(books):
    """Beancount reads the variable once, when its loader is imported.

    A cached load shows the findings of yesterday's rulebook, and whoever can leave a
    file beside the books runs code in the next reader's name.
    """
    assert answer("import union_ledger.cli\n" + LOAD, books) == "1"
    assert not (books / "unpickled").exists()


def test_without_our_command_line_the_cache_is_read(books):
    """The test above can fail: so the README sets the variable for stock tools."""
    assert answer(LOAD, books) is None
    assert (books / "unpickled").exists()


def test_a_load_of_the_books_needs_no_table_or_page_library(tmp_path):
    """`bean-check` stays as quick as it is: the plugin imports nothing heavy."""
    assert answer(PLUGIN, tmp_path) == []
