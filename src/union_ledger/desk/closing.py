"""Close a month（封账）, open one again, and compare the seals with the books."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from beancount import loader

from union_ledger import __version__
from union_ledger.core.errors import InputError
from union_ledger.core.includes import is_included
from union_ledger.core.ledger import ledger_of
from union_ledger.core.ledger import main_file
from union_ledger.core.ledger import rulebook_index
from union_ledger.core.seal import contents
from union_ledger.core.seal import make_seal
from union_ledger.core.seal import month_end
from union_ledger.core.seal import said_digest
from union_ledger.core.seal import seal_path
from union_ledger.core.seal_chain import chain_of
from union_ledger.desk.closing_checks import checklist
from union_ledger.desk.journal import Journal
from union_ledger.desk.register_text import plain
from union_ledger.desk.register_text import register_line
from union_ledger.rules.own_digest import own_rules_digest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Any

    from beancount.core.data import Directive

    from union_ledger.core.ledger import Ledger
    from union_ledger.core.seal import Seal
    from union_ledger.core.seal_chain import Chain
    from union_ledger.desk.closing_checks import Point

_HEAD = ";; {said}；由 union-ledger close 写入，不要改\n\n"


@dataclass(frozen=True, slots=True)
class Accepted:
    """Points of the checklist let pass, why, and by whom."""

    points: tuple[str, ...] = ()
    reason: str = ""
    approver: str = ""


@dataclass(frozen=True, slots=True)
class Closed:
    """A closing: the seal, the checklist, and where it is written, or would be."""

    seal: Seal
    points: tuple[Point, ...]
    paths: tuple[Path, ...]
    ledger: Ledger


@dataclass(frozen=True, slots=True)
class _Books:
    """The books with all directives, and the chain of their seals."""

    main: Path
    entries: list[Directive]
    options: dict[str, Any]
    ledger: Ledger

    @property
    def folder(self) -> Path:
        return self.main.parent

    @property
    def chain(self) -> Chain:
        return chain_of(self.ledger.books.registers, self.folder)


def close(
    books: Path, month: date, accepted: Accepted, by: str, *, dry_run: bool
) -> Closed:
    """Close the month that begins on ``month``.

    Raises:
        InputError: It is not this month's turn, a point of the checklist is neither met
            nor accepted, or the disk refuses. Nothing is written then.
    """
    main = main_file(books)
    last = month_end(month)
    with nullcontext() if dry_run else Journal(main.parent) as journal:
        held = _loaded(main)
        chain = held.chain
        points = tuple(checklist(held.ledger, month, last))
        _must_be_next(held, chain, last)
        _must_pass(points, accepted, main)
        number = len(chain.months) + 1
        of_line = {
            "by": plain(by),
            "accepted": " ".join(accepted.points),
            "reason": plain(accepted.reason),
            "approver": plain(accepted.approver),
        }
        seal = _seal(held, chain, month, number, said_digest(**of_line))
        file = seal_path(f"{month:%Y-%m}", chain.months)
        said = {
            "seal": seal.head,
            "number": number,
            "file": file,
            **of_line,
        }
        line = _HEAD.format(said=f"{month:%Y-%m} 封账") + register_line(
            last, "close", [last], said
        )
        path = main.parent / "registers" / f"close-{number:04d}-{month:%Y-%m}.beancount"
        _must_be_read(main, path)
        if journal is not None:
            kept = main.parent / file
            # One that no line names is left from a closing that was cut off.
            old = kept.read_bytes() if kept.is_file() else None
            with journal.step():
                journal.replace(kept, old, seal.text().encode("utf-8"))
                journal.write_new(path, line)
    return Closed(seal, points, (main.parent / file, path), held.ledger)


def reopen(  # noqa: PLR0913 - what the line says
    books: Path, month: date, reason: str, approver: str, day: date, *, dry_run: bool
) -> Path:
    """Register that a closed month, and those after it, are open again.

    Raises:
        InputError: It is not closed, there is no reason, or nobody who approved.
    """
    if not reason.strip() or not approver.strip():
        raise InputError("重新打开要写 --reason（原因）和 --approver（批准人）")
    main = main_file(books)
    last = month_end(month)
    with nullcontext() if dry_run else Journal(main.parent) as journal:
        held = _loaded(main)
        chain = held.chain
        if last not in chain.closed:
            raise InputError(f"{month:%Y-%m} 没有封账，不用重新打开", file=main)
        said = {
            "number": len(chain.months),
            "after": chain.head,
            "reason": reason,
            "approver": approver,
        }
        line = _HEAD.format(said=f"重新打开 {month:%Y-%m}") + register_line(
            day, "reopen", [last], said
        )
        name = f"reopen-{len(chain.months):04d}-{len(chain.pending)}.beancount"
        path = main.parent / "registers" / name
        _must_be_read(main, path)
        if journal is not None:
            journal.write_new(path, line)
    return path


def _loaded(main: Path) -> _Books:
    entries, errors, options = loader.load_file(str(main))
    return _Books(main, entries, options, ledger_of(main, entries, errors, options))


def _seal(held: _Books, chain: Chain, month: date, number: int, said: str) -> Seal:
    found = contents(held.entries, held.options, held.folder, [month])
    return make_seal(
        next(found)[1],
        month,
        number=number,
        previous=chain.head,
        rulebook=held.ledger.rulebook,
        rules=own_rules_digest(rulebook_index(held.main)),
        reopened=tuple(chain.pending),
        said=said,
        product=__version__,
    )


def _must_be_next(held: _Books, chain: Chain, last: date) -> None:
    """Have months closed one after the other, from the first with entries on."""
    if chain.faults:
        fault = chain.faults[0]
        raise InputError(
            f"以前的封账有错：{fault.message}",
            file=fault.line.filename,
            line=fault.line.lineno,
            hint="先查清楚，再封新的月份。",
        )
    if last in chain.closed:
        raise InputError(f"{last:%Y-%m} 已经封账", file=held.main)
    days = [entry.day for entry in held.ledger.books.entries]
    if not days:
        raise InputError("账簿里没有分录，不用封账", file=held.main)
    following = (
        date.fromordinal(max(chain.closed).toordinal() + 1)
        if chain.closed
        else min(days).replace(day=1)
    )
    if last.replace(day=1) != following:
        raise InputError(
            f"应先封 {following:%Y-%m}，再封 {last:%Y-%m}",
            file=held.main,
            hint="月份要一个接一个地封，封印才接得上。",
        )


def _must_pass(points: Sequence[Point], accepted: Accepted, main: Path) -> None:
    unmet = {point.key: point for point in points if not point.is_met}
    if accepted.points and not (accepted.reason and accepted.approver):
        raise InputError("用 --accept 要写 --reason（原因）和 --approver（批准人）")
    for key in accepted.points:
        if key not in unmet:
            raise InputError(f"--accept {key} 用不着：这一项已经做到，或没有这一项")
    left = [
        point
        for point in unmet.values()
        if point.must or point.key not in accepted.points
    ]
    if left:
        said = "；".join(f"{point.title}：{point.said}" for point in left)
        keys = " ".join(f"--accept {p.key}" for p in left if not p.must)
        raise InputError(
            f"还不能封账：{said}",
            file=main,
            hint="先办好；确须带着问题封账的，"
            f"经批准后加 {keys} 和 --reason、--approver。"
            if keys
            else "先改正错误。",
        )


def _must_be_read(main: Path, path: Path) -> None:
    if not is_included(main, path):
        raise InputError(
            "main.beancount 没有包括 registers 下的文件，写了也不会进账",
            file=main,
            hint='请加一行：include "registers/*.beancount"',
        )
