"""Filled forms and lists of scans into the register（盘点结果导入）.

Every row of every file is answered first. Nothing is written until all rows of all
files are clear, unless the clear ones alone were asked for.
"""

from __future__ import annotations

import hashlib
from contextlib import nullcontext
from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.core.includes import is_included
from union_ledger.core.ledger import load_ledger
from union_ledger.core.ledger import main_file
from union_ledger.core.register_checks import not_registered
from union_ledger.core.tables import read_tables
from union_ledger.desk.asset_tag import union_sign
from union_ledger.desk.asset_writing import tried
from union_ledger.desk.count_answers import BOOKED
from union_ledger.desk.count_answers import HELD
from union_ledger.desk.count_answers import CountOutcome
from union_ledger.desk.count_answers import RowAnswer
from union_ledger.desk.count_form import COUNTED_BY
from union_ledger.desk.count_form import COUNTED_ON
from union_ledger.desk.count_form import make_form
from union_ledger.desk.count_judge import Judge
from union_ledger.desk.count_known import CountedBefore
from union_ledger.desk.count_read import is_form
from union_ledger.desk.count_read import read_form
from union_ledger.desk.count_register import Register
from union_ledger.desk.count_scan import ScanJudge
from union_ledger.desk.count_scan import read_scans
from union_ledger.desk.journal import Journal
from union_ledger.desk.list_desk import FOLDER
from union_ledger.desk.list_desk import refuse_changed
from union_ledger.desk.original import Original
from union_ledger.importers.dates import DATES
from union_ledger.importers.dates import SERIAL
from union_ledger.importers.dates import parse_moment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from union_ledger.core.ledger import Ledger
    from union_ledger.core.tables import Table
    from union_ledger.desk.count_read import FilledForm

