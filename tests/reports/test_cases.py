"""Cases（案件）: what belongs together, what leads, and a score reckoned by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from union_ledger.core.findings import Finding
from union_ledger.core.ledger import load_ledger
from union_ledger.core.period import parse_period
from union_ledger.reports.cases import all_cases
from union_ledger.reports.cases import cases
from union_ledger.reports.cases import grouped
from union_ledger.reports.cases import magnitude
from union_ledger.reports.cases import score_of

HUST = Path(__file__).resolve().parents[2] / "ledgers" / "hust"
ONE = Finding(
    id="R27-00000001",
    rule="R27",
    rule_title="现金支付不超过结算起点",
    severity="违规",
    subject="",
    unit="007",
    day=date(2024, 5, 10),
    amount=128_000,
    message="",
    citation="",
    evidence=(),
    vouchers=("2024-05 现付-0001",),
    entry_ids=("A",),
    filename="",
    lineno=1,
)


def finding(number, rule="R27", entries="A", **said):
    """Return a finding about the entries named by one letter each."""
    name = f"{rule}-{number:08}"
    return replace(ONE, id=name, rule=rule, entry_ids=tuple(entries), **said)


def ids(groups):
    """Return the numbers of each group's findings."""
    return [[int(f.id.split("-")[1]) for f in group] for group in groups]


@pytest.mark.parametrize(
    ("findings", "together"),
    [
        pytest.param(
            [finding(1, "R27", "A"), finding(2, "R33", "A")],
            [[1, 2]],
            id="one entry, two rules",
        ),
        pytest.param(
            [finding(1, "A01", "AB"), finding(2, "A01", "BC")],
            [[1, 2]],
            id="a chain of one rule",
        ),
        pytest.param(
            [finding(1, "A01", "AB"), finding(2, "R27", "B")],
            [[1], [2]],
            id="one of several entries, another rule",
        ),
        pytest.param(
            [finding(1, "A03", "AB"), finding(2, "A03", "BC", unit="008")],
            [[1], [2]],
            id="the same entry, two units",
        ),
        pytest.param(
            [finding(1, "A02", "A"), finding(2, "A02", "B")],
            [[1], [2]],
            id="one rule, nothing shared",
        ),
        pytest.param(
            [finding(1, "D01", "A", unit=""), finding(2, "R27", "A")],
            [[1, 2]],
            id="a finding without a unit goes with the entries' one unit",
        ),
    ],
)
def test_what_belongs_together(findings, together):
    """Same entries and unit, or a chain of one rule; nothing else."""
    assert sorted(map(sorted, ids(grouped(findings)))) == together
    assert ids(grouped(reversed(findings))) == ids(grouped(findings))


def test_a_score_is_what_its_formula_says():
    """1,280.00 yuan: lg(1281) = 3.1075 → 3.1; 3 × 1.0 × 3.1 = 9.3."""
    score, said = score_of([ONE], 128_000)
    assert score == Decimal("9.3")
    assert said == "严重程度 3 × 把握 1.0 × lg(金额+1) 3.1 = 9.3"
    doubted = replace(ONE, severity="疑点", parameter_state="illustrative")
    assert score_of([doubted], 128_000)[0] == Decimal("3.1")


@pytest.mark.parametrize(
    ("fen", "size"), [(None, "1.0"), (0, "1.0"), (900, "1.0"), (99_900, "3.0")]
)
def test_the_size_of_an_amount(fen, size):
    """Lg of yuan and one, never below one; 999 yuan is 3.0."""
    assert magnitude(fen) == Decimal(size)


def test_what_is_settled_does_not_lead(write_books):
    """A waived violation and an open doubt: the doubt leads, the number stays."""
    ledger = load_ledger(write_books('2024-05-10 custom "unit" "010" "某院工会"'))
    waived = finding(1, state="已豁免", amount=500_000)
    open_ = finding(2, "R33", severity="疑点", amount=999_00)
    (case,) = all_cases(replace(ledger, findings=(waived, open_)))
    assert (case.lead, case.id) == (open_, "WT-R27-00000001")
    assert (case.severity, case.amount, case.score) == (
        *("疑点", 99_900),
        Decimal("4.2"),
    )
    (settled,) = all_cases(replace(ledger, findings=(waived,)))
    assert (settled.state, settled.is_open, settled.amount) == ("豁免", False, 500_000)


def test_the_reference_year_is_not_glued_together():
    """Each finding is in one case, and no case holds more than a handful."""
    ledger = load_ledger(HUST)
    found = cases(ledger, parse_period("2024"))
    inside = [f.id for case in found for f in case.findings]
    assert sorted(inside) == sorted(f.id for f in ledger.findings)
    assert max(len(case.findings) for case in found) <= 8
    assert [case.score for case in found] == sorted(
        (case.score for case in found), reverse=True
    )
