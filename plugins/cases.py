"""Try a rule on its own cases（案例）: small ledgers that pass or are caught."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from itertools import product
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.data import sorted as in_order
from beancount.ops.validation import validate
from beancount.parser.booking import book
from beancount.parser.parser import parse_string

from union_ledger.core.build import build_books
from union_ledger.core.chart import ROOT_OF_CLASS
from union_ledger.core.chart import load_chart
from union_ledger.plugins.check import Check
from union_ledger.plugins.check import bind
from union_ledger.plugins.check import comes_after
from union_ledger.plugins.check import run_rules
from union_ledger.plugins.quota import post_use
from union_ledger.plugins.selection import Selection
from union_ledger.rules.models import Citation
from union_ledger.rules.models import DatedValue
from union_ledger.rules.models import Parameter

if TYPE_CHECKING:
    from union_ledger.core.findings import Finding
    from union_ledger.rules.loader import LoadedRule
    from union_ledger.rules.loader import Rulebook
    from union_ledger.rules.models import Case

# A unit with 412 members, one with ten, one that closed, one with its own books.
_REGISTERS = """
2020-01-01 custom "unit" "000" "校本级"
2020-01-01 custom "unit" "007" "机械学院工会"
2020-01-01 custom "unit" "009" "档案馆工会"
2020-01-01 custom "unit" "058" "撤并单位工会"
  closed: 2024-06-30
2020-01-01 custom "unit" "060" "附属医院工会"
  kind: "独立核算"
2020-01-01 custom "members" "007" 412
2020-01-01 custom "members" "009" 10
2020-01-01 custom "fund" "10" "基础活动经费"
2020-01-01 custom "fund" "50" "困难帮扶经费"
  restricted: TRUE
  accounts: "504 50305"
"""
_OWN_DETAILS = (
    "Assets:102-银行存款:01-基本户",
    "Assets:162-固定资产:03-通用设备",
    "Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问",
)


@dataclass(frozen=True, slots=True)
class CaseResult:
    """How one case came out.

    ``wrong`` says in Chinese what differs from the expected; empty when nothing.
    """

    rule: str
    case: str
    findings: tuple[Finding, ...]
    wrong: str


def try_case(loaded: LoadedRule, rulebook: Rulebook, case: Case) -> CaseResult:
    """Run one rule over one case's ledger and compare with what it expects."""
    errors, findings = _run(loaded, rulebook, case)
    wrong = ""
    lines = tuple(sorted(finding.lineno for finding in findings))
    if errors:
        wrong = f"案例账本本身有错：{errors[0]}"
    elif lines != case.caught:
        wrong = f"应在第 {case.caught} 行查出，实际在第 {lines} 行"
    elif case.severity and any(f.severity != case.severity for f in findings):
        wrong = f"应为{case.severity}，实际为{findings[0].severity}"
    return CaseResult(loaded.rule.id, case.name, tuple(findings), wrong)


def _run(
    loaded: LoadedRule, rulebook: Rulebook, case: Case
) -> tuple[list[str], list[Finding]]:
    # The case comes first, so that its lines count from 1.
    text = f"{case.ledger.rstrip()}\n{_REGISTERS}{_sample(case)}{_opens()}"
    entries, errors, options = parse_string(text)
    booked, booking_errors = book(entries, options)  # type: ignore[no-untyped-call]
    entries = in_order(booked)
    books = build_books(entries)
    quota_errors = post_use(entries, books)
    problems: list[Any] = [
        *errors,
        *booking_errors,
        *quota_errors,
        *books.register_problems,
        *books.problems,
        *validate(in_order(entries), options),  # type: ignore[no-untyped-call]
    ]
    kind, kind_options = bind(loaded)
    given = _with_given(loaded, rulebook, case)
    earlier = run_rules(books, _without(given, loaded))[0] if comes_after(kind) else []
    check = Check(loaded, given, books, Selection(books), earlier)
    return [p.message for p in problems], list(kind.check(check, kind_options))


def _sample(case: Case) -> str:
    """Return the entries of the case's samples: one a day and handler."""
    made: list[str] = []
    for sample in case.sample:
        paid = "".join(
            f"  Expenses:501-职工活动支出:50102-文体活动  {amount} CNY\n" * count
            for amount, count in sample.amounts.items()
        )
        for handler, day in product(sample.handlers, sample.days):
            who = f'  handler: "{handler}"\n' if handler else ""
            made.append(
                f'{day} * "某公司" "样本"\n  id: "S{len(made)}"\n'
                f'  unit: "{sample.unit}"\n  fund: "10"\n{who}{paid}'
                "  Assets:102-银行存款:01-基本户\n"
            )
    return "".join(made)


def _without(rulebook: Rulebook, loaded: LoadedRule) -> Rulebook:
    rules = {i: rule for i, rule in rulebook.rules.items() if rule is not loaded}
    return replace(rulebook, rules=rules)


def _with_given(loaded: LoadedRule, rulebook: Rulebook, case: Case) -> Rulebook:
    """Return the rulebook with the values the case is tried with."""
    given = {
        key: [
            *rulebook.parameters[key],
            (
                "case",
                Parameter(
                    key=key,
                    title=rulebook.parameters[key][0][1].title,
                    values=(DatedValue(since=date(1900, 1, 1), value=value),),
                ),
                Citation(),
            ),
        ]
        for key, value in (loaded.rule.given | case.given).items()
    }
    return type(rulebook)(
        rulebook.title,
        rulebook.version,
        rulebook.files,
        rulebook.rules,
        rulebook.parameters | given,
    )


def _opens() -> str:
    chart = load_chart()
    accounts = set(_OWN_DETAILS)
    for subject in chart.subjects:
        if not subject.code:
            continue
        root = ROOT_OF_CLASS[subject.class_]
        name = f"{subject.code}-{subject.name}"
        if subject.parent:
            parent = chart.by_code[subject.parent]
            name = f"{parent.code}-{parent.name}:{name}"
        accounts.add(f"{root}:{name}")
    return "".join(f"1990-01-01 open {account}\n" for account in sorted(accounts))
