"""The Fava extension: 经费使用, 检查结果, 银行对账 and two statements.

``custom "fava-extension" "union_ledger.reports.pages"``. Fava starts every extension
class it finds in this module, so only the pages may be named here; a class's name
is its address and the name of its template.
"""

from __future__ import annotations

from union_ledger.reports.pages.bank import UnionStatements
from union_ledger.reports.pages.findings import UnionResults
from union_ledger.reports.pages.forms import UnionTable01
from union_ledger.reports.pages.forms import UnionTable02
from union_ledger.reports.pages.funds import UnionFunds

__all__ = [
    "UnionFunds",
    "UnionResults",
    "UnionStatements",
    "UnionTable01",
    "UnionTable02",
]
