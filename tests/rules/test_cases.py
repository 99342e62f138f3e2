"""Every rule of the shipped layers on its own cases."""

from __future__ import annotations

import pytest

from union_ledger.plugins.cases import try_case
from union_ledger.rules.cases import cases_of
from union_ledger.rules.cases import check_cases
from union_ledger.rules.loader import load_rulebook

BOOK = load_rulebook(None)
CASES = [
    pytest.param(loaded, case, id=f"{loaded.rule.id}-{number}")
    for loaded in BOOK.rules.values()
    for number, case in enumerate(cases_of(loaded), 1)
]


@pytest.mark.parametrize(("loaded", "case"), CASES)
def test_case(loaded, case):
    assert try_case(loaded, BOOK, case).wrong == "", case.name


@pytest.mark.parametrize("loaded", BOOK.rules.values(), ids=list(BOOK.rules))
def test_rule_has_four_cases_some_that_pass_and_some_that_are_caught(loaded):
    cases = cases_of(loaded)
    assert len(cases) >= 4
    assert any(case.caught for case in cases)
    assert any(not case.caught for case in cases)


def test_cases_stand_beside_their_rules():
    check_cases(BOOK)


def test_a_case_that_expects_the_wrong_line_is_reported():
    """The harness itself can fail."""
    loaded = BOOK.rules["R31"]
    case = cases_of(loaded)[1].model_copy(update={"caught": (2,)})
    assert "应在第 (2,) 行查出" in try_case(loaded, BOOK, case).wrong
