"""检查范围: what the rules decide, what they do not, and what people look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.reports.model import Column
from union_ledger.reports.model import Figure
from union_ledger.reports.model import Report
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.source import provenance_of
from union_ledger.rules.coverage import HOW_NAMES
from union_ledger.rules.coverage import load_coverage

if TYPE_CHECKING:
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period

TITLE = "检查范围"
WHOLE = "规则覆盖情况"
BY_HAND = "人工检查清单"
SILENT = "没有执行的规则"
_ANSWER = "□符合 □不符合 □不涉及"


def coverage_report(ledger: Ledger, period: Period) -> Report:
    """Return every requirement with what serves it, and the checklist to fill in."""
    rows = load_coverage()
    return Report(
        title=TITLE,
        entity=ledger.entity,
        period=period.label,
        provenance=provenance_of(ledger),
        figures=tuple(
            Figure(f"{name}由系统检查" if how != "by-hand" else "由人检查", n, "count")
            for how, name in HOW_NAMES.items()
            if (n := sum(row.how == how for row in rows)) is not None
        ),
        tables=(
            Table(
                WHOLE,
                (
                    Column("id", "编号", "code", width=6),
                    Column("title", "要求", width=44),
                    Column("how", "由系统检查", "code", width=11),
                    Column("rules", "规则", width=24),
                    Column("found", "本期发现", "count", width=9),
                    Column("citation", "依据", width=44),
                ),
                tuple(
                    Row(
                        (
                            row.id,
                            row.title,
                            HOW_NAMES[row.how],
                            "、".join(row.rules) or None,
                            sum(
                                finding.rule in row.rules and period.holds(finding.day)
                                for finding in ledger.findings
                            )
                            if row.rules
                            else None,
                            row.citation,
                        )
                    )
                    for row in rows
                ),
            ),
            Table(
                BY_HAND,
                (
                    Column("id", "编号", "code", width=6),
                    Column("title", "事项", width=32),
                    Column("check", "看什么", width=44),
                    Column("why", "为什么由人看", width=36),
                    Column("answer", "结果", width=14),
                    Column("who", "检查人、日期", width=16, blank=True),
                ),
                tuple(
                    Row((row.id, row.title, row.check, row.why, _ANSWER, None))
                    for row in rows
                    if row.check
                ),
            ),
            Table(
                SILENT,
                (
                    Column("rule", "规则", "code", width=8),
                    Column("keys", "缺少的参数", width=60),
                ),
                tuple(Row((rule, keys)) for rule, keys in ledger.silent),
                empty="没有因参数缺失而停用的规则。",
            ),
        ),
        notes=(
            "系统检查的是账簿里写了的；原始凭证的真伪、事实本身，由人核对。",
            "没有发现，不等于没有问题：请看“没有执行的规则”和人工检查清单。",
        ),
        unit_note="",
    )