_DATES = tuple(form for form in DATES if form != SERIAL)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the import was told.

    Attributes:
        unit: The only unit taken; empty for any.
        day: The day of the counting, where the files do not say it.
        by: Who counted, where the files do not say it.
        partial: Book the clear rows although others are not.
        dry_run: Write nothing.
    """

    unit: str = ""
    day: date | None = None
    by: str = ""
    partial: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class _Counting:
    """What all results of one file have in common."""

    sheet: str
    day: date
    by: str


def import_counts(
    files: Sequence[Path], books: Path, asked: Asked
) -> list[CountOutcome]:
    """Read the files, answer every row, and write what can be written.

    Raises:
        InputError: There are no books, they are being written, or the disk refuses.
    """
    main = main_file(books)
    with nullcontext() if asked.dry_run else Journal(main.parent) as journal:
        desk = _Desk(_readable(main), asked)
        taken = [desk.take(file) for file in files]
        clear = all(outcome.is_clear for outcome, _, _ in taken)
        for outcome, original, counting in taken:
            if outcome.problem or original is None or counting is None:
                continue
            if not (clear or asked.partial):
                outcome.rows = [_held_back(row) for row in outcome.rows]
                continue
            _write(outcome, original, counting, desk.ledger, journal)
    return [outcome for outcome, _, _ in taken]


def _readable(main: Path) -> Ledger:
    """Load the books; refuse to judge a form by books that cannot be read.

    Raises:
        InputError: There are no books, or a line of them cannot be read.
    """
    ledger = load_ledger(main)
    for problem in ledger.problems:
        if problem.is_unreadable:
            raise InputError(
                f"账簿有读不通的地方：{problem.message.rstrip('。')}",
                file=problem.filename,
                line=problem.lineno,
                hint="先改正它，再导入盘点结果。",
            )
    return ledger


class _Desk:
    def __init__(self, ledger: Ledger, asked: Asked) -> None:
        self.ledger = ledger
        self._asked = asked
        self._sign = union_sign(ledger)
        self._before = CountedBefore(ledger.books.registers)
        known = ledger.books.registers.units
        if asked.unit and asked.unit not in known:
            raise InputError(not_registered("单位", asked.unit))

    def take(
        self, file: Path
    ) -> tuple[CountOutcome, Original | None, _Counting | None]:
        outcome = CountOutcome(file)
        original = counting = None
        try:
            original = Original.of(file)
            tables = read_tables(file)
            take = self._take_form if is_form(tables) else self._take_scans
            counting = take(file, tables, original, outcome)
        except InputError as problem:
            outcome.problem = str(problem)
            outcome.rows = []
        else:
            founds = [row.found for row in outcome.of(BOOKED) if row.found]
            self._before.take(founds, counting.day, counting.sheet)
        return outcome, original, counting

    def _take_form(
        self,
        file: Path,
        tables: Sequence[Table],
        original: Original,  # noqa: ARG002 - as for a list of scans
        outcome: CountOutcome,
    ) -> _Counting:
        filled = read_form(file, tables)
        identity = filled.identity
        self._refuse_foreign(filled)
        fresh = make_form(self.ledger, identity.unit, identity.day)
        outcome.title = (
            f"盘点表 {identity.number}，{identity.unit} {fresh.unit_name}，"
            f"基准日 {identity.day}"
        )
        counting = self._counting(filled)
        register = Register(self.ledger.books.registers, counting.day)
        self._refuse_person(counting.by, register, file)
        self._before.look_at(counting.day)
        outcome.rows = Judge(filled, fresh, register, self._before).answers()
        outcome.notes += [
            f"工作表 {name} 不是盘点表的一部分，没有读"
            for name in filled.ignored
            if name != "填表说明"
        ]
        if filled.beside:
            shown = "、".join(filled.beside[:5])
            more = f" 等 {len(filled.beside)} 处" if len(filled.beside) > 5 else ""
            outcome.notes.append(f"表的各栏以外还写了东西，没有读：{shown}{more}")
        if not counting.by:
            outcome.notes.append(f"没有填“{COUNTED_BY}”，登记里没有盘点人")
        return counting

    def _refuse_foreign(self, filled: FilledForm) -> None:
        identity = filled.identity
        said = ""
        if identity.sign != self._sign:
            said = f"这是别的工会的盘点表（代号 {identity.sign}，本会是 {self._sign}）"
        elif self._asked.unit and identity.unit != self._asked.unit:
            said = f"这是 {identity.unit} 单位的盘点表，不是 {self._asked.unit} 的"
        if said:
            raise InputError(said, file=filled.file, hint="请核对文件，一行也没有收。")

    def _counting(self, filled: FilledForm) -> _Counting:
        """Return when and by whom a form was counted.

        Raises:
            InputError: The day cannot be read, or is of another year.
        """
        identity = filled.identity
        day = self._asked.day or identity.day
        if filled.counted_on:
            found = parse_moment(filled.counted_on, _DATES)
            if found is None:
                raise InputError(
                    f"“{COUNTED_ON}”的“{filled.counted_on[:20]}”不是日期",
                    file=filled.file,
                    hint="请写成 2024-12-05。",
                )
            day = found[0]
        if day.year != identity.day.year:
            raise InputError(
                f"盘点日期 {day} 与基准日 {identity.day} 不在同一年",
                file=filled.file,
                hint="请核对盘点日期，或重印当年的盘点表。",
            )
        by = filled.counted_by or self._asked.by
        return _Counting(identity.number, day, by)

    def _take_scans(
        self,
        file: Path,
        tables: Sequence[Table],
        original: Original,
        outcome: CountOutcome,
    ) -> _Counting:
        scans, notes = read_scans(tables)
        if not scans:
            raise InputError(
                "不是盘点表，也没有标签的二维码",
                file=file,
                hint="请用 union-ledger asset count-sheet 印的盘点表，"
                "或一行一个二维码的扫码清单。",
            )
        if self._asked.day is None:
            raise InputError(
                "扫码清单上没有盘点日期",
                file=file,
                hint="请用 --day 写明，如 --day 2024-12-05。",
            )
        day = self._asked.day
        sheet = f"SM-{day.year}-{original.sha256[:6].upper()}"
        outcome.title = f"扫码清单 {sheet}，{day}，{len(scans)} 行"
        register = Register(self.ledger.books.registers, day)
        self._refuse_person(self._asked.by, register, file)
        self._before.look_at(day)
        judge = ScanJudge(self._sign, self._asked.unit, sheet, register, self._before)
        outcome.rows = judge.answers(scans)
        outcome.notes += notes
        outcome.notes += self._still_open(outcome, register)
        return _Counting(sheet, day, self._asked.by)

    def _still_open(self, outcome: CountOutcome, register: Register) -> list[str]:
        """Say what the units of the list hold that nobody has counted this year."""
        units = {row.unit for row in outcome.rows if row.unit} | {self._asked.unit}
        scanned = {row.number for row in outcome.of(BOOKED)}
        said = []
        for unit in sorted(units - {""}):
            held = register.held_by(unit)
            left = [
                number
                for number in held
                if number not in scanned and not self._before.has(number)
            ]
            if left:
                shown = "、".join(left[:8]) + (" 等" if len(left) > 8 else "")
                said.append(f"{unit} 还有 {len(left)} 项没有盘：{shown}")
        return said

    @staticmethod
    def _refuse_person(by: str, register: Register, file: Path) -> None:
        if by and not register.is_person(by):
            raise InputError(
                f"“{COUNTED_BY}”的“{by[:20]}”不是登记过的人员编号",
                file=file,
                hint="请写编号（如 T0412），不写姓名。",
            )


def _held_back(row: RowAnswer) -> RowAnswer:
    if row.state != BOOKED:
        return row
    return replace(row, state=HELD)


def _write(
    outcome: CountOutcome,
    original: Original,
    counting: _Counting,
    ledger: Ledger,
    journal: Journal | None,
) -> None:
    """Write one file of register lines, tried with the books first."""
    founds = [row.found for row in outcome.of(BOOKED) if row.found]
    if not founds:
        return
    lines = [found.line(counting.day, counting.sheet, counting.by) for found in founds]
    body = "\n".join(lines)
    digest = hashlib.sha256(body.encode()).hexdigest()[:8]
    folder = ledger.main.parent / FOLDER
    path = folder / f"count-{counting.sheet}-{digest}.beancount"
    if not is_included(ledger.main, path):
        raise InputError(
            f"main.beancount 没有包括 {FOLDER} 里的文件，写了也不会进账",
            file=ledger.main,
            hint=f'请加一行：include "{FOLDER}/*.beancount"',
        )
    tried(ledger, body)
    outcome.written = path
    if journal is None:
        return
    refuse_changed(original)
    name = "".join(c if c.isprintable() else "?" for c in outcome.file.name)
    head = (
        f";; {outcome.title}：{len(lines)} 项\n"
        f";; 由 union-ledger asset count-import 从 {name} 写入\n"
        f";; sha256 {original.sha256}\n\n"
    )
    journal.write_new(path, head + body)
