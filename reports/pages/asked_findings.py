"""Which findings a reader asked for, and what can be chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import get_args

from union_ledger.core.findings import SEVERITIES
from union_ledger.core.findings import State

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Container
    from collections.abc import Iterable
    from collections.abc import Mapping

    from union_ledger.core.findings import Finding
    from union_ledger.core.period import Period
    from union_ledger.core.registers import Registers

STATES: tuple[str, ...] = get_args(State)
NO_UNIT = "-"
_SORT = "sort"
_ORDERS: dict[str, Callable[[Finding], tuple[object, ...]]] = {
    "severity": lambda f: (SEVERITIES.index(f.severity), -(f.amount or 0), f.day, f.id),
    "amount": lambda f: (-(f.amount or 0), f.day, f.id),
}
ORDER_NAMES = (("", "日期"), ("severity", "程度和金额"), ("amount", "金额"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """The choice of a reader; an empty field lets everything through.

    ``unit`` is ``-`` for findings that are about no unit. ``words`` must all stand in
    what a finding says. ``late`` asks for those whose term is over. ``sort`` is the
    order, that of the books where it is empty.
    """

    unit: str = ""
    rule: str = ""
    severity: str = ""
    state: str = ""
    words: str = ""
    late: str = ""
    sort: str = ""

    @property
    def is_everything(self) -> bool:
        """Tell whether nothing is left out."""
        return not any(
            value for name, value in self.arguments().items() if name != _SORT
        )

    def lets(self, finding: Finding, late: Container[str] = ()) -> bool:
        """Tell whether the reader asked for this finding.

        ``late`` are the ids of those that are open beyond their term.
        """
        return (
            self.unit in {"", finding.unit or NO_UNIT}
            and self.rule in {"", finding.rule}
            and self.severity in {"", finding.severity}
            and self.state in {"", finding.state}
            and (not self.late or finding.id in late)
            and all(word in _said(finding) for word in self.words.split())
        )

    def in_order(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return findings in the order that was asked for."""
        key = _ORDERS.get(self.sort)
        return sorted(findings, key=key) if key else list(findings)

    def arguments(self) -> dict[str, str]:
        """Return the choice as arguments of an address."""
        pairs = {name: getattr(self, name) for name in self.__slots__}
        return {name: value for name, value in pairs.items() if value}


@dataclass(frozen=True, slots=True)
class Choice:
    """One ``select``: its name, its label and its options (value, text)."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    chosen: str


def wanted(args: Mapping[str, str]) -> Wanted:
    """Read the choice from the arguments of a request."""
    return Wanted(**{name: args.get(name, "") for name in Wanted.__slots__})


def _said(finding: Finding) -> str:
    """Return all that a finding says, to look for words in."""
    return " ".join(
        (
            *(finding.id, finding.rule, finding.rule_title, finding.message),
            *(finding.citation, *finding.vouchers, *finding.evidence),
        )
    )


def choices(
    findings: Iterable[Finding], asked: Wanted, registers: Registers, period: Period
) -> tuple[Choice, ...]:
    """Return the selects, with the units and rules that findings name."""
    findings = list(findings)
    units = {
        f.unit or NO_UNIT: f"{f.unit} {registers.unit_name(f.unit, period.last)}"
        if f.unit
        else "不属于某个单位"
        for f in findings
    }
    rules = {f.rule: f"{f.rule} {f.rule_title}" for f in findings}
    lists: dict[str, tuple[str, list[tuple[str, str]]]] = {
        "unit": ("单位", sorted(units.items())),
        "rule": ("规则", sorted(rules.items())),
        "severity": ("程度", [(each, each) for each in SEVERITIES]),
        "state": ("状态", [(each, each) for each in STATES]),
        "late": ("期限", [("1", "只看逾期未整改")]),
    }
    found = tuple(
        Choice(name, label, _with(options, getattr(asked, name)), getattr(asked, name))
        for name, (label, options) in lists.items()
    )
    return (*found, Choice(_SORT, "排列", ORDER_NAMES, asked.sort))


def _with(options: list[tuple[str, str]], chosen: str) -> tuple[tuple[str, str], ...]:
    """Put what was asked for among the options, also where this period has none."""
    if chosen and chosen not in dict(options):
        options = [*options, (chosen, f"{chosen}（本期没有）")]
    return (("", "全部"), *options)
