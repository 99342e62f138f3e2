"""One finding laid open: entries, arithmetic, article and figures in force."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from union_ledger.core.chart import label
from union_ledger.core.errors import InputError
from union_ledger.core.money import yuan_text
from union_ledger.plugins.waiving import may_waive
from union_ledger.plugins.waiving import waives

if TYPE_CHECKING:
    from datetime import date

    from union_ledger.core.books import Entry
    from union_ledger.core.findings import Finding
    from union_ledger.core.ledger import Ledger
    from union_ledger.rules.loader import LoadedRule
    from union_ledger.rules.loader import Rulebook
    from union_ledger.rules.loader import Value


@dataclass(frozen=True, slots=True)
class Explanation:
    """What an auditor needs to follow a finding by hand.

    ``values`` are those in force on the event's day; ``settled`` says who waived or
    answered it.
    """

    finding: Finding
    loaded: LoadedRule | None
    entries: tuple[Entry, ...]
    day: date
    values: tuple[Value, ...]
    settled: tuple[str, ...]


def explain_finding(ledger: Ledger, rulebook: Rulebook, sought: str) -> Explanation:
    """Return what stands behind a finding.

    Raises:
        InputError: No finding has this id.
    """
    by_id = {finding.id: finding for finding in ledger.findings}
    finding = by_id.get(sought.strip())
    if finding is None:
        near = get_close_matches(sought, by_id, n=3, cutoff=0.4)
        raise InputError(
            f"没有检查发现 {sought}",
            file=ledger.main,
            hint=f"相近的有 {'、'.join(near)}。" if near else "编号见 check 的输出。",
        )
    of_id = {entry.id: entry for entry in ledger.books.entries}
    entries = tuple(of_id[i] for i in finding.entry_ids if i in of_id)
    day = entries[0].event_date if entries else finding.day
    loaded = rulebook.rules.get(finding.rule)
    keys = loaded.rule.parameters.values() if loaded else ()
    values = tuple(rulebook.value(key, day) for key in keys)
    return Explanation(
        finding, loaded, entries, day, values, tuple(_settled(ledger, finding))
    )


def _settled(ledger: Ledger, finding: Finding) -> list[str]:
    registers = ledger.books.registers
    said = [
        f"{waiver.since} 豁免，批准人 {waiver.approver}，依据 {waiver.minutes}，"
        f"至 {waiver.expires}"
        for waiver in registers.waivers
        if waives(waiver, finding) and may_waive(waiver, registers)
    ]
    for answer in registers.answers.get(finding.id, []):
        by = f"，{answer.by} 复核" if answer.by else ""
        said.append(f"{answer.since} {answer.state}，责任人 {answer.owner}{by}")
    return said


def explanation_text(explained: Explanation) -> str:
    """Return the explanation in Chinese, for a terminal."""
    finding, loaded = explained.finding, explained.loaded
    lines = [
        f"{finding.id}　{finding.severity}　{finding.rule_title}　〔{finding.state}〕",
        finding.message,
        f"位置：{finding.filename}:{finding.lineno}",
    ]
    for entry in explained.entries:
        lines += ["", f"分录 {entry.name}　{entry.day}　{entry.text.strip()}"]
        if entry.event_date != entry.day:
            lines.append(f"  事项发生日 {entry.event_date}（按这一天的规定判断）")
        lines += [f"  {line}" for line in _postings(entry)]
    lines += ["", "判断过程："]
    lines += [f"  {number}. {step}" for number, step in enumerate(finding.evidence, 1)]
    if not finding.evidence:
        lines.append("  1. 分录本身即可判断，没有计算。")
    lines += ["", f"依据：{finding.citation}"]
    if loaded is not None:
        rule = loaded.rule
        until = f" 至 {rule.expires}" if rule.expires else " 起"
        lines.append(
            f"  核对程度：{loaded.citation.basis}；规则 {rule.effective}{until}有效，"
            f"最近复核 {rule.reviewed_on}"
        )
    for value in explained.values:
        lines.append(f"参数 {value.title}（{explained.day} 有效）：{value_text(value)}")
    lines += [f"处理：{said}" for said in explained.settled]
    if loaded is not None and loaded.rule.remedy:
        lines.append(f"整改：{loaded.rule.remedy}")
    return "\n".join(lines)


def value_text(value: Value) -> str:
    """Return a parameter's value with unit, state and source."""
    if value.value is None:
        return "缺失，规则不执行"
    state = "（示例值，待以正式规定替换）" if value.state == "illustrative" else ""
    source = f"，依据 {value.citation}" if value.citation else ""
    return f"{value.value:,} {value.unit}{state}{source}".replace(" " * 2, " ")


def _postings(entry: Entry) -> list[str]:
    rows = []
    for row in entry.rows:
        side, amount = ("借", row.debit) if row.debit else ("贷", row.credit)
        where = " ".join(filter(None, (row.unit, row.fund, row.project)))
        tail = f"　〔{where}〕" if where and row.code[:1] in "45" else ""
        rows.append(f"{side}　{label(row.account)}　{yuan_text(amount)} 元{tail}")
    return rows
