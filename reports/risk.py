"""What is open at each unit, and how much it weighs（单位风险分）.

A unit's score is the sum of the scores of its open cases, as ``cases`` has them.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import NamedTuple

from union_ledger.reports.cases import cases

if TYPE_CHECKING:
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period
    from union_ledger.reports.cases import Case

RISK_NOTE = "风险分是本单位未了结问题的风险分之和，只用来排先后，不是对单位的评价。"


@dataclass(slots=True)
class UnitRisk:
    """One unit's open cases, those of most risk first; an empty unit means none."""

    unit: str
    cases: list[Case] = field(default_factory=list)

    @property
    def score(self) -> Decimal:
        """Return the sum of the scores."""
        return sum((case.score for case in self.cases), Decimal(0))

    @property
    def score_text(self) -> str:
        """Return the score as people read it."""
        return f"{self.score:.1f}"

    @property
    def amount(self) -> int:
        """Return the sums at stake together, in fen."""
        return sum(case.amount or 0 for case in self.cases)

    def count(self, severity: str) -> int:
        """Return how many cases are of a severity."""
        return sum(case.severity == severity for case in self.cases)


class Standing(NamedTuple):
    """A unit's score and open cases; ``place`` among ``of`` units, 0 for none."""

    score: Decimal
    open_cases: int
    place: int = 0
    of: int = 0

    @property
    def score_text(self) -> str:
        """Return the score as people read it."""
        return f"{self.score:.1f}"


def standing(ledger: Ledger, period: Period, unit: str) -> Standing:
    """Return how one unit stands in the period; its own ledger knows no place.

    There the whole books told the scores, for a part of them would give others.
    """
    if ledger.share is not None:
        told = [
            Decimal(score)
            for score, days in ledger.share.cases
            if any(map(period.holds, days))
        ]
        return Standing(sum(told, Decimal(0)), len(told))
    risks = unit_risks(ledger, period)
    risk = risks.get(unit, UnitRisk(unit))
    named = [each for each in risks if each]
    place = named.index(unit) + 1 if unit in named else 0
    return Standing(risk.score, len(risk.cases), place, len(named))


def unit_risks(ledger: Ledger, period: Period) -> dict[str, UnitRisk]:
    """Return the units with an open case in the period, those of most risk first."""
    found: dict[str, UnitRisk] = {}
    for case in cases(ledger, period):
        if case.is_open:
            found.setdefault(case.unit, UnitRisk(case.unit)).cases.append(case)
    ordered = sorted(found.values(), key=lambda one: (-one.score, one.unit))
    return {one.unit: one for one in ordered}
