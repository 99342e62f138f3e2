"""Written exports and their records, for the tests of traits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.importers.proof import prove
from union_ledger.importers.reading import read_statement
from union_ledger.importers.record import record_of

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from union_ledger.importers.statement import Statement

OWN = "42000111222233334444"
ICBC = "交易时间,借贷标志,转出金额,转入金额,余额,本方账号,对方单位,对方账号,摘要"
PLAIN = "日期,摘要,借方,贷方,余额"
IN = f"2024-12-01,贷,,100.00,100.00,{OWN},财务处,4200777,拨款"
OUT = f"2024-12-02,借,30.00,,70.00,{OWN},甲,6222,报销"


def text_file(folder: Path, *lines: str, name: str = "明细.csv", code="utf-8") -> Path:
    """Write these lines and return the file."""
    path = folder / name
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode(code))
    return path


def record(path: Path, own: str | None = None, **kwargs: Any) -> dict[str, Any]:
    """Return the record of a file that is read and proved."""
    statement = read_statement(path, own_account=own, **kwargs)
    return record_of(statement, prove(statement))


def signed(statement: Statement) -> list[int]:
    """Return the movements in fen, money out negative."""
    return [row.signed for row in statement.rows]
