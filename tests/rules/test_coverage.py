"""The coverage table: every requirement once, every rule named, no gap unexplained."""

from __future__ import annotations

import pytest

from union_ledger.core.errors import InputError
from union_ledger.rules.coverage import coverage_in
from union_ledger.rules.coverage import load_coverage
from union_ledger.rules.loader import load_rulebook

ROWS = load_coverage()
BOOK = load_rulebook(None)
REQUIRED = [f"R{n:02}" for n in range(1, 51)] + [f"L{n:02}" for n in range(1, 22)]
ASSETS = [f"Z{n:02}" for n in range(1, 8)]
METHODS = [f"A{n:02}" for n in range(1, 34)]


def test_every_requirement_stands_once_and_in_order():
    assert [row.id for row in ROWS] == [*REQUIRED, "D", "W", "H", *ASSETS, *METHODS]


@pytest.mark.parametrize("row", ROWS, ids=[row.id for row in ROWS])
def test_named_rules_exist(row):
    assert [rule for rule in row.rules if rule not in BOOK.rules] == []
    assert len(set(row.rules)) == len(row.rules)


def test_every_shipped_rule_serves_a_requirement():
    named = {rule for row in ROWS for rule in row.rules}
    assert sorted(BOOK.rules.keys() - named) == []


@pytest.mark.parametrize("row", ROWS, ids=[row.id for row in ROWS])
def test_what_rules_do_not_decide_is_said(row):
    if row.how == "enforced":
        assert (row.why, row.check) == ("", "")
    else:
        assert row.why.endswith("。")
        assert row.check.endswith("。")
    assert row.citation


def read(tmp_path, text):
    path = tmp_path / "coverage.yaml"
    path.write_text(text, encoding="utf-8")
    return coverage_in(path)


FULL = "{id: R01, title: 甲, how: enforced, rules: [R01], citation: 乙}"
WRONG = {
    "a part is left open without reason": (
        "rows:\n  - {id: R01, title: 甲, how: partly, rules: [R01], citation: 乙}\n",
        "要写 why",
    ),
    "by hand, yet a rule is named": (
        "rows:\n  - {id: R01, title: 甲, how: by-hand, rules: [R01], why: 丙,"
        " check: 丁, citation: 乙}\n",
        "人工检查的不写 rules",
    ),
    "enforced by no rule": (
        "rows:\n  - {id: R01, title: 甲, how: enforced, citation: 乙}\n",
        "其他的必须写",
    ),
    "twice": (f"rows:\n  - {FULL}\n  - {FULL}\n", "第 3 行：R01 写了两次"),
}


@pytest.mark.parametrize(("text", "said"), WRONG.values(), ids=list(WRONG))
def test_a_wrong_table_is_refused(tmp_path, text, said):
    with pytest.raises(InputError, match=said):
        read(tmp_path, text)
