"""The rows all budget forms share: income, expenses, and what is carried over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.core.chart import load_chart
from union_ledger.reports.model import Cell
from union_ledger.reports.model import Column
from union_ledger.reports.model import Formed
from union_ledger.reports.model import Ref
from union_ledger.reports.model import Row

if TYPE_CHECKING:
    from collections.abc import Callable

    from union_ledger.reports.budget_forms.plan import Plan
    from union_ledger.reports.cells import Kind


_CARRIED = (
    "三、本年收支差额",
    "四、年初资金结转结余",
    "五、资金结转结余调整及变动",
    "六、年末资金结转结余",
)


@dataclass(frozen=True, slots=True)
class Measure:
    """One column of figures: taken ``of`` a code, or ``formed`` within its row.

    ``carries`` tells that the year's beginning and end are filled in below it,
    ``moves`` that the end is, by how much it moved; ``adjusted`` is 调整及变动 in fen.
    """

    key: str
    title: str
    of: Callable[[str], int | None] | None = None
    formed: Callable[[int], Formed] | None = None
    kind: Kind = "money"
    carries: bool = False
    moves: bool = False
    adjusted: int | None = None
    width: int = 17


def columns_of(measures: tuple[Measure, ...]) -> tuple[Column, ...]:
    """Return the columns of a budget form."""
    return (
        Column("code", "科目编码", "code", width=9, blank=True),
        Column("name", "科目名称", width=30),
        *(
            Column(m.key, m.title, m.kind, width=m.width, nought=False)
            for m in measures
        ),
        Column("note", "说明", width=24, blank=True),
    )


def rows_of(
    plan: Plan, measures: tuple[Measure, ...], note: Callable[[str], str | None]
) -> tuple[Row, ...]:
    """Return income and expenses with their totals, and what is carried over."""
    writer = _Writer(plan, measures, note)
    income = writer.block("一、收入合计", "4")
    expense = writer.block("二、支出合计", "5")
    writer.carried(income, expense)
    return tuple(writer.rows)


class _Writer:
    def __init__(
        self,
        plan: Plan,
        measures: tuple[Measure, ...],
        note: Callable[[str], str | None],
    ) -> None:
        self.plan = plan
        self.measures = measures
        self.note = note
        self.rows: list[Row] = []

    def block(self, label: str, class_: str) -> int:
        """Write a total, and below it each account with its 明细; return its row."""
        start = len(self.rows)
        heads: list[int] = []
        below: list[Row] = []
        for code in self.plan.heads(class_):
            heads.append(start + 1 + len(below))
            details = self.plan.details(code)
            first = heads[-1] + 1
            below.append(self._row(code, "　", details, first))
            below += [
                self._row(each, "　　", [], first + n) for n, each in enumerate(details)
            ]
        cells: list[Cell] = [
            m.formed(start)
            if m.formed
            else Formed(tuple(Ref(row, m.key) for row in heads))
            for m in self.measures
        ]
        self.rows += [Row((None, label, *cells, None)), *below]
        return start

    def carried(self, income: int, expense: int) -> None:
        """Write 收支差额 and what is carried in and out."""
        gap = len(self.rows)
        rows: list[list[Cell]] = [[], [], [], []]
        for measure in self.measures:
            for row, cell in zip(
                rows, self._carried(measure, gap, income, expense), strict=True
            ):
                row.append(cell)
        for name, row in zip(_CARRIED, rows, strict=True):
            self.rows.append(Row((None, name, *row, None)))

    def _carried(
        self, measure: Measure, gap: int, income: int, expense: int
    ) -> list[Cell]:
        key = measure.key
        if measure.formed:
            if measure.kind == "percent":
                return [None] * 4
            return [measure.formed(gap + n) for n in range(4)]
        cells: list[Cell] = [
            Formed((Ref(income, key),), (Ref(expense, key),)),
            self.plan.opening if measure.carries else None,
            measure.adjusted,
            None,
        ]
        if measure.carries or measure.moves:
            cells[3] = Formed(tuple(Ref(gap + n, key) for n in range(3)))
        return cells

    def _row(self, code: str, indent: str, details: list[str], first: int) -> Row:
        cells: list[Cell] = []
        at = first - 1 if indent == "　" else first
        for measure in self.measures:
            if measure.of is None:
                cells.append(measure.formed(at) if measure.formed else None)
                continue
            amount = measure.of(code)
            parts = [measure.of(each) or 0 for each in details]
            # A code may be planned as a whole; then its 明细 do not add up to it.
            whole = not details or sum(parts) != (amount or 0)
            refs = tuple(Ref(first + n, measure.key) for n in range(len(details)))
            cells.append(amount if whole else Formed(refs))
        name = indent + load_chart().name(code)
        return Row((code, name, *cells, self.note(code)))
