"""Layers: the lower one tightens freely, and says why where it loosens or replaces."""

from __future__ import annotations

from datetime import date

import pytest

from union_ledger.core.errors import InputError
from union_ledger.rules.cases import check_cases
from union_ledger.rules.loader import load_rulebook
from union_ledger.rules.loosening import loosened
from union_ledger.rules.models import Citation
from union_ledger.rules.models import Parameter


def parameter(*values, tighter="lower"):
    return Parameter.model_validate(
        {
            "key": "some_cap",
            "title": "某上限",
            "tighter": tighter,
            "values": [
                {"from": day, "loosens": reason}
                | ({"value": value} if value else {"state": "missing"})
                for day, value, reason in values
            ],
        }
    )


def looser(above, own):
    layers = [("national", above, Citation())]
    return [(str(one.day), one.place) for one in loosened(own, layers)]


def test_what_is_stricter_or_equal_needs_no_reason():
    above = parameter(("2020-01-01", "100.00", ""))
    own = parameter(("2020-01-01", "100.00", ""), ("2021-01-01", "90.00", ""))
    assert looser(above, own) == []


def test_a_looser_value_needs_one():
    above = parameter(("2020-01-01", "100.00", ""))
    own = parameter(("2020-01-01", "100.00", ""), ("2021-01-01", "100.01", ""))
    assert looser(above, own) == [("2021-01-01", 1)]
    said = parameter(("2021-01-01", "100.01", "省总工会批准"))
    assert looser(above, said) == []


def test_a_layer_above_that_tightens_later_leaves_the_lower_one_looser():
    above = parameter(("2020-01-01", "100.00", ""), ("2024-01-01", "80.00", ""))
    own = parameter(("2020-01-01", "90.00", ""))
    assert looser(above, own) == [("2024-01-01", 0)]
    mended = parameter(("2020-01-01", "90.00", ""), ("2024-01-01", "80.00", ""))
    assert looser(above, mended) == []


def test_a_floor_is_looser_when_lower():
    above = parameter(("2020-01-01", "100.00", ""), tighter="higher")
    own = parameter(("2020-01-01", "99.00", ""), tighter="higher")
    assert looser(above, own) == [("2020-01-01", 0)]
    assert (
        looser(above, parameter(("2020-01-01", "101.00", ""), tighter="higher")) == []
    )


def test_where_nothing_stands_above_there_is_nothing_to_loosen():
    above = parameter(("2020-01-01", "", ""), ("2024-01-01", "100.00", ""))
    own = parameter(("2020-01-01", "500.00", ""), ("2024-01-01", "100.00", ""))
    assert looser(above, own) == []


LOCAL = """
document: {document: 本会规定}
parameters:
  - key: %s
    title: 本级写的
    %s
    values:
      - {from: 2024-01-01, value: "%s"}
"""


def test_direction_and_unit_are_those_of_the_first_definition(write_rules):
    """A share that the union lowers is looser, though the union does not say so."""
    with pytest.raises(
        InputError, match=r"自 2024-01-01 起的 0\.01 比上一层的 0\.02 宽"
    ):
        load_rulebook(write_rules(LOCAL % ("union_fee_rate", "", "0.01")))
    book = load_rulebook(write_rules(LOCAL % ("remit_grace_days", "", "15")))
    value = book.value("remit_grace_days", date(2024, 5, 1))
    assert (value.unit, value.layer, value.since) == (
        "天",
        "local",
        date(2024, 1, 1),
    )


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("unit: 元", "单位（unit）写的是“元”，上一层是“天”"),
        ("tighter: higher", "从严方向（tighter）写的是“higher”，上一层是“lower”"),
    ],
)
def test_another_direction_or_unit_is_refused(write_rules, said, message):
    with pytest.raises(InputError) as told:
        load_rulebook(write_rules(LOCAL % ("remit_grace_days", said, "15")))
    assert message in told.value.message
    assert told.value.line == 4


CASH = """
document: {document: 本会规定}
rules:
  - id: R27
    title: 现金从严
    kind: cash-limit
    severity: 疑点
    with: {organisations: [公司]}
    parameters: {limit: cash_settlement_point}
    effective: 2025-01-01
    reviewed_on: 2024-12-01
    message: "{voucher}"
    %s
"""


def test_a_rule_that_takes_anothers_place_gives_its_reason(write_rules):
    with pytest.raises(InputError, match="请写 replaces"):
        load_rulebook(write_rules(CASH % ""))


def test_a_replaced_rule_keeps_the_time_before(write_rules):
    """Entries of 2024 are still judged by what was in force in 2024."""
    book = load_rulebook(write_rules(CASH % "replaces: 本会从 2025 年起另有规定"))
    spans = [
        (loaded.layer, loaded.rule.effective, loaded.rule.expires)
        for loaded in book.at_work()
        if loaded.rule.id == "R27"
    ]
    assert sorted(spans) == [
        ("local", date(2025, 1, 1), None),
        ("national", date(2011, 1, 8), date(2024, 12, 31)),
    ]


def test_a_rule_replaced_from_its_first_day_is_at_work_no_more(write_rules):
    text = (CASH % "replaces: 全部另有规定").replace("2025-01-01", "2011-01-08")
    book = load_rulebook(write_rules(text))
    assert [one.layer for one in book.at_work() if one.rule.id == "R27"] == ["local"]


def test_cases_of_a_replaced_rule_still_stand_beside_it(write_rules):
    check_cases(load_rulebook(write_rules(CASH % "replaces: 本会另有规定")))


def test_one_id_stands_once_in_a_layer(write_rules):
    twice = CASH % "replaces: 甲" + (CASH % "replaces: 乙").partition("rules:\n")[2]
    with pytest.raises(InputError, match="规则 R27 已在") as told:
        load_rulebook(write_rules(twice))
    assert "同一层里一个编号只写一次" in told.value.hint
