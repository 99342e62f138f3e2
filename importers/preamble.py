"""The lines above the header: account, balances and control totals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.importers.amount import AmountError
from union_ledger.importers.amount import parse_fen
from union_ledger.importers.text import clean
from union_ledger.importers.text import identifier
from union_ledger.importers.text import label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from union_ledger.importers.header import Header
    from union_ledger.importers.statement_layout import Fact

_PAIR = re.compile(r"^([^:：]{1,20})[:：](.+)$")
_ACCOUNT = re.compile(r"^[0-9A-Z][0-9A-Z-]{3,39}$")


def read_preamble(
    header: Header, labels: Mapping[Fact, tuple[str, ...]]
) -> dict[str, str | int]:
    """Return what the lines above the header state, by the layout's labels.

    The value stands right of its label, merged cells passed over, or behind a colon
    in the same cell. Amounts come in fen, counts as numbers.

    Raises:
        InputError: A value cannot be read, or one label gives two values.
    """
    known: dict[str, Fact] = {
        label(text): fact for fact, texts in labels.items() for text in texts
    }
    stated: dict[str, str | int] = {}
    for line, row in header.table.rows[: header.index]:
        cells = _split_pairs(row)
        for position, cell in enumerate(cells):
            fact = known.get(label(cell))
            if fact is None:
                continue
            column, text = _value(cells, position)
            if not text:
                continue
            if fact == "own_account" and (line, column) in header.table.damaged:
                raise InputError(
                    "本方账号被 Excel 存成了数字，末几位已经丢失",
                    file=header.table.file,
                    line=line,
                    hint="请从网银重新导出，不要用 Excel 打开后再保存。",
                )
            value = _typed(fact, text, header, line, clean(cell))
            if stated.setdefault(fact, value) != value:
                raise InputError(
                    f"“{clean(cell)}”在表头上方出现两次，数值不同",
                    file=header.table.file,
                    line=line,
                )
    return stated


def _split_pairs(row: tuple[str, ...]) -> list[str]:
    """Return the cells; one that holds ``label：value`` gives two."""
    if not any(_PAIR.match(clean(cell)) for cell in row):
        return [clean(cell) for cell in row]
    cells: list[str] = []
    for cell in row:
        pair = _PAIR.match(clean(cell))
        cells.extend(pair.groups() if pair else [clean(cell)])
    return cells


def _value(cells: list[str], position: int) -> tuple[int, str]:
    for column in range(position + 1, len(cells)):
        if cells[column].strip():
            return column, cells[column].strip()
    return position, ""


def _typed(fact: Fact, text: str, header: Header, line: int, shown: str) -> str | int:
    try:
        if fact == "own_account":
            account = identifier(text)
            if _ACCOUNT.match(account):
                return account
        elif fact.startswith("count"):
            if text.isdigit():
                return int(text)
        elif (amount := parse_fen(text)) is not None:
            return amount
    except AmountError:
        pass
    raise InputError(
        f"表头上方“{shown}”的值“{text[:30]}”认不出来",
        file=header.table.file,
        line=line,
    )
