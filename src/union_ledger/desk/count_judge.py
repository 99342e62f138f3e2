"""Each row of a filled form is held against the form, the register and the answers.

The first thing that is wrong with a row is said of it; nothing is put right by a guess.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from union_ledger.core.stocktaking import MATCHED
from union_ledger.desk.count_answers import BOOKED
from union_ledger.desk.count_answers import OPEN
from union_ledger.desk.count_answers import REJECTED
from union_ledger.desk.count_answers import SKIPPED
from union_ledger.desk.count_answers import Found
from union_ledger.desk.count_answers import RowAnswer
from union_ledger.desk.count_form import CHECK
from union_ledger.desk.count_form import CUSTODIAN
from union_ledger.desk.count_form import EXTRA
from union_ledger.desk.count_form import EXTRA_RESULTS
from union_ledger.desk.count_form import EXTRA_ROWS
from union_ledger.desk.count_form import FOUND
from union_ledger.desk.count_form import NOTE
from union_ledger.desk.count_form import PLACE
from union_ledger.desk.count_form import PRINTED
from union_ledger.desk.count_form import RESULT
from union_ledger.desk.count_form import RESULTS
from union_ledger.desk.count_form import STATE
from union_ledger.desk.count_form import STATES
from union_ledger.desk.count_form import extra_row
from union_ledger.desk.count_form import row_check
from union_ledger.desk.count_next import next_step

if TYPE_CHECKING:
    from collections.abc import Iterable

    from union_ledger.core.asset_life import Standing
    from union_ledger.desk.count_form import CountForm
    from union_ledger.desk.count_form import FormRow
    from union_ledger.desk.count_known import CountedBefore
    from union_ledger.desk.count_read import FilledForm
    from union_ledger.desk.count_read import FilledRow
    from union_ledger.desk.count_register import Register

_WHOLE = re.compile(r"^\d{1,6}$", re.ASCII)


class _Wrong(Exception):  # noqa: N818 - the answer to a row, not an error
    """The row cannot be booked; ``args`` are its state and the reason."""


class Judge:
    """Answers every row of one filled form.

    Args:
        filled: The form as it came back.
        fresh: The form of that unit and day as the books would print it now.
        register: The register on the day of the counting.
        before: What was counted already.
    """

    def __init__(
        self,
        filled: FilledForm,
        fresh: CountForm,
        register: Register,
        before: CountedBefore,
    ) -> None:
        """Look up what was printed."""
        self._filled = filled
        self._identity = filled.identity
        self._register = register
        self._before = before
        self._fresh = {row.number: row for row in fresh.rows}
        same = fresh.identity.number == filled.identity.number
        number = filled.identity.number
        extras = (extra_row(number, place) for place in range(1, EXTRA_ROWS + 1))
        self._printed = {row.sequence: row for row in fresh.rows} if same else {}
        self._blank = {row.sequence: row for row in extras}

    def answers(self) -> list[RowAnswer]:
        """Return what becomes of every row, in order, and of rows that are missing."""
        rows = self._filled.rows
        times: dict[str, list[FilledRow]] = defaultdict(list)
        for row in filter(self._is_whole, rows):
            times[row.number].append(row)
        answers = []
        for row in rows:
            if row.is_extra and not _is_used(row) and self._is_whole(row):
                continue
            answers.append(self._answer(row, times[row.number]))
        return answers + self._missing(rows)

    def _answer(self, row: FilledRow, same: list[FilledRow]) -> RowAnswer:
        found = None
        try:
            self._refuse_changed(row)
            self._refuse_twice(row, same)
            found = self._extra(row) if row.is_extra else self._thing(row)
            state, why = self._before.judged(found, self._identity.number)
        except _Wrong as wrong:
            state, why = wrong.args
        return RowAnswer(
            *(row.sheet, row.line, state, row.number, row.cells["名称"], why),
            found=found if state == BOOKED else None,
            unit=self._identity.unit,
            next=self._next(found) if found and state == BOOKED else "",
        )

    def _next(self, found: Found) -> str:
        day = self._register.day
        if found.unit:
            return next_step(found, None, day)
        number = found.number
        now, own = self._register.standing(number), self._register.is_own(number)
        return next_step(found, now, day, own=own)

    def _is_whole(self, row: FilledRow) -> bool:
        check = row_check(self._identity.number, row.sequence, row.printed)
        return check == row.cells[CHECK]

    def _refuse_changed(self, row: FilledRow) -> None:
        if row.misplaced:
            where = "、".join(row.misplaced)
            raise _Wrong(REJECTED, f"锁住的格子（{where}）填了东西；填在黄色的格子里")
        if self._is_whole(row):
            return
        known: FormRow | None = self._printed.get(row.sequence)
        known = known or self._blank.get(row.sequence)
        if known is None:
            raise _Wrong(REJECTED, "这一行不是这张表上的（增加的行，或别的表的行）")
        names = PRINTED[2:] if not row.is_extra else PRINTED[2:3]
        changed = [
            f"{name}应是“{was}”，表上是“{now}”"
            for name, was, now in zip(names, known.printed, row.printed, strict=True)
            if was != now
        ]
        said = "；".join(changed) or f"{CHECK}不符"
        if len(changed) > 1 and row.number != known.number:
            said = f"序号 {row.sequence} 应是 {known.number}，这是别的表的行"
        raise _Wrong(REJECTED, f"锁住的格子改过：{said}")

    def _refuse_twice(self, row: FilledRow, same: list[FilledRow]) -> None:
        others = [other for other in same if other is not row]
        if not others:
            return
        if any(other.filled != row.filled for other in others):
            lines = "、".join(str(other.line) for other in others)
            raise _Wrong(REJECTED, f"这件在第 {lines} 行还有一次，填的不一样")
        if row is not same[0]:
            raise _Wrong(SKIPPED, f"与第 {same[0].line} 行重复，只收一次")

    def _thing(self, row: FilledRow) -> Found:
        now = self._standing(row)
        cells = row.cells
        if not cells[RESULT]:
            if row.filled:
                names = "、".join(row.filled)
                raise _Wrong(REJECTED, f"填了{names}，没有选“{RESULT}”")
            raise _Wrong(OPEN, f"没有选“{RESULT}”，不当作相符")
        result = _chosen(row, RESULT, RESULTS)
        quantity = _quantity(row)
        place = cells[PLACE] if cells[PLACE] != now.place else ""
        custodian = cells[CUSTODIAN] if cells[CUSTODIAN] != now.custodian else ""
        state = _chosen(row, STATE, STATES) if cells[STATE] else ""
        self._refuse_stranger(custodian)
        if result == "盘亏" and quantity is None:
            quantity = 0
        _refuse_contradiction(row, result, now, quantity, place, custodian)
        return Found(
            number=row.number,
            result=result,
            quantity=None if quantity == now.quantity else quantity,
            place=place,
            custodian=custodian,
            state="" if state == now.state else state,
            note=cells[NOTE],
        )

    def _standing(self, row: FilledRow) -> Standing:
        """Return how the register has the thing on the day of the counting.

        Raises:
            _Wrong: It is gone, elsewhere, or no longer as it was printed.
        """
        gone = REJECTED if row.filled else SKIPPED
        said = self._register.why_not(row.number, self._identity.unit)
        if said:
            filled = "；表上却填了，请核实" if row.filled else ""
            raise _Wrong(gone, f"{said}{filled}")
        fresh = self._fresh.get(row.number)
        if fresh is None:
            raise _Wrong(gone, "登记册在基准日没有这一件；请重印盘点表")
        now = self._register.printed(row.number)
        for printed, when in ((fresh.printed, "基准日"), (now, "印表以后")):
            changed = [
                f"{name}由“{was}”改为“{is_now}”"
                for name, was, is_now in zip(
                    PRINTED[2:], row.printed, printed, strict=True
                )
                if was != is_now
            ]
            if changed:
                raise _Wrong(
                    REJECTED,
                    f"{when}的登记改了：{'；'.join(changed)}；请重印盘点表",
                )
        return self._register.standing(row.number)

    def _refuse_stranger(self, custodian: str) -> None:
        if custodian and not self._register.is_person(custodian):
            raise _Wrong(
                REJECTED,
                f"“{CUSTODIAN}”不是登记过的人员编号；写编号，不写姓名",
            )

    def _extra(self, row: FilledRow) -> Found:
        cells = row.cells
        if not cells["名称"]:
            raise _Wrong(REJECTED, "没有写名称")
        if not cells[RESULT]:
            raise _Wrong(REJECTED, f"没有选“{RESULT}”（{'、'.join(EXTRA_RESULTS)}）")
        result = _chosen(row, RESULT, EXTRA_RESULTS)
        quantity = _quantity(row)
        if not quantity:
            raise _Wrong(REJECTED, f"“{FOUND}”应是 1 或更多")
        self._refuse_stranger(cells[CUSTODIAN])
        said = (
            *(f"{name} {cells[name]}" for name in ("型号", "类别") if cells[name]),
            cells[NOTE],
        )
        return Found(
            number=row.number,
            result=result,
            quantity=quantity,
            place=cells[PLACE],
            custodian=cells[CUSTODIAN],
            state=_chosen(row, STATE, STATES) if cells[STATE] else "",
            name=cells["名称"],
            unit=self._identity.unit,
            note="；".join(part for part in said if part),
        )

    def _missing(self, rows: Iterable[FilledRow]) -> list[RowAnswer]:
        """Return an answer for every printed row that did not come back."""
        there = {row.sequence for row in rows}
        missing = [
            RowAnswer(
                *("", 0, REJECTED, row.number, row.name),
                f"序号 {sequence} 这一行没有了（删掉的行）",
                unit=self._identity.unit,
            )
            for sequence, row in self._printed.items()
            if sequence not in there
        ]
        things = sum(not sequence.startswith(EXTRA) for sequence in there)
        if not self._printed and things < self._identity.rows:
            said = f"印出来 {self._identity.rows} 行，交回来只有 {things} 行"
            missing.append(
                RowAnswer("", 0, REJECTED, "", "", said, unit=self._identity.unit)
            )
        return missing


def _is_used(row: FilledRow) -> bool:
    described = any(row.cells[name] for name in ("名称", "型号", "类别"))
    return described or bool(row.filled or row.misplaced)


def _chosen(row: FilledRow, heading: str, words: tuple[str, ...]) -> str:
    text = row.cells[heading]
    if text not in words:
        raise _Wrong(
            REJECTED, f"“{heading}”的“{text[:20]}”不认识，只能是{'、'.join(words)}"
        )
    return text


def _quantity(row: FilledRow) -> int | None:
    text = row.cells[FOUND]
    if not text:
        return None
    if not _WHOLE.match(text):
        raise _Wrong(REJECTED, f"“{FOUND}”的“{text[:20]}”不是整数")
    return int(text)


def _refuse_contradiction(  # noqa: PLR0913, PLR0917 - the answers of one row
    row: FilledRow,
    result: str,
    now: Standing,
    quantity: int | None,
    place: str,
    custodian: str,
) -> None:
    """Refuse a result that the other answers of its row speak against."""
    said = ""
    if quantity is not None and quantity > now.quantity:
        said = f"实有 {quantity}，多于登记的 {now.quantity}；多出来的写成盘盈"
    elif result == "盘亏" and quantity == now.quantity:
        said = f"结果是盘亏，实有数量却与登记的 {now.quantity} 相同"
    elif result not in {"盘亏", "损毁"} and quantity not in {None, now.quantity}:
        said = f"实有 {quantity}，少于登记的 {now.quantity}；结果应是盘亏"
    elif result == MATCHED and place:
        said = f"结果是相符，实际地点却与登记的“{now.place}”不同"
    elif result == MATCHED and custodian:
        said = f"结果是相符，实际保管人却与登记的“{now.custodian}”不同"
    elif result == "位置不符" and not place:
        again = "与登记的相同" if row.cells[PLACE] else "没有填"
        said = f"结果是位置不符，实际地点{again}"
    elif result == "保管人不符" and not custodian:
        again = "与登记的相同" if row.cells[CUSTODIAN] else "没有填"
        said = f"结果是保管人不符，实际保管人{again}"
    if said:
        raise _Wrong(REJECTED, said)
