"""Workbooks of use, effect and disclosure, recalculated by LibreOffice."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from union_ledger.core.ledger import load_ledger
from union_ledger.core.period import parse_period
from union_ledger.reports.custodial import custodial
from union_ledger.reports.disclosure import disclosure
from union_ledger.reports.effect import effect
from union_ledger.reports.formats import write
from union_ledger.reports.unit_use import unit_use
from union_ledger.reports.utilisation import utilisation

YEAR = (Path(__file__).parent / "small_year.beancount").read_text(encoding="utf-8")
HELD = """
2020-01-01 open Assets:102-银行存款:01-基本户:2-代管
2020-01-01 open Liabilities:221-代管经费:01-互助金
2024-03-08 * "互助会" "代收互助金"
  id: "D1"
  voucher: "银收-0001"
  Assets:102-银行存款:01-基本户:2-代管   300.00 CNY
  Liabilities:221-代管经费:01-互助金
"""


@pytest.mark.looks
@pytest.mark.parametrize(
    "report",
    [custodial, disclosure, effect, utilisation, partial(unit_use, unit="007")],
    ids=["custodial", "disclosure", "effect", "utilisation", "unit"],
)
def test_formulas_give_what_the_file_says(
    report, write_books, tmp_path, assert_recalculates
):
    """Every total is a formula, and no one of them differs."""
    ledger = load_ledger(write_books(YEAR + HELD))
    path = tmp_path / "report.xlsx"
    write(report(ledger, parse_period("2024")), "xlsx", path)
    assert assert_recalculates(path) > 0
