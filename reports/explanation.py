"""One finding laid open: entries, arithmetic, article and figures in force."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from union_ledger.core.answering import courses
from union_ledger.core.chart import label
from union_ledger.core.errors import InputError
from union_ledger.core.money import yuan_text
from union_ledger.core.waiving import may_waive
from union_ledger.core.waiving import waives
from union_ledger.reports.cells import display_width
from union_ledger.rules.models import LAYER_NAMES

if TYPE_CHECKING:
    from datetime import date

    from union_ledger.core.books import Entry
    from union_ledger.core.findings import Finding
    from union_ledger.core.ledger import Ledger
    from union_ledger.rules.loader import LoadedRule
    from union_ledger.rules.loader import Rulebook
    from union_ledger.rules.loader import Value

# A voucher with its month, as evidence names it: 2024-03 银付-0012.
_VOUCHER = re.compile(r"\b\d{4}-\d{2} [^\W\d]+-\d+")


@dataclass(frozen=True, slots=True)
class Explanation:
    """What an auditor needs to follow a finding by hand.

    ``entries`` are those it is about, ``cited`` others that its arithmetic names;
    ``values`` are those in force on the event's day; ``settled`` says who waived or
    answered it.
    """

    finding: Finding
    loaded: LoadedRule | None
    entries: tuple[Entry, ...]
    cited: tuple[Entry, ...]
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
    entries = [of_id[i] for i in finding.entry_ids if i in of_id]
    day = entries[0].event_date if entries else finding.day
    loaded = _rule(rulebook, finding.rule, day)
    keys = loaded.rule.parameters.values() if loaded else ()
    return Explanation(
        finding,
        loaded,
        tuple(sorted(entries, key=_order)),
        tuple(_cited(ledger, finding)),
        day,
        tuple(rulebook.value(key, day) for key in dict.fromkeys(keys)),
        tuple(settled(ledger, finding)),
    )


def _rule(rulebook: Rulebook, number: str, day: date) -> LoadedRule | None:
    """Return the rule as it was in force on a day, before another replaced it too."""
    own = [loaded for loaded in rulebook.at_work() if loaded.rule.id == number]
    on_day = (loaded for loaded in own if loaded.rule.in_force(day))
    return next(on_day, own[0] if own else None)


def _order(entry: Entry) -> tuple[object, ...]:
    return entry.day, entry.place


def _cited(ledger: Ledger, finding: Finding) -> list[Entry]:
    """Return the entries whose vouchers the evidence names, beside the finding's."""
    names = set(_VOUCHER.findall("\n".join(finding.evidence)))
    return sorted(
        (
            entry
            for entry in ledger.books.entries
            if entry.voucher
            and entry.name in names
            and entry.id not in finding.entry_ids
        ),
        key=_order,
    )


def settled(ledger: Ledger, finding: Finding) -> list[str]:
    """Return who waived or answered a finding, in Chinese, in order."""
    registers = ledger.books.registers
    said = [
        f"{waiver.since} 豁免，批准人 {waiver.approver}，依据 {waiver.minutes}，"
        f"至 {waiver.expires}"
        for waiver in registers.waivers
        if waives(waiver, finding) and may_waive(waiver, registers)
    ]
    refused = {
        id(each.answer): f"，不算数：{each.said}"
        for course in courses([finding], ledger.books).values()
        for each in course.refused
    }
    for answer in registers.answers.get(finding.id, []):
        by = (
            f"，{answer.by} {'决定' if answer.state == '排除' else '复核'}"
            if answer.by
            else ""
        )
        why = f"，理由：{answer.reason}" if answer.reason else ""
        said.append(
            f"{answer.since} {answer.state}，责任人 {answer.owner}{by}{why}"
            f"{refused.get(id(answer), '')}"
        )
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
    if explained.cited:
        lines += ["", "算式引用的其他分录："]
        lines += [f"  {_in_one_line(entry)}" for entry in explained.cited]
    lines += ["", "判断过程："]
    lines += [f"  {number}. {step}" for number, step in enumerate(finding.evidence, 1)]
    if not finding.evidence:
        lines.append("  1. 分录本身即可判断，没有计算。")
    lines += ["", f"依据：{finding.citation}"]
    if loaded is not None:
        rule = loaded.rule
        until = f" 至 {rule.expires} " if rule.expires else " 起"
        lines.append(
            f"  核对程度：{loaded.citation.basis}；规则 {rule.effective}{until}有效，"
            f"最近复核 {rule.reviewed_on}"
        )
    for value in explained.values:
        lines.append(f"参数 {value.title}：{value_text(value, explained.day)}")
    lines += [f"处理：{said}" for said in explained.settled]
    if loaded is not None and loaded.rule.remedy:
        lines.append(f"整改：{loaded.rule.remedy}")
    if loaded is not None and loaded.rule.mistaken:
        lines.append(f"可能的误报：{loaded.rule.mistaken}")
    return "\n".join(lines)


def value_text(value: Value, day: date) -> str:
    """Return a parameter's value on a day: unit, state, since when, from where."""
    if value.value is None:
        return f"{day} 缺失，规则不执行"
    state = "已确认，依据待核对" if value.basis == "待核对" else "已确认"
    if value.state == "illustrative":
        state = "示例值，待以正式规定替换"
    since = f"自 {value.since} 起" if value.since else ""
    shown = [
        f"{day} 有效的是 {value.value:,} {value.unit}".rstrip(),
        f"{since}（{state}）",
        LAYER_NAMES.get(value.layer, ""),
        f"依据 {value.citation}" if value.citation else "",
    ]
    return "，".join(filter(None, shown))


def _postings(entry: Entry) -> list[str]:
    """Return the postings as a table: account, debit, credit, where it belongs."""
    rows = [
        (
            label(row.account),
            yuan_text(row.debit) if row.debit else "",
            yuan_text(row.credit) if row.credit else "",
            " ".join(filter(None, (row.unit, row.fund, row.project)))
            if row.code[:1] in "45"
            else "",
        )
        for row in entry.rows
    ]
    head = ("科目", "借方（元）", "贷方（元）", "")
    table = [head, *rows]
    widths = [max(display_width(line[n], dash=1) for line in table) for n in range(3)]
    return [
        (
            f"{_padded(account, widths[0])}  {_padded(debit, -widths[1])}  "
            f"{_padded(credit, -widths[2])}  {f'〔{where}〕' if where else ''}"
        ).rstrip()
        for account, debit, credit, where in table
    ]


def _padded(text: str, width: int) -> str:
    """Return text filled up to a width; a negative one fills on the left."""
    blanks = " " * (abs(width) - display_width(text, dash=1))
    return blanks + text if width < 0 else text + blanks


def _in_one_line(entry: Entry) -> str:
    amount = entry.spent or sum(row.debit for row in entry.rows)
    said = f"{entry.name}　{entry.day}　{entry.text.strip()}　{yuan_text(amount)} 元"
    if entry.event_date != entry.day:
        said += f"（事项发生日 {entry.event_date}）"
    return said
