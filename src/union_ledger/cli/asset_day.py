"""The day that a command about things looks at, where none is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError

if TYPE_CHECKING:
    from datetime import date

    from union_ledger.core.ledger import Ledger


def last_day(ledger: Ledger, asked: date | None) -> date:
    """Return the day asked for, else that of the last entry: never today's.

    Raises:
        InputError: None is given and there is no entry.
    """
    if asked is not None:
        return asked
    if not ledger.books.entries:
        raise InputError(
            "账簿里还没有分录，不知道是哪一天",
            file=ledger.main,
            hint="请用 --day 写明，如 --day 2024-12-31。",
        )
    return ledger.books.entries[-1].day
