"""What a count import did, in Chinese for the terminal and as data."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING
from typing import Any

from union_ledger.core.stocktaking import MATCHED
from union_ledger.desk.count_answers import BOOKED
from union_ledger.desk.count_answers import HELD
from union_ledger.desk.count_answers import KNOWN
from union_ledger.desk.count_answers import OPEN
from union_ledger.desk.count_answers import REJECTED
from union_ledger.desk.count_answers import SKIPPED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from union_ledger.desk.count_answers import CountOutcome
    from union_ledger.desk.count_answers import RowAnswer

_STATES = (BOOKED, HELD, KNOWN, OPEN, REJECTED, SKIPPED)


def count_data(outcome: CountOutcome) -> dict[str, Any]:
    """Return one file's outcome ready for JSON."""
    return {
        "file": outcome.file.name,
        "title": outcome.title,
        "problem": outcome.problem or None,
        "clear": outcome.is_clear,
        "states": {state: len(outcome.of(state)) for state in _STATES},
        "written": outcome.written.name if outcome.written else None,
        "notes": outcome.notes,
        "report": [asdict(row) for row in outcome.rows],
    }


def count_summary(
    outcomes: Sequence[CountOutcome], *, dry_run: bool, rows: bool
) -> str:
    """Return what became of all files.

    Args:
        outcomes: One a file.
        dry_run: Whether nothing was written.
        rows: Whether to list every row, not only those a person must look at.
    """
    lines: list[str] = []
    for outcome in outcomes:
        lines += [*_file(outcome, dry_run=dry_run, rows=rows), ""]
    total = Counter(row.state for outcome in outcomes for row in outcome.rows)
    refused = sum(bool(outcome.problem) for outcome in outcomes)
    said = "，".join(f"{state} {total[state]}" for state in _STATES if total[state])
    lines.append(
        f"共 {len(outcomes)} 个文件：{said or '没有收到任何行'}"
        + (f"；没有收 {refused} 个文件" if refused else "")
        + "。"
    )
    if total[HELD]:
        lines.append(
            "有的行还不清楚，什么也没有写。改好后再导入；先收清楚的行，加 --partial。"
        )
    return "\n".join(lines)


def _file(outcome: CountOutcome, *, dry_run: bool, rows: bool) -> list[str]:
    lines = [f"{outcome.file.name}：{outcome.title or '没有收'}"]
    if outcome.problem:
        return [*lines, f"  没有收：{outcome.problem}"]
    counted = Counter(row.state for row in outcome.rows)
    lines.append(
        f"  {len(outcome.rows)} 行："
        + "，".join(f"{state} {counted[state]}" for state in _STATES if counted[state])
    )
    lines += [f"  说明：{note}" for note in outcome.notes]
    if outcome.written:
        lines.append(f"  {'将写入' if dry_run else '写入'} {outcome.written}")
    lines += [_row(row) for row in outcome.rows if rows or _matters(row)]
    different = outcome.differences
    if different:
        results = Counter(row.found.result for row in different if row.found)
        said = "，".join(f"{result} {count}" for result, count in results.items())
        lines.append(f"  差异 {len(different)} 项（{said}），下一步：")
        lines += [f"    {row.number} {row.next}" for row in different]
    return lines


def _matters(row: RowAnswer) -> bool:
    return row.state not in {BOOKED, HELD, KNOWN} or bool(
        row.found and row.found.result != MATCHED
    )


def _row(row: RowAnswer) -> str:
    sheet = f"{row.sheet} " if row.sheet else ""
    place = f"{sheet}第 {row.line} 行" if row.line else "缺行"
    what = f"{row.number} {row.name}".strip()
    return f"    {place} {row.state} {what}｜{row.why}"
