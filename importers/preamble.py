"""The lines above the header: account, period, balances and control totals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field
from functools import lru_cache
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.importers.amount import AmountError
from union_ledger.importers.amount import parse_fen
from union_ledger.importers.span import span_of
from union_ledger.importers.text import clean
from union_ledger.importers.text import identifier
from union_ledger.importers.text import is_yuan
from union_ledger.importers.text import label
from union_ledger.importers.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from union_ledger.importers.header import Header
    from union_ledger.importers.statement_layout import Fact

_ACCOUNT = re.compile(r"^[0-9A-Z][0-9A-Z-]{3,39}$")
_COUNT = re.compile(r"^(\d{1,9})(?:\.0+)?[笔条]?$", re.ASCII)
_COUNTED = re.compile(r"^共:?(\d{1,9})笔(?:记录|交易)?$", re.ASCII)  # 共66笔记录
# What begins another pair in the same cell: blanks, then a label and a colon.
_NEXT = re.compile(
    r"\s+[\u4e00-\u9fff][\u4e00-\u9fff()（）\s]{0,11}[:：]|(?<=[\]】])[\u4e00-\u9fff]"
)
_FRAME = str.maketrans("[]【】", "    ")
_PERIODS = frozenset({"period", "period_from", "period_to"})


@dataclass(slots=True)
class Preamble:
    """What stands above the header.

    Attributes:
        stated: By fact: account, subject, currency and days (ISO) as text, amounts
            in fen, counts.
        notes: What was found and could not be used.
    """

    stated: dict[str, str | int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def read_preamble(header: Header, labels: Mapping[Fact, tuple[str, ...]]) -> Preamble:
    """Return what the lines above the header state, by the layout's labels.

    The value stands right of its label, merged cells passed over, or behind a colon
    in the same cell, where several pairs may stand, in one line or in several.

    Raises:
        InputError: A value cannot be read, one label gives two values, or the
            account is not one in renminbi.
    """
    known: dict[str, Fact] = {
        label(text): fact for fact, texts in labels.items() for text in texts
    }
    found = Preamble()
    for line, row in header.table.rows[: header.index]:
        for cell in row:
            if counted := _COUNTED.match(squeeze(cell)):
                found.stated.setdefault("count", int(counted[1]))
        for fact, column, text, shown in _pairs(row, known):
            if fact == "own_account" and (line, column) in header.table.damaged:
                raise InputError(
                    "本方账号被 Excel 存成了数字，末几位已经丢失",
                    file=header.table.file,
                    line=line,
                    hint="请从网银重新导出，不要用 Excel 打开后再保存。",
                )
            if fact in _PERIODS:
                _add_period(found, fact, text, shown)
                continue
            value = _typed(fact, text)
            if value is None:
                what = "认不出来"
                if fact == "currency":
                    what = "不是人民币，只能导入人民币账户"
                raise InputError(
                    f"表头上方“{shown}”的值“{text[:30]}”{what}",
                    file=header.table.file,
                    line=line,
                )
            if found.stated.setdefault(fact, value) != value:
                raise InputError(
                    f"“{shown}”在表头上方出现两次，数值不同",
                    file=header.table.file,
                    line=line,
                )
    return found


def _pairs(
    row: tuple[str, ...], known: Mapping[str, Fact]
) -> Iterator[tuple[Fact, int, str, str]]:
    """Yield fact, column of the value, the value and the label as it is spelled."""
    for column, cell in enumerate(row):
        if not cell:
            continue
        fact = known.get(label(cell))
        if fact is not None:
            place, text = _right_of(row, column, known)
            if text:
                yield fact, place, text, clean(cell)
            continue
        for shown, text in _inside(cell, tuple(known)):
            place, value = column, text
            if not text and cell.rstrip().endswith((":", "：")):
                place, value = _right_of(row, column, known)
            if value:
                yield known[label(shown)], place, value, shown


def _right_of(
    row: tuple[str, ...], column: int, known: Mapping[str, Fact]
) -> tuple[int, str]:
    """Return the next filled cell, unless it is a label itself."""
    for place in range(column + 1, len(row)):
        text = clean(row[place])
        if text:
            is_label = label(text) in known or text.endswith((":", "："))
            return place, "" if is_label else text
    return column, ""


def _inside(cell: str, known: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield label and value of the pairs within one cell."""
    if ":" not in cell and "：" not in cell:
        return
    for piece in cell.splitlines():
        for found in _finder(known).finditer(piece):
            rest = piece[found.end() :]
            end = _NEXT.search(rest)
            value = rest[: end.start()] if end else rest
            yield clean(found[1]), clean(value.translate(_FRAME))


@lru_cache(maxsize=64)
def _finder(known: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of all these labels, blanks within them, before a colon."""
    words = sorted(known, key=len, reverse=True)
    spelled = "|".join(r"\s*".join(map(re.escape, word)) for word in words)
    return re.compile(rf"(?:^|(?<=[\s\]】)）]))({spelled})\s*[:：]", re.IGNORECASE)


def _add_period(found: Preamble, fact: Fact, text: str, shown: str) -> None:
    """Take the days of a period; one day alone is that of the query, and no period."""
    if not any(letter.isdigit() for letter in text):
        return
    span = span_of(text)
    if span is None or (fact == "period" and not span.whole):
        found.notes.append(
            f"表头上方“{shown}”不是起止日期，没有核对期间（{text[:30]}）"
        )
        return
    if fact != "period_to":
        found.stated.setdefault("period_from", span.first)
    if fact != "period_from":
        found.stated.setdefault("period_to", span.last)


def _typed(fact: Fact, text: str) -> str | int | None:
    """Return the value; ``None`` if it is none of this fact."""
    try:
        if fact == "own_account":
            account = identifier(text)
            return account if _ACCOUNT.match(account) else None
        if fact == "subject":
            return clean(text)
        if fact == "currency":
            return clean(text) if is_yuan(text) else None
        if fact.startswith("count"):
            count = _COUNT.match(squeeze(text))
            return int(count[1]) if count else None
        return parse_fen(text)
    except AmountError:
        return None
