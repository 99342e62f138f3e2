"""What became of every row of an imported file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.core.money import yuan
from union_ledger.importers.decide import payee_of
from union_ledger.importers.decide import words_of

if TYPE_CHECKING:
    from union_ledger.importers.entries import Item
    from union_ledger.importers.explain import Explainer
    from union_ledger.importers.statement import Statement

BOOKED = "入账"
KNOWN = "已在账"
SKIPPED = "跳过"
REJECTED = "读不懂"
UNBOOKED = "未入账"
MATCHED = "核对上"
ASKED = "待选定"
WAITING = "未达"


@dataclass(frozen=True, slots=True)
class RowReport:
    """What became of one row of a file.

    Attributes:
        line: Row in the file, from 1.
        state: ``入账``, ``已在账``, ``核对上``, ``待选定``, ``未达``,
            ``跳过``, ``读不懂`` or ``未入账``.
        why: The classify line, or the reason.
        raw: The row as it stands in the file.
        date: ISO date, empty where there is none.
        amount: Yuan with two decimals, + in and - out; empty where there is none.
        account: The account it was classified to.
        import_id: Its import id.
        unknown: Whether it went to 待查.
        text: The other side and the words of a movement.
        told: What decided, in sentences, where it was asked for.
    """

    line: int
    state: str
    why: str
    raw: str
    date: str = ""
    amount: str = ""
    account: str = ""
    import_id: str = ""
    unknown: bool = False
    text: str = ""
    told: tuple[str, ...] = ()


def rows_of(
    statement: Statement,
    items: list[Item],
    unbooked: str,
    explainer: Explainer | None = None,
) -> list[RowReport]:
    """Return every data row of the file, in its order.

    Args:
        statement: The file as read.
        items: Its rows as entries, empty where it was not classified.
        unbooked: The reason to give for rows without an entry.
        explainer: Says of each row what decided, where that was asked for.
    """
    by_line = {item.row.line: item for item in items}
    rows = [RowReport(n.line, SKIPPED, n.why, n.raw) for n in statement.skipped]
    rows += [RowReport(n.line, REJECTED, n.why, n.raw) for n in statement.rejected]
    for row in statement.rows:
        item = by_line.get(row.line)
        decision = item.decision if item else None
        state = UNBOOKED if item is None else BOOKED if item.known is None else KNOWN
        why = unbooked
        if decision is not None:
            why = decision.line or f"待查：{decision.why}"
        rows.append(
            RowReport(
                row.line,
                state,
                why,
                row.raw,
                row.date.isoformat(),
                str(yuan(row.signed)),
                decision.account if decision else "",
                item.import_id if item else "",
                decision is not None and decision.line is None,
                f"{payee_of(row)} {words_of(row)}".strip(),
                tuple(explainer.told(row, statement.layout.id, decision))
                if explainer and decision
                else (),
            )
        )
    return sorted(rows, key=lambda row: row.line)
