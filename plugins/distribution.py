"""Read a distribution list（发放名单）: a csv of pseudonymous ids and amounts.

Its first line names the columns 编号 and 金额, and 单位 where members of several
units stand in it; no other column may be there, so that no name slips in.
"""

from __future__ import annotations

import csv
import hashlib
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import NoReturn

from union_ledger.core.container import read_bytes
from union_ledger.core.errors import InputError
from union_ledger.core.money import fen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

COLUMNS = ("编号", "金额", "单位")
_NEEDED = COLUMNS[:2]
_MEMBER = re.compile(r"[A-Z][A-Z0-9-]+")
_AMOUNT = re.compile(r"-?\d{1,12}(\.\d{1,2})?")
_UNIT = re.compile(r"\d{3}")
_KEPT = 2000
_parsed: dict[bytes, Distribution] = {}


@dataclass(frozen=True, slots=True)
class Distribution:
    """Who got how much, in fen.

    ``by_unit`` holds the members' amounts by the unit in the list's own column,
    ``""`` where there is none; ``twice`` are the members on more than one line.
    """

    amounts: dict[str, int]
    by_unit: dict[str, dict[str, int]]
    total: int
    twice: tuple[str, ...]


def read_distribution(path: Path) -> Distribution:
    """Return the list at ``path``; one of the same content is parsed once.

    Raises:
        InputError: It is missing, no UTF-8, or a line is not as it should be. What
            stands in the line is not repeated: it may be somebody's name.
    """
    if not path.is_file():
        raise InputError("找不到名单文件", file=path)
    data = read_bytes(path)
    digest = hashlib.sha256(data).digest()
    found = _parsed.get(digest)
    if found is None:
        found = _parse(data, path)
        if len(_parsed) >= _KEPT:
            del _parsed[next(iter(_parsed))]
        _parsed[digest] = found
    return found


def _parse(data: bytes, path: Path) -> Distribution:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        hint = "请在 Excel 或 WPS 里另存为“CSV UTF-8（逗号分隔）”。"
        raise InputError("名单不是 UTF-8 编码", file=path, hint=hint) from None
    reader = csv.reader(text.splitlines(), strict=True)
    try:
        names = [name.strip() for name in next(reader, [])]
        _check_columns(names, path)
        return _read_lines(enumerate(reader, 2), names, path)
    except csv.Error:
        raise InputError("引号不配对", file=path, line=reader.line_num) from None


def _check_columns(names: list[str], path: Path) -> None:
    if not set(_NEEDED) <= set(names) <= set(COLUMNS) or len(set(names)) < len(names):
        raise InputError(
            f"名单第一行应是列名 {'、'.join(_NEEDED)}（可加 {COLUMNS[2]}），"
            "不能有别的列",
            file=path,
            line=1,
            hint="姓名、证件号、电话、卡号不进名单，对照表不放在账里。",
        )


def _read_lines(
    lines: Iterable[tuple[int, list[str]]], names: list[str], path: Path
) -> Distribution:
    member_at, amount_at = names.index(COLUMNS[0]), names.index(COLUMNS[1])
    unit_at = names.index(COLUMNS[2]) if COLUMNS[2] in names else None
    width = len(names)
    # The same few amounts and units stand on thousands of lines.
    known: dict[str, int] = {}
    by_unit: dict[str, dict[str, int]] = {} if unit_at is not None else {"": {}}
    amounts: dict[str, int] = {}
    twice: list[str] = []
    is_member = _MEMBER.fullmatch
    for line, cells in lines:
        if not any(cells):
            continue
        if len(cells) != width:
            _refuse(path, line, f"有 {len(cells)} 格，应有 {width} 格")
        member, text = cells[member_at].strip(), cells[amount_at]
        amount = known.get(text)
        if amount is None:
            amount = known[text] = _amount(text.strip(), path, line)
        if not is_member(member):
            _refuse(path, line, "编号应是大写字母开头的假名编号，如 M00123")
        unit = "" if unit_at is None else cells[unit_at].strip()
        own = by_unit.get(unit)
        if own is None:
            if not _UNIT.fullmatch(unit):
                _refuse(path, line, "单位应是三位代码，如 007")
            own = by_unit[unit] = {}
        own[member] = own.get(member, 0) + amount
        if member in amounts:
            twice.append(member)
            amount += amounts[member]
        amounts[member] = amount
    total = sum(amounts.values())
    if not amounts:
        raise InputError("名单里一个人也没有", file=path)
    return Distribution(amounts, by_unit, total, tuple(dict.fromkeys(twice)))


def _amount(text: str, path: Path, line: int) -> int:
    if not _AMOUNT.fullmatch(text):
        _refuse(path, line, "金额应是不带逗号、至多两位小数的数字，如 450.00")
    return fen(Decimal(text))


def _refuse(path: Path, line: int, why: str) -> NoReturn:
    hint = "只留列名和每人一行，合计行请删去。"
    raise InputError(why, file=path, line=line, hint=hint)
