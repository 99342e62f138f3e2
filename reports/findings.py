"""检查发现: each finding with its rule, citation, amount, voucher and place."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from union_ledger.core.findings import SEVERITIES
from union_ledger.reports.model import Chart
from union_ledger.reports.model import Column
from union_ledger.reports.model import Figure
from union_ledger.reports.model import Link
from union_ledger.reports.model import Linked
from union_ledger.reports.model import Report
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.source import provenance_of

if TYPE_CHECKING:
    from union_ledger.core.findings import Finding
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period

TITLE = "检查发现"
LIST = "发现清单"
SUMMARY = "按规则汇总"


def findings_report(ledger: Ledger, period: Period) -> Report:
    """Return the findings about entries of the period, open ones first."""
    within = [f for f in ledger.findings if period.holds(f.day)]
    findings = sorted(within, key=lambda f: not f.is_open)
    open_ = [f for f in findings if f.is_open]
    return Report(
        title=TITLE,
        entity=ledger.entity,
        period=period.label,
        provenance=provenance_of(ledger),
        figures=(
            *(
                Figure(
                    severity,
                    sum(f.severity == severity for f in open_),
                    "count",
                    "待处理",
                )
                for severity in SEVERITIES
            ),
            Figure("已豁免、排除或销号", len(findings) - len(open_), "count"),
            Figure("涉及单位", len({f.unit for f in open_ if f.unit}), "count"),
        ),
        tables=(_summary(findings), _list(ledger, findings)),
        charts=(Chart("bar", "各规则发现数", SUMMARY, "title", ("open",)),)
        if findings
        else (),
        notes=_notes(ledger, findings),
    )


def _notes(ledger: Ledger, findings: list[Finding]) -> tuple[str, ...]:
    notes = [
        "违规：能够确定的；疑点：需要说明或核实的；提示：供参考。",
        "同一问题的编号不因移动文件或重新编号凭证而变。",
    ]
    if any(f.on_example_value for f in findings):
        notes.append("标“示例值”的发现依据的参数为示例值，不是正式规定，不能据以定性。")
    for rule, keys in ledger.silent:
        notes.append(f"规则 {rule} 因参数缺失（{keys}）没有执行。")
    for rule, reason in ledger.idle:
        notes.append(f"规则 {rule} 没有下结论：{reason}。")
    if ledger.problems:
        notes.append(
            f"账簿另有 {len(ledger.problems)} 处结构错误，见 union-ledger check。"
        )
    return tuple(notes)


def _summary(findings: list[Finding]) -> Table:
    keys = dict.fromkeys((f.rule, f.rule_title, f.severity) for f in findings)
    open_ = Counter((f.rule, f.severity) for f in findings if f.is_open)
    settled = Counter((f.rule, f.severity) for f in findings if not f.is_open)
    amounts: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        if finding.is_open:
            amounts[finding.rule, finding.severity] += finding.amount or 0
    rows = tuple(
        Row(
            (
                Linked(rule, Link("rule", rule)),
                title,
                severity,
                open_[rule, severity],
                settled[rule, severity],
                amounts[rule, severity],
            )
        )
        for rule, title, severity in keys
    )
    columns = (
        Column("rule", "规则", "code", width=7),
        Column("title", "名称", width=34),
        Column("severity", "程度", width=6),
        Column("open", "未了结", "count", total="sum"),
        Column("settled", "已了结", "count", total="sum"),
        Column("amount", "涉及金额", "money", total="sum"),
    )
    return Table(SUMMARY, columns, rows, total_label="合计", empty="本期没有检查发现。")


def _list(ledger: Ledger, findings: list[Finding]) -> Table:
    registers = ledger.books.registers
    rows = tuple(
        Row(
            (
                number,
                finding.severity,
                finding.rule,
                finding.day,
                finding.vouchers[0] if finding.vouchers else None,
                registers.unit_name(finding.unit, finding.day)
                if finding.unit
                else None,
                finding.message,
                finding.amount,
                finding.citation,
                "示例值" if finding.on_example_value else None,
                finding.state,
                finding.id,
                Linked(
                    place(ledger, finding),
                    Link("source", finding.filename, line=finding.lineno),
                ),
            )
        )
        for number, finding in enumerate(findings, 1)
    )
    columns = (
        Column("number", "序号", "count", width=5),
        Column("severity", "程度", width=6),
        Column("rule", "规则", "code", width=7),
        Column("day", "日期", "date", width=11),
        Column("voucher", "凭证", "code", width=18),
        Column("unit", "单位", width=18),
        Column("message", "问题", width=60),
        Column("amount", "涉及金额", "money"),
        Column("citation", "依据", width=36),
        Column("parameter", "参数", width=8),
        Column("state", "状态", width=8),
        Column("id", "编号", "code", width=14),
        Column("place", "位置", "link", width=26),
    )
    return Table(LIST, columns, rows, empty="本期没有检查发现。")


def place(ledger: Ledger, finding: Finding) -> str:
    """Return where a finding stands, as seen from the books' folder."""
    path = Path(finding.filename)
    folder = ledger.main.parent
    shown = path.relative_to(folder) if path.is_relative_to(folder) else path
    return f"{shown}:{finding.lineno}"
