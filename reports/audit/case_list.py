"""问题清单: every case, those of most risk first, as a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.reports.cases import GROUPING
from union_ledger.reports.cases import SCORING
from union_ledger.reports.model import Column
from union_ledger.reports.model import Figure
from union_ledger.reports.model import Link
from union_ledger.reports.model import Linked
from union_ledger.reports.model import Report
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.source import provenance_of

if TYPE_CHECKING:
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period
    from union_ledger.reports.audit.guide import Guide
    from union_ledger.reports.cases import Case
    from union_ledger.reports.model import Cell

TITLE = "问题清单"
NOTES = (
    "违规：能够确定的；疑点：需要说明或核实的；提示：供参考。定性和处理由人作出。",
    GROUPING,
    SCORING,
)


def case_list(ledger: Ledger, period: Period, guide: Guide) -> Report:
    """Return the list with links to each case's vouchers and papers."""
    rows = tuple(Row(_cells(ledger, guide, case)) for case in guide.cases)
    columns = (
        Column("number", "序号", "count", width=5),
        Column("severity", "程度", "code", width=6),
        Column("score", "风险分", "code", width=8),
        Column("unit", "单位", width=18),
        Column("message", "问题", width=56),
        Column("amount", "涉及金额", "money"),
        Column("voucher", "凭证", "link", width=20),
        Column("count", "凭证数", "count", width=7),
        Column("citation", "依据", width=36),
        Column("state", "状态", "code", width=7),
        Column("owner", "责任人", "code", width=9),
        Column("due", "期限", "date", width=11),
        Column("formula", "风险分怎样算", width=40),
        Column("papers", "取证单和底稿", "link", width=20),
    )
    open_ = [case for case in guide.cases if case.is_open]
    return Report(
        title=TITLE,
        entity=ledger.entity,
        period=period.label,
        provenance=provenance_of(ledger),
        figures=(
            *(
                Figure(name, sum(c.severity == name for c in open_), "count", "未了结")
                for name in ("违规", "疑点", "提示")
            ),
            Figure("已排除、销号或豁免", len(guide.cases) - len(open_), "count"),
        ),
        tables=(Table(TITLE, columns, rows, empty="本期没有发现问题。"),),
        notes=NOTES,
    )


def _cells(ledger: Ledger, guide: Guide, case: Case) -> tuple[Cell, ...]:
    entries = guide.entries_of(case.entry_ids)
    return (
        guide.number(case),
        case.severity,
        f"{case.score}",
        unit_of(ledger, case),
        said_of(case),
        case.amount,
        Linked(entries[0].name, Link("file", guide.voucher(entries[0])))
        if entries
        else None,
        len(entries),
        "\n".join(case.citations),
        case.state,
        case.owner or None,
        case.due,
        case.formula,
        Linked(case.id, Link("file", guide.papers(case))),
    )


def unit_of(ledger: Ledger, case: Case) -> str | None:
    """Return the unit of a case as it was called on the day."""
    if not case.unit:
        return None
    return ledger.books.registers.unit_name(case.unit, case.day)


def said_of(case: Case) -> str:
    """Return what is wrong: the worst finding, and how many others there are."""
    more = len(case.findings) - 1
    said = f"{case.lead.rule} {case.lead.message}"
    return f"{said}（另有 {more} 项发现）" if more else said
