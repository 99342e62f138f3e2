"""Hostile workbooks: refused in Chinese or read right, in 5 seconds and 256 MiB."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from tests.core.hostile.benign import BENIGN
from tests.core.hostile.files import FILES
from tests.core.hostile.parts import PLAIN_ROWS
from tests.core.hostile.parts import book

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

SECONDS = 5
MEMORY = 256  # MiB, of the program and its child together
PROBE = """\
import json, resource, sys
from pathlib import Path
from union_ledger.core.errors import InputError
from union_ledger.core.tables import read_tables
told = {}
try:
    tables = read_tables(Path(sys.argv[1]))
    told["tables"] = [[cells for _, cells in table.rows] for table in tables]
except InputError as refusal:
    told["refused"] = str(refusal)
status = Path("/proc/self/status").read_text()
own = int(status.partition("VmHWM:")[2].split()[0])
child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps(told | {"memory": (own + child) >> 10}))
"""


def probe(folder: Path, data: bytes, code: str = PROBE) -> dict:
    """Read a file in a process of its own; what came of it, and at what cost."""
    path = folder / "流水.xlsx"
    path.write_bytes(data)
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", code, path],
        capture_output=True,
        check=False,
        timeout=60,
        env=os.environ | {"RUST_BACKTRACE": "0"},
    )
    assert not done.returncode, done.stderr.decode()[-2000:]
    return json.loads(done.stdout) | {"seconds": time.monotonic() - begun}


@pytest.mark.parametrize("name", FILES)
def test_refused_or_read_right(tmp_path, name):
    """Never a traceback, a hang, a wrong value; never more than it may use."""
    file = FILES[name]
    told = probe(tmp_path, file.make())
    assert told["seconds"] < SECONDS
    assert told["memory"] < MEMORY
    if file.said is None and "tables" in told:
        assert [row for row in told["tables"][0] if any(row)] == PLAIN_ROWS
        return
    refused = told["refused"]
    assert any(said in refused for said in (file.said or "").split("|"))
    assert not any(word in refused for word in ("Error", "error", "Traceback"))


@pytest.mark.parametrize("name", BENIGN)
def test_benign_is_read_exactly(tmp_path, name):
    """What looks odd and is harmless is read to the last cell."""
    make, expected = BENIGN[name]
    told = probe(tmp_path, make())
    assert told.get("tables") == expected, told.get("refused")


def test_wide_rows_are_read_and_cost_little(tmp_path):
    """Sixteen rows as wide as a sheet can be: many cells, and each comes through."""
    shake = random.Random(7)
    numbers = [[shake.randrange(10**6) for _ in range(16_384)] for _ in range(16)]
    rows = "".join(
        f"<row>{''.join(f'<c><v>{each}</v></c>' for each in row)}</row>"
        for row in numbers
    )
    told = probe(tmp_path, book(rows))
    assert told["tables"] == [[list(map(str, row)) for row in numbers]]
    assert told["seconds"] < SECONDS
    assert told["memory"] < MEMORY


def test_there_are_enough():
    """At least forty hostile files, and six that are not."""
    assert len(FILES) >= 40
    assert len(BENIGN) >= 6


LIMITED = """\
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
from python_calamine import CalamineWorkbook
sheet = CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0)
print(json.dumps({"rows": sheet.to_python()}))
"""


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("formula with a lying value", 999999),
        ("error", ""),
        ("value cut by a comment", 1),
        ("two cells at one place", 8),
    ],
)
def test_unprotected_the_reader_gives_wrong_data(tmp_path, name, place):
    """Positive control: calamine alone takes these for good, without a word."""
    told = probe(tmp_path, FILES[name].make(), LIMITED)
    assert told["rows"][2][0] == place


def test_unprotected_a_far_cell_brings_the_process_down(tmp_path):
    """Positive control: no exception is raised that a program could catch."""
    with pytest.raises(AssertionError, match="memory allocation"):
        probe(tmp_path, FILES["far cell"].make(), LIMITED)
