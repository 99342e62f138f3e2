"""A finding about one thing（资产）: at its card, a line about it or a posting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.books import Row
from union_ledger.core.money import yuan_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from datetime import date

    from union_ledger.core.asset_records import Asset
    from union_ledger.core.findings import Finding
    from union_ledger.core.findings import Severity
    from union_ledger.core.record import Record
    from union_ledger.plugins.check import Check
    from union_ledger.rules.loader import Value

FIELDS = ("number", "name", "problem", "on")
"""What a rule's message may hold beside the usual places."""


def about(  # noqa: PLR0913 - what a finding says, by name
    check: Check,
    card: Asset,
    place: Row | Record,
    *,
    kind: str,
    problem: str,
    dated: date | None = None,
    amount: int | None = None,
    unit: str = "",
    evidence: Iterable[str] = (),
    values: Iterable[Value] = (),
    severity: Severity | None = None,
) -> Iterator[Finding]:
    """Yield the finding, unless the rule was not in force on its day.

    ``kind`` tells a card's findings apart; ``amount`` is the card's cost where it is
    not given, ``unit`` the card's own.
    """
    own = place.entry.day if isinstance(place, Row) else place.since
    day = dated or own
    if not check.loaded.rule.in_force(day):
        return
    cost = yuan_text(card.cost)
    said = f"{card.number} {card.name}，{card.class_}，原值 {cost} 元"
    pieces = f"，{card.quantity} 件" if card.quantity > 1 else ""
    yield check.finding(
        place,
        called=card.number,
        dated=day,
        subject=f"{card.number} {kind}",
        unit=unit or card.unit,
        amount=card.cost if amount is None else amount,
        evidence=(f"{said}{pieces}", *evidence),
        values=values,
        severity=severity,
        number=card.number,
        name=card.name,
        problem=problem,
        on=str(day),
    )
