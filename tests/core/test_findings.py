"""Findings: an id that stays, a trip through plain values, an order for readers."""

from __future__ import annotations

import datetime as dt
import pickle
from dataclasses import replace

from union_ledger.core.findings import Finding
from union_ledger.core.findings import finding_id
from union_ledger.core.findings import in_reading_order
from union_ledger.core.findings import pack
from union_ledger.core.findings import unpack

SAMPLE = Finding(
    id="R33-00000000",
    rule="R33",
    rule_title="发票不得重复报销",
    severity="违规",
    subject="2444",
    unit="007",
    day=dt.date(2024, 5, 10),
    amount=80000,
    message="重复",
    citation="《某办法》",
    evidence=("一", "二"),
    vouchers=("2024-05 银付-0001",),
    entry_ids=("K2", "K1"),
    filename="05.beancount",
    lineno=8,
)


def test_the_id_is_of_rule_subject_and_entries_and_of_nothing_else():
    """The order in which entries come does not matter; what they are does."""
    one = finding_id("R33", ("K1", "K2"), "2444")
    assert one.startswith("R33-")
    assert one == finding_id("R33", ("K2", "K1"), "2444")
    others = {
        finding_id("R34", ("K1", "K2"), "2444"),
        finding_id("R33", ("K1",), "2444"),
        finding_id("R33", ("K1", "K2"), "2445"),
        finding_id("R33", ("K1K2",), "2444"),
    }
    assert one not in others
    assert len(others) == 4


def test_plain_values_bring_back_the_same_finding():
    """Fava and Beancount's cache may keep them: nothing but builtins, no class."""
    packed = pack([SAMPLE])
    assert unpack(packed) == [SAMPLE]
    assert b"union_ledger" not in pickle.dumps(packed)


def test_only_an_untouched_violation_is_an_error_of_the_books():
    """Doubts, waived and struck-off ones leave bean-check."""
    assert SAMPLE.is_open_violation
    assert not replace(SAMPLE, severity="疑点").is_open_violation
    assert not replace(SAMPLE, state="已豁免").is_open_violation
    assert not replace(SAMPLE, state="已销号").is_open_violation


def test_readers_see_violations_first():
    """Severity before rule before date."""
    doubt = replace(SAMPLE, severity="疑点", rule="A03")
    notice = replace(SAMPLE, severity="提示", rule="A01")
    early = replace(SAMPLE, day=dt.date(2024, 1, 1))
    cash = replace(SAMPLE, rule="R27", day=dt.date(2024, 12, 1))
    mixed = [notice, SAMPLE, doubt, cash, early]
    assert in_reading_order(mixed) == [cash, early, SAMPLE, doubt, notice]
