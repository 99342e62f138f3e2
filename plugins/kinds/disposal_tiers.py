"""A disposal is decided by the level its cost asks for（处置审批权限）."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pydantic import Field

from union_ledger.core.money import yuan_text
from union_ledger.plugins.asset_findings import FIELDS
from union_ledger.plugins.asset_findings import about
from union_ledger.plugins.kinds.options import KindOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.asset_life import TakenOut
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

__all__ = ["FIELDS", "PARAMETERS", "Options", "check"]

PARAMETERS: tuple[str, ...] = ()


class Tier(KindOptions):
    """From a cost on, a parameter, the approver's name holds one of ``words``."""

    above: str
    level: str
    words: tuple[str, ...] = Field(min_length=1)


class Options(KindOptions):
    """The levels, the highest first."""

    tiers: tuple[Tier, ...] = Field(min_length=1)

    @property
    def named(self) -> tuple[str, ...]:
        """Return the parameters the options speak of."""
        return tuple(tier.above for tier in self.tiers)


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding for each decision taken below the level it asks for.

    What one paper decides counts together. Who decided may stand with the entry that
    writes the thing off. A disposal nobody decided is another rule's.
    """
    decided: dict[tuple[str, str], list[TakenOut]] = defaultdict(list)
    books = check.books
    gone = [
        taken
        for life in books.lives.values()
        for taken in life.taken_out
        if life.card.is_own and check.loaded.rule.in_force(taken.line.since)
    ]
    if not gone:
        return
    later: dict[str, tuple[str, str]] = {}
    who = books.column("decided-by")
    for entry, approver in zip(books.entries, who, strict=True):
        if approver:
            said = str(approver), entry.text_of("minutes")
            later |= dict.fromkeys(entry.words_of("asset"), said)
    for taken in gone:
        line = taken.line
        approver, minutes = later.get(line.number, ("", ""))
        approver = line.approver or approver
        if approver:
            paper = line.minutes or minutes or line.number
            decided[approver, paper].append(taken)
    for (approver, paper), found in sorted(decided.items()):
        yield from _level(check, options, approver, paper, found)


def _level(
    check: Check,
    options: Options,
    approver: str,
    paper: str,
    found: list[TakenOut],
) -> Iterator[Finding]:
    found.sort(key=lambda taken: (taken.line.since, taken.line.number))
    first = found[0].line
    cost = sum(taken.cost for taken in found)
    for tier in options.tiers:
        limit = check.fen_value(tier.above, first.since)
        if limit is None or cost < limit[0]:
            continue
        if not any(word in approver for word in tier.words):
            total = yuan_text(cost)
            yield from about(
                check,
                check.books.registers.assets[first.number],
                first,
                kind=f"权限 {paper}",
                amount=cost,
                problem=f"处置原值 {total} 元，须由{tier.level}，"
                f"写的批准人是“{approver}”",
                evidence=[
                    f"{taken.line.since} {taken.line.number} {taken.line.how}，"
                    f"原值 {yuan_text(taken.cost)} 元"
                    for taken in found
                ],
                values=(limit[1],),
            )
        return
