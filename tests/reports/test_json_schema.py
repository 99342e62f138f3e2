"""Every report's JSON is of the shape that the shipped schema describes."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from union_ledger.core.ledger import load_ledger
from union_ledger.core.period import parse_period
from union_ledger.reports.catalogue import REPORTS
from union_ledger.reports.formats import render

HUST = Path(__file__).resolve().parents[2] / "ledgers" / "hust"


@pytest.fixture(scope="module")
def hust():
    return load_ledger(HUST)


@pytest.fixture(scope="module")
def validator():
    text = (files("union_ledger") / "data" / "report.schema.json").read_text("utf-8")
    schema = json.loads(text)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_is_of_the_shape(hust, validator, name):
    """All of the catalogue, on the reference year."""
    report = REPORTS[name][1](hust, parse_period("2024"))
    found = json.loads(render(report, "json"))
    assert [error.message for error in validator.iter_errors(found)] == []


def test_another_shape_is_refused(hust, validator):
    """A float of yuan, or a field nobody described, does not pass."""
    report = REPORTS["brief"][1](hust, parse_period("2024"))
    found = json.loads(render(report, "json"))
    assert not list(validator.iter_errors(found))
    found["figures"][0]["value"] = 12.34
    found["surprise"] = 1
    assert len(list(validator.iter_errors(found))) == 2
