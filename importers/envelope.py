"""What a file states about itself above the header, held against its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.importers.marks import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from union_ledger.importers.chain import Chain
    from union_ledger.importers.statement import Row
    from union_ledger.importers.statement import Statement


def check_envelope(statement: Statement, chains: Sequence[Chain]) -> list[str]:
    """Return what does not agree: totals, counts, balances, period."""
    facts: list[tuple[str, str, int | None]] = [
        ("sum_out", "支出总额", sum(chain.total("out") for chain in chains)),
        ("sum_in", "收入总额", sum(chain.total("in") for chain in chains)),
        ("count_out", "支出笔数", sum(chain.count("out") for chain in chains)),
        ("count_in", "收入笔数", sum(chain.count("in") for chain in chains)),
        ("count", "总笔数", _movements(statement)),
    ]
    if len(chains) == 1:
        facts += [
            ("opening", "期初余额", chains[0].opening),
            ("closing", "期末余额", chains[0].closing),
        ]
    why = []
    for key, name, found in facts:
        stated = statement.stated.get(key)
        if isinstance(stated, int) and stated != found:
            counted = key.startswith("count")
            texts = (stated, found) if counted else (shown(stated), shown(found))
            why.append(f"表头上方写的{name} {texts[0]}，与明细的 {texts[1]} 不符")
    return why + _period(statement)


def _movements(statement: Statement) -> int:
    """Return how many rows the source counts: what it calls closed is one, too."""
    void = {each.what for each in statement.layout.void}
    closed = sum(noted.why in void for noted in statement.skipped)
    return len(statement.rows) + len(statement.rejected) + closed


def _period(statement: Statement) -> list[str]:
    """Find rows outside the stated period; where it has times, those count as well."""
    first = str(statement.stated.get("period_from", ""))
    last = str(statement.stated.get("period_to", ""))
    outside = [
        row
        for row in statement.rows
        if (first and _moment(row, first) < first)
        or (last and _moment(row, last) > last)
    ]
    if not outside:
        return []
    lines = "、".join(str(row.line) for row in outside[:5])
    more = f" 等 {len(outside)} 行" if len(outside) > 5 else " 行"
    why = (
        f"表头上方写的期间是 {first.replace('T', ' ') or '（无）'} 至 "
        f"{last.replace('T', ' ') or '（无）'}，第 {lines}{more}在期间以外"
    )
    return [why]


def _moment(row: Row, edge: str) -> str:
    """Return when a row was, as far as the edge of the period tells a time as well."""
    day = row.date.isoformat()
    if "T" not in edge:
        return day
    if row.time is not None:
        return f"{day}T{row.time.isoformat()}"
    return edge if day == edge[:10] else day
