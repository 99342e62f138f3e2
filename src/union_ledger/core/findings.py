"""Findings（检查发现）: what a rule says about an entry, with everything to check it.

A finding's id comes from its rule and the permanent ids of the entries it is about,
so that the same problem keeps its id, and its answer, when files move or vouchers
are renumbered.
"""

from __future__ import annotations

import hashlib
from dataclasses import astuple
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Literal

if TYPE_CHECKING:
    from datetime import date

Severity = Literal["违规", "疑点", "提示"]
SEVERITIES: tuple[Severity, ...] = ("违规", "疑点", "提示")
State = Literal["待处理", "核实", "确认", "整改", "复核", "已排除", "已销号", "已豁免"]
# What an answer（core/answering.py） makes of the finding.
STATE_AFTER: dict[str, State] = {
    "新建": "待处理",
    "核实": "核实",
    "确认": "确认",
    "整改": "整改",
    "复核": "复核",
    "排除": "已排除",
    "销号": "已销号",
}
SETTLED: frozenset[State] = frozenset({"已排除", "已销号", "已豁免"})


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem.

    ``amount`` is fen, or None where no sum is at stake. ``evidence`` are short
    Chinese lines, one step of the arithmetic or one fact each. ``vouchers`` and
    ``entry_ids`` name the entries; the first one is where ``filename`` and
    ``lineno`` point. ``parameter_state`` is confirmed, illustrative or empty.
    """

    id: str
    rule: str
    rule_title: str
    severity: Severity
    subject: str
    unit: str
    day: date
    amount: int | None
    message: str
    citation: str
    evidence: tuple[str, ...]
    vouchers: tuple[str, ...]
    entry_ids: tuple[str, ...]
    filename: str
    lineno: int
    parameter_state: str = ""
    state: State = "待处理"

    @property
    def is_open(self) -> bool:
        """Tell whether something is still to be done about it."""
        return self.state not in SETTLED

    @property
    def is_open_violation(self) -> bool:
        """Tell whether this is an error of the books today."""
        return self.severity == "违规" and self.is_open

    @property
    def on_example_value(self) -> bool:
        """Tell whether the finding rests on an illustrative value（参数为示例值）."""
        return self.parameter_state == "illustrative"


def finding_id(rule: str, entry_ids: tuple[str, ...], subject: str) -> str:
    """Return the permanent id of a finding, like ``R33-7f3a91c2``."""
    text = "\x1f".join((rule, subject, *sorted(entry_ids)))
    return f"{rule}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def pack(findings: list[Finding]) -> tuple[tuple[object, ...], ...]:
    """Return the findings as plain tuples, for ``options_map``."""
    return tuple(astuple(finding) for finding in findings)


def unpack(packed: tuple[tuple[object, ...], ...]) -> list[Finding]:
    """Return the findings that ``pack`` made plain."""
    return [Finding(*values) for values in packed]  # type: ignore[arg-type]


def in_reading_order(findings: list[Finding]) -> list[Finding]:
    """Sort by severity, rule, date and place."""
    return sorted(
        findings,
        key=lambda f: (
            SEVERITIES.index(f.severity),
            f.rule,
            f.day,
            f.vouchers,
            f.entry_ids,
        ),
    )
