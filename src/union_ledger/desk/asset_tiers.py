"""Who must approve a disposal（处置审批权限）, by the rulebook's parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.money import fen
from union_ledger.core.money import yuan_text

if TYPE_CHECKING:
    from datetime import date

    from union_ledger.rules.loader import Rulebook

# From the highest level down: the parameter with the least cost, and the level.
_TIERS = (
    ("disposal_tier_superior", "学校和上级工会批准"),
    ("disposal_tier_committee", "工会委员会集体研究决定"),
)
_LOWEST = "工会主席或其授权的人批准"


def approval_needed(rulebook: Rulebook, cost: int, day: date) -> str:
    """Say which level must approve the disposal of things of a cost, in fen."""
    values = [(rulebook.value(key, day), level) for key, level in _TIERS]
    said = f"处置原值合计 {yuan_text(cost)} 元"
    if any(value.value is None for value, _ in values):
        return (
            f"{said}；审批权限没有规定（本级规则里缺少 "
            f"{'、'.join(v.key for v, _ in values if v.value is None)}），"
            "请按本校和上级工会的规定报批，写明 --approver、--approved 和 --minutes"
        )
    example = (
        "（示例值，待以正式规定替换）"
        if any(value.state == "illustrative" for value, _ in values)
        else ""
    )
    for value, level in values:
        if value.value is not None and cost >= fen(value.value):
            limit = yuan_text(fen(value.value))
            return f"{said}，达到 {limit} 元，须由{level}{example}"
    return f"{said}，由{_LOWEST}{example}"
