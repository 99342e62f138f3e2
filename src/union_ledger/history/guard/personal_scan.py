"""Personal numbers in a file of any kind（个人信息扫描）, told by line and masked."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from typing import NamedTuple

from union_ledger.core.errors import InputError
from union_ledger.core.health_words import health_of_a_person
from union_ledger.core.personal_data import NUMBERED_KEYS
from union_ledger.core.personal_data import personal_numbers
from union_ledger.core.tables import read_tables
from union_ledger.core.textfile import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.tables import Table

_TABLES = frozenset((".xlsx", ".xlsm", ".xls", ".et", ".csv", ".tsv"))
# Packed or drawn: a person has to look at them.
_CLOSED = frozenset(
    {
        *(".pdf", ".ofd", ".docx", ".doc", ".wps", ".pptx", ".zip", ".rar", ".7z"),
        *(".gz", ".tar", ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff"),
        *(".webp", ".heic", ".mp4", ".mp3", ".age", ".bundle"),
    }
)
_LEDGER = ".beancount"
_KEY = re.compile(r"[ \t]+([a-z][A-Za-z0-9_-]*):")
# Columns of papers' and bank rows' numbers; their long numbers may look like cards.
_NUMBERED_HEAD = re.compile("流水|凭证|发票|订单|单号|编号|序号|合同|回单|批次|业务号")
_HEAD_ROWS = 40
_HEAD_LENGTH = 16
_LARGEST = 64 * 1024 * 1024  # bytes


class PersonalNumber(NamedTuple):
    """A number of a person in a file, masked; line 0 is the file's own name."""

    path: str
    line: int
    kind: str
    masked: str


@dataclass(slots=True)
class Scan:
    """What a file holds of persons, or why it was not read."""

    path: str
    numbers: list[PersonalNumber] = field(default_factory=list)
    unread: str = ""


def scan(path: str, data: bytes) -> Scan:
    """Look through a file's name and content; ``path`` is how it is called."""
    result = Scan(path, list(_in_text(path, 0, PurePosixPath(path).name)))
    suffix = PurePosixPath(path).suffix.lower()
    if suffix in _CLOSED:
        result.unread = "这类文件程序不拆开看"
    elif len(data) > _LARGEST:
        result.unread = "文件太大"
    elif suffix in _TABLES:
        try:
            for table in _tables(suffix, data):
                result.numbers += _in_table(path, table)
        except InputError as exc:
            if suffix not in {".csv", ".tsv"}:
                result.unread = exc.message
            else:
                _scan_text(result, data)
    else:
        _scan_text(result, data)
    return result


def scan_words(name: str, text: str) -> Scan:
    """Look through a text that is no file, a commit's message say."""
    return Scan(name, list(_in_lines(name, text)))


def _scan_text(result: Scan, data: bytes) -> None:
    try:
        text, _ = decode(data, Path(result.path))
    except InputError:
        result.unread = "不是文字，也不是表格"
        return
    result.numbers += _in_lines(result.path, text)


def _in_lines(path: str, text: str) -> Iterator[PersonalNumber]:
    is_ledger = path.endswith(_LEDGER)
    for number, line in enumerate(text.splitlines(), 1):
        key = _KEY.match(line) if is_ledger else None
        if not key or key[1] not in NUMBERED_KEYS:
            yield from _in_text(path, number, line)


def _in_text(path: str, line: int, text: str) -> Iterator[PersonalNumber]:
    for kind, masked in personal_numbers(text):
        yield PersonalNumber(path, line, kind, masked)
    if health_of_a_person(text):
        yield PersonalNumber(path, line, "疑似某人的健康信息", "不显示")


def _tables(suffix: str, data: bytes) -> list[Table]:
    """Read a workbook as imports do: in a child process that can do nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"table{suffix}"
        path.write_bytes(data)
        return read_tables(path)


def _in_table(path: str, table: Table) -> Iterator[PersonalNumber]:
    numbered: set[int] = set()
    for number, cells in table.rows:
        for place, cell in enumerate(cells):
            if number <= _HEAD_ROWS and _is_head(cell):
                numbered.discard(place)
                if _NUMBERED_HEAD.search(cell):
                    numbered.add(place)
            for found in _in_text(path, number, cell):
                if place not in numbered or found.kind == "身份证号":
                    yield found


def _is_head(cell: str) -> bool:
    return 0 < len(cell) <= _HEAD_LENGTH and not any(map(str.isdigit, cell))
