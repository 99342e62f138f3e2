"""Voucher journals written by the tests themselves; every value is invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from union_ledger.core.tables import read_tables
from union_ledger.importers.families import load_layouts
from union_ledger.importers.header import find_header
from union_ledger.importers.vouchers.reading import vouchers_of
from union_ledger.importers.vouchers.u8 import marked_header

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from union_ledger.importers.vouchers.voucher import VoucherList


@pytest.fixture
def journal(tmp_path: Path) -> Callable[..., VoucherList]:
    """Return a reader of a journal given as text; its header is the first line."""

    def read(
        *lines: str,
        period: str = "",
        encoding: str = "gb18030",
        name: str = "序时账.csv",
    ) -> VoucherList:
        path = tmp_path / name
        path.write_bytes("\r\n".join([*lines, ""]).encode(encoding))
        tables = read_tables(path)
        layouts = load_layouts()
        header = marked_header(tables, layouts) or find_header(tables, layouts)
        return vouchers_of(tables, header, period)

    return read
