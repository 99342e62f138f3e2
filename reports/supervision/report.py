"""监督四看: the report of the four lenses — persons, places, matters, moments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.reports.model import Chart
from union_ledger.reports.model import Figure
from union_ledger.reports.model import Report
from union_ledger.reports.source import provenance_of
from union_ledger.reports.supervision.matters import matter_tables
from union_ledger.reports.supervision.moments import moment_table
from union_ledger.reports.supervision.people import people_tables
from union_ledger.reports.supervision.places import PLACES
from union_ledger.reports.supervision.places import place_table
from union_ledger.reports.supervision.spending import entries_of
from union_ledger.reports.supervision.spending import spending

if TYPE_CHECKING:
    from collections.abc import Callable

    from union_ledger.core.books import Row as Posting
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period

TITLE = "监督四看"


def supervision(
    ledger: Ledger, period: Period, keeps: Callable[[Posting], bool] | None = None
) -> Report:
    """Return the four lenses on a period's expenses.

    Persons, matters and moments are of the expenses that ``keeps`` lets through, the
    units' risk is of all findings.
    """
    held = spending(ledger, period, keeps)
    people = people_tables(held)
    places = place_table(ledger, period)
    return Report(
        title=TITLE,
        entity=ledger.entity,
        period=period.label,
        provenance=provenance_of(ledger),
        figures=(
            Figure("支出", held.total, "money"),
            Figure("支出分录", entries_of(held.rows), "count"),
            *(
                Figure(
                    label,
                    len({row.entry.text_of(key) for row in held.rows} - {""}),
                    "count",
                )
                for label, key in (("审批人", "approver"), ("经办人", "handler"))
            ),
            Figure("收款人", len({row.entry.payee for row in held.rows}), "count"),
            Figure("有问题的单位", len(places.rows), "count"),
        ),
        tables=(*people, places, *matter_tables(held), moment_table(held)),
        charts=(
            Chart(
                "stacked-bar",
                "各单位未了结问题",
                PLACES,
                "unit_name",
                ("violations", "doubts", "remarks"),
            ),
        )
        if places.rows
        else (),
        notes=(
            (
                "关键人看审批、经办和收款是否集中，关键处看单位的问题，"
                "关键事看四类重点支出，关键时看几个时段；集中不等于有问题。"
            ),
            "支出为本期的 5 类科目分录，年末结转分录不计；人员只列登记的编号。",
        ),
    )
