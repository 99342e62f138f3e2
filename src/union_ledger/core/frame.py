"""The books as pandas DataFrames（数据表）, for analysts; amounts are integer fen.

Nothing of a load needs pandas: it is imported when a frame is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import pandas as pd

from union_ledger.core.chart import label
from union_ledger.core.money import yuan

if TYPE_CHECKING:
    from union_ledger.core.books import Books

POSTINGS = (
    *("day", "voucher", "id", "flag", "closing", "payee", "narration"),
    *("account", "code", "name", "amount_fen", "debit_fen", "credit_fen"),
    *("unit", "fund", "project", "lot", "quantity", "file", "line"),
)
QUOTA = ("day", "id", "kind", "pot", "unit", "fund", "amount_fen", "automatic")
_FEN = ("amount_fen", "debit_fen", "credit_fen")


def postings_frame(books: Books) -> pd.DataFrame:
    """Return one row a posting in yuan, in order of date; columns ``POSTINGS``.

    ``amount_fen`` is signed, debit positive; ``debit_fen`` and ``credit_fen`` are the
    sides as an accountant writes them, 红字 negative. All three are int64 fen.
    ``name`` is the account as people read it, ``closing`` the year that a closing
    entry closes, else empty. What an entry does not say is the empty text.
    """
    rows = [
        (
            row.entry.day,
            row.entry.voucher,
            row.entry.id,
            row.entry.flag,
            row.entry.closing,
            row.entry.payee,
            row.entry.narration,
            row.account,
            row.code,
            label(row.account),
            row.amount,
            row.debit,
            row.credit,
            row.unit,
            row.fund,
            row.project,
            row.lot,
            row.quantity,
            row.filename,
            row.lineno,
        )
        for row in books.rows
    ]
    return _typed(pd.DataFrame(rows, columns=list(POSTINGS)))


def quota_frame(books: Books) -> pd.DataFrame:
    """Return one row a posting of quota（额度）; columns ``QUOTA``.

    ``kind`` is what the entry says it does, ``pot`` the account's first part（Q01 …）;
    ``automatic`` rows were added by the plugin, as the use of quota.
    """
    rows = [
        (
            row.entry.day,
            row.entry.id,
            row.entry.quota,
            row.place.pot,
            row.place.unit,
            row.place.fund,
            row.amount,
            row.automatic,
        )
        for row in books.quota_rows
    ]
    return _typed(pd.DataFrame(rows, columns=list(QUOTA)))


def in_yuan(fen: pd.Series[int]) -> pd.Series[Any]:
    """Return fen as Decimal yuan, exact; never as floats."""
    return pd.Series([yuan(int(each)) for each in fen], index=fen.index, dtype=object)


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    """Give days and amounts their types, also where there is no row."""
    frame["day"] = pd.to_datetime(frame["day"])
    for name in _FEN:
        if name in frame:
            frame[name] = frame[name].astype("int64")
    return frame
