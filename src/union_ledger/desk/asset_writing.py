"""Write a step in an asset's life: tried with the books first, then one file whole.

All that happens to assets in a month goes into one file of ours, entries and register
lines together: a step is there whole or not at all.
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.core.includes import is_included
from union_ledger.core.ledger import load_ledger
from union_ledger.core.ledger import main_file
from union_ledger.desk.asset_desk import open_desk
from union_ledger.desk.journal import Journal

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from union_ledger.core.findings import Finding
    from union_ledger.core.ledger import Ledger
    from union_ledger.desk.asset_desk import AssetDesk
    from union_ledger.desk.asset_draft import Draft

_HEAD = ";; {month}资产变动；由 union-ledger asset 逐步追加，编号 id 不要改\n"
_ORDER = "同一天取得又处理的东西，取得的一笔要写在前面的行里。"


@dataclass(frozen=True, slots=True)
class Written:
    """What a step wrote, or would write.

    Attributes:
        path: The file.
        text: What is added to it.
        notes: What the user should know or still do, in Chinese.
        findings: What the rules find that they did not find before.
    """

    path: Path
    text: str
    notes: Sequence[str]
    findings: Sequence[Finding]


def take_step(
    books: Path,
    day: date,
    make: Callable[[AssetDesk], Draft],
    *,
    dry_run: bool,
) -> Written:
    """Load the books, make the step's text, try it, and write it under the lock.

    Raises:
        InputError: The step is not legal, the books would not load with it, or the
            disk refuses. Nothing is written then.
    """
    main = main_file(books)
    with nullcontext() if dry_run else Journal(main.parent) as journal:
        desk = open_desk(main, day)
        draft = make(desk)
        path = main.parent / f"{day.year:04d}" / f"{day.month:02d}-assets.beancount"
        if not is_included(main, path):
            raise InputError(
                f"main.beancount 没有包括 {day.year:04d} 年的文件，写了也不会进账",
                file=main,
                hint=f'请加一行：include "{day.year:04d}/*.beancount"',
            )
        old = path.read_bytes() if path.is_file() else None
        added = _added(old, draft)
        findings = tried(desk.ledger, added, _lines(old))
        if journal is not None:
            end = "\r\n" if old and b"\r\n" in old else "\n"
            data = added.replace("\n", end).encode("utf-8")
            journal.replace(path, old, (old or b"") + data)
    return Written(path, draft.text, tuple(draft.notes), findings)


def tried(before: Ledger, added: str, behind: int = 0) -> list[Finding]:
    """Load the books with text that is not written yet; return its findings.

    Findings about other things, which only the passing of time brings up, are left
    out.

    Args:
        before: The books without it.
        added: The text.
        behind: How many lines the file has before it: what happens on one day is
            ordered by line.

    Raises:
        InputError: The books would have a problem that they do not have now.
    """
    after = load_ledger(before.main, "\n" * behind + added)
    known = set(before.problems)
    fresh = [problem for problem in after.problems if problem not in known]
    if fresh:
        raise InputError(
            f"写进去账簿就不对了，没有写：{fresh[0].message.rstrip('。')}",
            file=before.main,
            hint="请核对日期、编号和金额。"
            + (_ORDER if fresh[0].kind == "ReductionError" else ""),
        )
    told = {finding.id for finding in before.findings}
    return [
        finding
        for finding in after.findings
        if finding.id not in told and any(name in added for name in finding.entry_ids)
    ]


def _added(old: bytes | None, draft: Draft) -> str:
    if old is None:
        month = f"{draft.day.year} 年 {draft.day.month} 月"
        return f"{_HEAD.format(month=month)}\n{draft.text}"
    return ("\n" if old.endswith(b"\n") else "\n\n") + draft.text


def _lines(old: bytes | None) -> int:
    return old.count(b"\n") if old else 0
