"""Whether people fill the places of approvers（批准人的位置）, each one at most."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from union_ledger.history.gate.review_policy import Policy

Slot = tuple[str, ...]
"""Roles one of which an approver must have."""


def unmet(policy: Policy, slots: Sequence[Slot], names: Sequence[str]) -> int:
    """Return how many slots stay empty when each person fills one at most."""
    roles = [
        set(person.roles)
        for name in names
        if (person := policy.person(name))
        and any(set(slot) & set(person.roles) for slot in slots)
    ]
    fewest = len(slots)
    padded = [*roles, *([set()] * len(slots))]
    for chosen in permutations(padded, len(slots)):
        filled = sum(
            bool(own & set(slot)) for own, slot in zip(chosen, slots, strict=True)
        )
        fewest = min(fewest, len(slots) - filled)
        if not fewest:
            break
    return fewest
