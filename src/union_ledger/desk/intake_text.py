"""What an import did, in Chinese, for the terminal."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING
from typing import Any

from union_ledger.desk.intake_rows import ASKED
from union_ledger.desk.intake_rows import MATCHED
from union_ledger.desk.intake_rows import REJECTED
from union_ledger.desk.intake_rows import SKIPPED
from union_ledger.desk.intake_rows import WAITING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from union_ledger.desk.intake_result import ImportResult
    from union_ledger.desk.intake_rows import RowReport

_VERDICTS = {"proven": "对账通过", "unproven": "对账不通过", "refused": "拒收"}
_ORDERS = {
    "oldest_first": "从早到晚",
    "newest_first": "从晚到早",
    "shuffled": "原来次序打乱，已按余额排好",
    "mixed": "次序不一",
}


def as_data(result: ImportResult) -> dict[str, Any]:
    """Return record, outcome and every row, ready to be printed as JSON."""
    return {
        **result.record,
        "booked": result.booked,
        "known": result.known,
        "matched": result.matched,
        "unknown": result.unknown,
        "problem": result.problem or None,
        "accepted": result.accepted or None,
        "kept": result.kept or None,
        "written": [str(path) for path in result.written],
        "report": [asdict(row) for row in result.rows],
    }


def summary(results: Sequence[ImportResult], *, dry_run: bool, rows: bool) -> str:
    """Return the summary of all files.

    Args:
        results: One result a file.
        dry_run: Whether nothing was written.
        rows: Whether to list every row, and not only those a person must look at.
    """
    lines: list[str] = []
    for result in results:
        lines += _file(result, rows=rows, dry_run=dry_run)
        lines.append("")
    booked = sum(result.booked for result in results)
    unknown = sum(result.unknown for result in results)
    failed = sum(result.failed for result in results)
    verb = "将入账" if dry_run else "入账"
    lines.append(
        f"共 {len(results)} 个文件：{verb} {booked} 笔，其中待查 {unknown} 笔；"
        f"未收 {failed} 个文件。"
    )
    return "\n".join(lines)


def _file(result: ImportResult, *, rows: bool, dry_run: bool) -> list[str]:
    record = result.record
    lines = [f"{record['file']}：{_VERDICTS[record['verdict']]}"]
    if record["rows"] is not None and record["order"] is None:
        lines.append(f"  版式 {record['layout']}，{record['rows']} 行")
    elif record["rows"] is not None:
        lines.append(
            f"  版式 {record['layout']}，{_whose(record)}，"
            f"{record['first_date']} 至 {record['last_date']}，"
            f"{_ORDERS[record['order']]}"
        )
        lines.append(
            f"  {record['rows']} 行：收 {record['rows_in']} 行 {record['sum_in']}，"
            f"支 {record['rows_out']} 行 {record['sum_out']}"
        )
    if record["opening"] is not None:
        lines.append(f"  期初 {record['opening']}，期末 {record['closing']}")
    if record["why"]:
        unproven = record["verdict"] == "unproven"
        reasons = record["why"].split("；") if unproven else [record["why"]]
        lines += [f"  原因：{reason}" for reason in reasons]
    if result.accepted:
        lines.append(f"  按 --accept-unproven 入账，都标 !：{result.accepted}")
    if result.problem:
        lines.append(f"  没有入账：{result.problem}")
    elif record["verdict"] == "proven" or result.accepted:
        lines.append(
            f"  入账 {result.booked} 笔（待查 {result.unknown} 笔），"
            f"已在账 {result.known} 笔"
            + (f"，与先记的分录核对上 {result.matched} 笔" if result.matched else "")
        )
    lines += [f"  说明：{note}" for note in record.get("notes", ())]
    verb = "将写入" if dry_run else "写入"
    lines += [f"  {verb} {path}" for path in result.written]
    lines += [f"  原件存 {result.kept}"] if result.kept else []
    lines += [f"  {line}" for line in result.details]
    for row in result.rows:
        if rows or row.told or _matters(row):
            lines.append(_row(row))
            lines += [f"      {told}" for told in row.told]
    return lines


def _whose(record: dict[str, Any]) -> str:
    """Return whose movements a file has: an account, a 科目 of the books, several."""
    if record.get("of") == "book":
        return str(record["subject"] or "账套明细账")
    return f"账号 {record['own_account'] or '多个'}"


def _matters(row: RowReport) -> bool:
    return row.unknown or row.state in {SKIPPED, REJECTED, MATCHED, ASKED, WAITING}


def _row(row: RowReport) -> str:
    shown = row.text or row.raw
    figures = f"{row.date} {row.amount} " if row.date else ""
    return f"    第 {row.line} 行 {row.state} {figures}{row.why}｜{shown[:60]}"
