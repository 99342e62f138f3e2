"""Claims that crowd: what is told names units and vouchers, never the person."""

from __future__ import annotations

from pathlib import Path

import yaml

from union_ledger.plugins.cases import try_case
from union_ledger.rules.loader import load_rulebook
from union_ledger.rules.models import Case

BOOK = load_rulebook(None)
FILE = Path(__file__).parents[2] / "rules" / "national" / "72-analytics-money.yaml"
CASES = list(yaml.safe_load_all(FILE.read_text(encoding="utf-8")))[1]["cases"]


def test_no_handler_is_named():
    for rule in ("A31", "A321", "A27", "A19"):
        for case in CASES[rule]:
            if "caught" not in case:
                continue
            result = try_case(BOOK.rules[rule], BOOK, Case.model_validate(case))
            assert result.findings
            for finding in result.findings:
                said = " ".join((finding.message, *finding.evidence))
                assert "T0003" not in said
