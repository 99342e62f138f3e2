"""What an entry says of the bank's rows: which it holds, and on which day they were.

An entry made from a statement has the import id of its row as ``id``: the last four
digits of the account, then what tells the row from all others. An entry that was
typed first and met its row later has it in ``import-ids``, below its posting on the
account (or below its head, where it moves one account only). Where the bank's day is
another than the entry's, ``bank-date`` gives it; where the rows of one entry are of
several days, ``bank-rows`` gives day and yuan of each: ``2024-11-29 -1000.00
2024-12-02 -500.00``.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from decimal import InvalidOperation
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from union_ledger.core.money import UnevenFenError
from union_ledger.core.money import fen

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

IMPORT_ID = re.compile(r"^([0-9A-Z-]{1,4})-[0-9a-f]{16}$")
# 年初余额 stands against what was carried forward; nothing else of the bank does.
_CARRIED = ("32103", "32104", "32203", "32204", "32205")


class BankRow(NamedTuple):
    """A day on which the bank moved money, and how much in fen."""

    day: date
    fen: int


class BankRowsError(ValueError):
    """What an entry says of the bank's rows cannot be read; the text is Chinese."""


def tail_of(import_id: str) -> str:
    """Return the account's last digits in an import id; empty if it is none."""
    found = IMPORT_ID.match(import_id)
    return found[1] if found else ""


def tail_of_account(number: str) -> str:
    """Return the digits of an account that its import ids begin with."""
    return number[-4:]


def words(meta: Mapping[str, Any] | None, key: str) -> list[str]:
    """Return a list kept in one string with blanks between."""
    value = (meta or {}).get(key)
    return value.split() if isinstance(value, str) else []


def bank_rows(
    day: date,
    moved: int,
    tail: str,
    meta: Mapping[str, Any],
    postings: Sequence[Mapping[str, Any] | None],
) -> list[BankRow] | None:
    """Return the bank's rows that an entry holds of one account.

    Args:
        day: The entry's date.
        moved: What it moves on the account, in fen.
        tail: Last digits of the account's number.
        meta: The entry's metadata.
        postings: Metadata of its postings on the account.

    Returns:
        The rows, or ``None`` where it holds none: the bank does not know it yet.

    Raises:
        BankRowsError: ``bank-date`` is no date, or ``bank-rows`` does not add up.
    """
    for own in postings:
        if own and words(own, "import-ids"):
            return _dated(day, moved, own)
    first, later = words(meta, "id"), words(meta, "import-ids")
    if tail in map(tail_of, later):
        return _dated(day, moved, meta)
    if tail in map(tail_of, first):
        # What is said below the head is of import-ids, where these are of another.
        return [BankRow(day, moved)] if later else _dated(day, moved, meta)
    return None


def _dated(day: date, moved: int, meta: Mapping[str, Any]) -> list[BankRow]:
    if "bank-rows" in meta:
        return _several(str(meta["bank-rows"]).split(), moved)
    stated = meta.get("bank-date", day)
    if type(stated) is not date:
        raise BankRowsError(
            f"bank-date 的值 {stated} 写法不对，应是日期，不加引号，如 2024-12-02"
        )
    return [BankRow(stated, moved)]


def _several(texts: Sequence[str], moved: int) -> list[BankRow]:
    try:
        rows = [
            BankRow(date.fromisoformat(day), fen(Decimal(yuan)))
            for day, yuan in zip(texts[::2], texts[1::2], strict=True)
        ]
    except (ValueError, InvalidOperation, OverflowError, UnevenFenError):
        raise BankRowsError(
            f"bank-rows 的值“{' '.join(texts)}”写法不对，应是日期和金额，"
            "如 2024-11-29 -1000.00 2024-12-02 -500.00"
        ) from None
    if sum(row.fen for row in rows) != moved:
        raise BankRowsError("bank-rows 里各笔之和与这笔分录的金额不符")
    return rows


def carries_forward(codes: Iterable[str]) -> bool:
    """Tell whether account codes are those of an opening entry（年初余额）."""
    return any(code.startswith(_CARRIED) for code in codes)
