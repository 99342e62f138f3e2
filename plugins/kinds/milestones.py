"""Payments keep behind the work（按进度付款）: milestones against what was paid."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from union_ledger.core.money import fen
from union_ledger.core.money import yuan_text
from union_ledger.plugins.kinds.options import NoOptions as Options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Entry
    from union_ledger.core.findings import Finding
    from union_ledger.core.records import Milestone
    from union_ledger.plugins.check import Check

__all__ = ["FIELDS", "PARAMETERS", "Options", "check"]

PARAMETERS = ("days",)
FIELDS = ("project", "problem")


def check(check: Check, _options: Options) -> Iterator[Finding]:
    """Yield payments above what the milestones reached allow, and milestones missed.

    The sum of a contract is what its entries say last by ``contract-amount``, the
    share payable the largest of the milestones done by the day; before the first one
    nothing is payable.
    """
    registers = check.books.registers
    if not registers.milestones:
        return
    by_contract: dict[str, list[Milestone]] = defaultdict(list)
    lines = merged(registers.milestones)
    for line in lines:
        if line.contract and line.share is not None:
            by_contract[line.contract].append(line)
    paid: dict[str, list[Entry]] = defaultdict(list)
    books = check.books
    for entry, value in zip(books.entries, books.column("contract"), strict=True):
        number = "".join(str(value or "").split())
        if number in by_contract and entry.spent:
            paid[number].append(entry)
    for number, own in sorted(by_contract.items()):
        yield from _payments(check, number, own, paid[number])
    yield from _missed(check, lines)


def merged(lines: list[Milestone]) -> list[Milestone]:
    """Return each step once, with what was said of it last."""
    found: dict[tuple[str, str], Milestone] = {}
    for line in lines:
        key = line.project, line.name
        known = found.get(key)
        if known is None:
            found[key] = line
            continue
        said = {
            name: value
            for name in ("contract", "planned", "done", "share")
            if (value := getattr(line, name)) not in {None, ""}
        }
        found[key] = known.model_copy(update=said)
    return list(found.values())


def _payments(
    check: Check, number: str, lines: list[Milestone], entries: list[Entry]
) -> Iterator[Finding]:
    entries.sort(key=lambda entry: (entry.day, entry.place))
    total: int | None = None
    paid = 0
    for entry in entries:
        said = entry.meta.get("contract-amount")
        if isinstance(said, Decimal):
            total = fen(said)
        # What is kept back（质保金） is not paid.
        paid += sum(-row.amount for row in entry.rows if row.code[:3] in {"101", "102"})
        if total is None or entry.spent <= 0:
            continue
        reached = [m for m in lines if m.done is not None and m.done <= entry.day]
        share = max((m.share or Decimal(0) for m in reached), default=Decimal(0))
        payable = int(total * share)
        if paid <= payable or not check.applies(entry):
            continue
        names = "、".join(m.name for m in reached) or "还没有到任何节点"
        yield check.finding(
            entry,
            subject=f"合同 {number} 进度",
            amount=paid - payable,
            evidence=(
                f"合同 {number} 金额 {yuan_text(total)} 元",
                *(f"{m.name}：{_when(m)}，累计可付 {m.share:.0%}" for m in lines),
                f"到 {entry.day} 累计支付 {yuan_text(paid)} 元",
                f"到 {entry.day} 可付 {yuan_text(payable)} 元",
            ),
            project=_called(check, lines[0].project),
            problem=f"{entry.name} 付款以后累计支付 {yuan_text(paid)} 元，"
            f"超过按进度（{names}）可付的 {yuan_text(payable)} 元",
        )


def _called(check: Check, code: str) -> str:
    known = check.books.registers.projects.get(code)
    return f"{code} {known.name}" if known else code


def _when(line: Milestone) -> str:
    return f"{line.done} 完成" if line.done else "没有完成"


def _missed(check: Check, lines: list[Milestone]) -> Iterator[Finding]:
    last = check.books.entries[-1].day if check.books.entries else None
    for line in lines:
        if last is None or line.planned is None or line.done is not None:
            continue
        limit = check.value("days", last)
        days = (last - line.planned).days
        if limit is None or limit.value is None or days <= limit.value:
            continue
        if not check.loaded.rule.in_force(line.planned):
            continue
        yield check.finding(
            line,
            called=line.project,
            dated=line.planned,
            subject=f"{line.project} {line.name}",
            severity="提示",
            evidence=(f"计划 {line.planned}，到账簿最后一天 {last} 没有登记完成",),
            values=(limit,),
            project=_called(check, line.project),
            problem=f"“{line.name}”计划 {line.planned} 完成，已过 {days} 天",
        )
