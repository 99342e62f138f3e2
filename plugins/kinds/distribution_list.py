"""A distribution list agrees with what was paid（发放名单与分录一致）."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.core.money import yuan_text
from union_ledger.plugins.kinds.options import NoOptions as Options
from union_ledger.plugins.recipients import distribution_of
from union_ledger.plugins.recipients import entries_that_say
from union_ledger.plugins.recipients import headcount
from union_ledger.plugins.recipients import list_named
from union_ledger.plugins.recipients import members_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Row
    from union_ledger.core.findings import Finding
    from union_ledger.core.findings import Severity
    from union_ledger.plugins.check import Check
    from union_ledger.plugins.distribution import Distribution

__all__ = ["FIELDS", "PARAMETERS", "Options", "check"]

PARAMETERS: tuple[str, ...] = ()
FIELDS = ("list", "why")
_SHOWN = 5


def check(check: Check, _options: Options) -> Iterator[Finding]:
    """Yield a finding for each way in which a list and its postings disagree."""
    listed: dict[tuple[int, int, str], list[Row]] = defaultdict(list)
    counted: dict[int, Row] = {}
    for entry in entries_that_say(check.books, "list", "member"):
        for row in check.rows_of(entry):
            named = list_named(row)
            if named:
                listed[entry.position, *named].append(row)
            elif entry.meta.get("member") and headcount(row):
                counted.setdefault(entry.position, row)
    for (_, _, text), rows in sorted(listed.items(), key=lambda item: item[0]):
        if check.applies(rows[0].entry):
            yield from _one(check, text, rows)
    for _, row in sorted(counted.items()):
        heads, members = headcount(row), len(set(members_named(row)))
        if heads != members and row.amount > 0 and check.applies(row.entry):
            why = f"member 写了 {members} 人，headcount 写了 {heads} 人"
            yield _finding(check, [row], "member", why)


def _one(check: Check, text: str, rows: list[Row]) -> Iterator[Finding]:
    found = distribution_of(rows[0], text)
    if isinstance(found, InputError):
        line = f"第 {found.line} 行：" if found.line else ""
        why = f"{line}{found.message}{'。' + found.hint if found.hint else ''}"
        yield _finding(check, rows, text, why.removesuffix("。"))
        return
    for why in _disagreements(found, rows):
        yield _finding(check, rows, text, why)
    if found.twice:
        why = f"名单里同一人不止一行：{_some(list(found.twice))}"
        yield _finding(check, rows, text, why, "疑点")


def _disagreements(found: Distribution, rows: list[Row]) -> Iterator[str]:
    amount = sum(row.amount for row in rows)
    heads, written = len(found.amounts), headcount(rows[0])
    named = set(members_named(rows[0]))
    if found.total != amount:
        apart = yuan_text(abs(found.total - amount))
        yield (
            f"名单合计 {yuan_text(found.total)} 元，"
            f"分录 {yuan_text(amount)} 元，相差 {apart} 元"
        )
    if written and written != heads:
        yield f"名单 {heads} 人，headcount 写了 {written} 人"
    if named and named != found.amounts.keys():
        apart_ids = sorted(named ^ found.amounts.keys())
        yield f"名单与 member 不是同一批人，不一致的有 {_some(apart_ids)}"


def _some(members: list[str]) -> str:
    shown = "、".join(members[:_SHOWN])
    return shown if len(members) <= _SHOWN else f"{shown} 等 {len(members)} 人"


def _finding(
    check: Check,
    rows: list[Row],
    text: str,
    why: str,
    severity: Severity | None = None,
) -> Finding:
    return check.finding(
        rows[0],
        severity=severity,
        subject=text,
        amount=sum(row.amount for row in rows),
        evidence=(why,),
        list=text,
        why=why,
    )
