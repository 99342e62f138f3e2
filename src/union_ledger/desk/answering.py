"""Write an answer to a finding（登记整改答复）, the step checked before.

The line goes to ``registers/answers.beancount``; a case's number writes one for each
of its findings that have come equally far.
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from union_ledger.core.answering import Course
from union_ledger.core.answering import courses
from union_ledger.core.errors import InputError
from union_ledger.core.ledger import load_ledger
from union_ledger.core.ledger import main_file
from union_ledger.core.records import Answer
from union_ledger.desk.journal import Journal
from union_ledger.desk.register_text import Money
from union_ledger.desk.register_text import register_line
from union_ledger.importers.existing import read_books
from union_ledger.reports.cases import all_cases
from union_ledger.reports.rectification import last_day

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from union_ledger.core.findings import Finding
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.records import AnswerState

FILE = "registers/answers.beancount"
_HEAD = ";; 对检查发现的答复，由 union-ledger answer 写入，也可以手写。\n"


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of a finding; what is None stays as it was.

    ``day`` is by default the last the books tell of.
    """

    state: AnswerState | None = None
    owner: str | None = None
    due: date | None = None
    by: str = ""
    reason: str = ""
    note: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """The lines, and the file they stand in or would stand in."""

    text: str
    path: Path


def answer(books: Path, about: str, said: Said, *, dry_run: bool) -> Written:
    """Answer a finding or a case; write nothing where a step is not legal.

    Raises:
        InputError: There is no such finding, the step or the person is not right, or
            the file is no part of the books; the message says what could be done.
    """
    main = main_file(books)
    path = main.parent / FILE
    # Held from the reading on: a step must not be checked against what has changed.
    with nullcontext() if dry_run else Journal(main.parent) as journal:
        ledger = load_ledger(main)
        findings = _about(ledger, about)
        text = "\n".join(_line(ledger, finding, said) for finding in findings)
        if not read_books(main).includes_file(path):
            raise InputError(
                "账簿没有包含这个文件，写了也不算数",
                file=path,
                hint=f'请在主文件里加一行 include "{FILE}"。',
            )
        if journal is not None:
            old = path.read_bytes() if path.exists() else None
            journal.replace(path, old, _with(old, text))
    return Written(text, path)


def _with(old: bytes | None, text: str) -> bytes:
    """Return the file with more lines behind it; every byte before stays."""
    kept = _HEAD.encode() if old is None else old
    end = "\r\n" if b"\r\n" in kept else "\n"
    parted = end if kept.endswith(b"\n") else end * 2
    return kept + (parted + text.replace("\n", end)).encode()


def _about(ledger: Ledger, about: str) -> list[Finding]:
    found = [finding for finding in ledger.findings if finding.id == about]
    if found:
        return found
    by_id = {case.id: case for case in all_cases(ledger)}
    if about in by_id:
        case = by_id[about]
        least = min(case.findings, key=lambda finding: not finding.is_open)
        return [each for each in case.findings if each.state == least.state]
    near = get_close_matches(about, [*by_id, *(f.id for f in ledger.findings)], n=1)
    raise InputError(
        f"没有编号为 {about} 的检查发现或问题",
        hint=f"是不是 {near[0]}？"
        if near
        else "编号见 union-ledger check 或 report rectification。",
    )


def _line(ledger: Ledger, finding: Finding, said: Said) -> str:
    registers = ledger.books.registers
    before = courses([finding], ledger.books).get(finding.id, Course())
    last = before.steps[-1] if before.steps else None
    owner = said.owner or (last.owner if last else "")
    if not owner:
        raise InputError(
            f"{finding.id} 还没有责任人", hint="请用 --owner 写明人员编号。"
        )
    new = Answer(
        since=said.day or last_day(ledger) or finding.day,
        finding=finding.id,
        owner=owner,
        state=said.state or before.reached,
        due=said.due,
        by=said.by,
        reason=said.reason,
        note=said.note,
    )
    if new.state == "排除":
        new = new.model_copy(update={"amount": finding.amount})
    _refuse_wrong_days(new, registers.answers.get(finding.id, []))
    for code in filter(None, (new.owner, new.by)):
        if registers.person(code, new.since) is None:
            raise InputError(
                f"{new.since} 没有登记人员 {code}",
                hint="请先在人员登记（person）里写上，或核对编号。",
            )
    registers.answers.setdefault(finding.id, []).append(new)
    after = courses([finding], ledger.books)[finding.id]
    for each in after.refused:
        if each.answer is new:
            raise InputError(f"{finding.id}：{each.said}", hint="没有写入。")
    return register_line(
        new.since,
        "answer",
        [new.finding],
        {
            "owner": new.owner,
            "state": new.state,
            "due": new.due,
            "by": new.by,
            "reason": new.reason,
            "amount": None if new.amount is None else Money(new.amount),
            "note": new.note,
        },
    )


def _refuse_wrong_days(new: Answer, earlier: list[Answer]) -> None:
    if earlier and new.since < earlier[-1].since:
        raise InputError(
            f"日期 {new.since} 早于上一次答复的 {earlier[-1].since}",
            hint="请用 --date 写明这一次答复的日期。",
        )
    if new.due is not None and new.due < new.since:
        raise InputError(
            f"期限 {new.due} 早于答复日期 {new.since}",
            hint="请核对 --due，或用 --date 写明答复的日期。",
        )
