"""The way of a finding: legal steps, who may decide, and on what facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product

import pytest

from union_ledger.core.answering import NEXT
from union_ledger.core.answering import course
from union_ledger.core.answering import not_legal
from union_ledger.core.findings import SETTLED
from union_ledger.core.findings import STATE_AFTER
from union_ledger.core.findings import Finding
from union_ledger.core.records import Answer
from union_ledger.core.records import Person
from union_ledger.core.registers import Registers

FINDING = Finding(
    id="R34-00000001",
    rule="R34",
    rule_title="不相容岗位分离",
    severity="违规",
    subject="",
    unit="007",
    day=date(2024, 5, 10),
    amount=120_000,
    message="",
    citation="",
    evidence=(),
    vouchers=("2024-05 现付-0001",),
    entry_ids=("V1", "V2"),
    filename="",
    lineno=1,
)
DAY = date(2024, 6, 1)
REGISTERS = Registers(
    persons={
        code: [Person(since=date(2020, 1, 1), code=code, unit="000", roles=roles)]
        for code, roles in {"T0001": "handler", "T0008": "auditor"}.items()
    }
)
# Every step there is; what is not here is a jump.
LEGAL = {
    *("新建核实", "核实确认", "核实排除", "确认整改", "整改复核", "复核销号"),
    *("复核整改", "排除核实", "销号核实"),
}


def answer(state, **said):
    """Return an answer; an exclusion comes with all that it needs."""
    if state == "排除":
        said = {"by": "T0008", "reason": "票据齐全", "amount": 1200} | said
    if state == "销号":
        said = {"by": "T0008"} | said
    if isinstance(said.get("amount"), int):
        said["amount"] = Decimal(said["amount"])
    return Answer(
        since=DAY, finding=FINDING.id, state=state, **({"owner": "T0001"} | said)
    )


def after(*answers, finding=FINDING, hands=None):
    """Return the course of these answers."""
    return course(answers, finding, REGISTERS, hands or {})


@pytest.mark.parametrize(("reached", "asked"), list(product(NEXT, NEXT)))
def test_every_pair_of_states(reached, asked):
    """A step is legal, or the same state again, or is told with what could be next."""
    said = not_legal(reached, asked)
    if reached == asked or reached + asked in LEGAL:
        assert not said
        return
    assert f"不能从“{reached}”直接到“{asked}”" in said
    assert said.endswith("或".join(NEXT[reached]))


def test_every_step_gives_a_state_and_three_settle():
    """A state without its step could never be reached."""
    assert set(STATE_AFTER) == set(NEXT)
    settled = {step for step, state in STATE_AFTER.items() if state in SETTLED}
    assert settled == {"排除", "销号"}


def test_the_whole_way_and_a_jump_on_it():
    """The jump counts for nothing, and the way goes on from where it was."""
    way = after(*map(answer, ("核实", "整改", "确认", "整改", "复核", "销号")))
    assert [step.state for step in way.steps] == [
        "核实",
        "确认",
        "整改",
        "复核",
        "销号",
    ]
    assert [each.answer.state for each in way.refused] == ["整改"]
    assert way.state == "已销号"


def test_the_same_state_again_moves_owner_and_date():
    """So a term is put off without a step being taken."""
    way = after(answer("核实"), answer("核实", owner="T0002", due=date(2024, 7, 1)))
    assert way.steps[-1].owner == "T0002"
    assert not way.refused


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"by": ""}, "要写 by"),
        ({"by": "T0001"}, "不是经审人员"),
        ({"by": "T9999"}, "不是经审人员"),
        ({"reason": " "}, "要写 reason"),
        ({"amount": None}, "要写 amount（当时涉及的金额），现在是 1,200.00 元"),
        ({"amount": 1199}, "排除时涉及金额为 1,199.00 元，现在是 1,200.00 元"),
    ],
)
def test_what_an_exclusion_needs(said, why):
    """Without it the finding stays where it was, being verified."""
    way = after(answer("核实"), answer("排除", **said))
    assert way.state == "核实"
    assert why in way.refused[0].said


def test_an_exclusion_holds_with_a_reason_or_a_note():
    """The auditor's own word may stand in either place."""
    assert after(answer("核实"), answer("排除")).state == "已排除"
    noted = answer("排除", reason="", note="核对过原件")
    assert after(answer("核实"), noted).state == "已排除"


def test_a_finding_without_a_sum_is_excluded_without_one():
    """There is no amount to hold on to; one that is given does not fit."""
    bare = replace(FINDING, amount=None)
    excluded = answer("排除", amount=None)
    assert after(answer("核实"), excluded, finding=bare).state == "已排除"
    assert after(answer("核实"), answer("排除"), finding=bare).state == "核实"


@pytest.mark.parametrize("decision", ["排除", "销号"])
def test_who_signed_the_entry_does_not_decide_on_it(decision):
    """An auditor who had a hand in it judges himself, be it in the second entry."""
    way = ("核实",) if decision == "排除" else ("核实", "确认", "整改", "复核")
    steps = [*map(answer, way), answer(decision)]
    assert after(*steps, hands={"V2": frozenset({"T0008"})}).state == way[-1]
    assert after(*steps, hands={"V2": frozenset({"T0007"})}).state in SETTLED


def test_the_owner_does_not_strike_off_what_he_put_right():
    """Be he an auditor: somebody else looks at it again."""
    way = [answer(s, owner="T0008") for s in ("核实", "确认", "整改", "复核", "销号")]
    assert after(*way).state == "复核"
