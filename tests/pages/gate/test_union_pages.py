"""审计 and 报表 are for those who see the whole books, and for nobody else."""

from __future__ import annotations

import pytest
from tests.pages.gate.conftest import USERS
from tests.pages.gate.conftest import ask

PATHS = (
    "UnionAudit/",
    "UnionAudit/xlsx",
    "UnionReports/",
    "UnionReports/xlsx",
    "UnionReports/html",
    "UnionReports/json",
)
OF_A_UNIT = {"o7", "o9"}


@pytest.mark.parametrize("name", sorted(set(USERS) - OF_A_UNIT))
@pytest.mark.parametrize("path", PATHS)
def test_who_sees_everything_opens_them(gate, logged_in, slugs, name, path):
    address = f"/{slugs['whole']}/extension/{path}"
    answer = ask(gate, address, cookie=logged_in[name], report="findings")
    assert answer.status == 200


@pytest.mark.parametrize("scope", ["whole", "007"])
@pytest.mark.parametrize("path", PATHS)
def test_a_units_officer_does_not(gate, logged_in, slugs, scope, path):
    """Neither in the whole books nor in the unit's own, and nothing slips out."""
    address = f"/{slugs[scope]}/extension/{path}"
    answer = ask(gate, address, cookie=logged_in["o7"], report="findings")
    assert answer.status in {403, 404}
    assert "CANARY" not in answer.text
