"""A report's tables as pandas DataFrames, with the figures that the report shows."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

import pandas as pd

from union_ledger.core.money import yuan
from union_ledger.reports.cells import decimal_of
from union_ledger.reports.cells import value_of

if TYPE_CHECKING:
    from union_ledger.reports.cells import Kind
    from union_ledger.reports.cells import Value
    from union_ledger.reports.tables import Table

_SHARE_DECIMALS = 6
_YUAN_DECIMALS = 2


def frame_of(table: Table) -> pd.DataFrame:
    """Return a table's detail rows; subtotals and totals are left to pandas.

    Columns are called by their keys; ``attrs["titles"]`` has the headings people
    read, ``attrs["title"]`` the table's. Money is Decimal yuan, a share a Decimal
    between 0 and 1, a count Int64, a day datetime64; what is missing is None or NaT.
    """
    details = [row for row in table.rows if row.role == "detail"]
    columns: dict[str, pd.Series[Any]] = {}
    for number, column in enumerate(table.columns):
        values = [_plain(value_of(row.cells[number]), column.kind) for row in details]
        columns[column.key] = _series(values, column.kind)
    frame = pd.DataFrame(columns)
    frame.attrs["title"] = table.title
    frame.attrs["titles"] = {column.key: column.title for column in table.columns}
    return frame


def _series(values: list[Any], kind: Kind) -> pd.Series[Any]:
    if kind == "date":
        return pd.to_datetime(pd.Series(values, dtype=object))
    if kind == "count" and all(v is None or isinstance(v, int) for v in values):
        return pd.Series(values, dtype="Int64")
    return pd.Series(values, dtype=object)


def _plain(value: Value, kind: Kind) -> Any:  # noqa: ANN401 - one of several types
    if isinstance(value, int) and kind == "money":
        return yuan(value)
    if isinstance(value, Fraction | Decimal):
        return decimal_of(value, _YUAN_DECIMALS if kind == "money" else _SHARE_DECIMALS)
    return value
