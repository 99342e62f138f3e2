"""The Fava extension: the pages of the union, 总览 first.

``custom "fava-extension" "union_ledger.reports.pages"``. Fava starts every extension
class it finds in this module, so only the pages may be named here; a class's name
is its address and the name of its template. Fava lists them in the order of the names
they have in this module, hence these.
"""

from __future__ import annotations

from union_ledger.reports.pages.account_book import UnionAccount as Page075
from union_ledger.reports.pages.assets import UnionAssets as Page070
from union_ledger.reports.pages.audit import UnionAudit as Page065
from union_ledger.reports.pages.bank import UnionStatements as Page080
from union_ledger.reports.pages.findings import UnionResults as Page050
from union_ledger.reports.pages.forms import UnionTable01 as Page090
from union_ledger.reports.pages.forms import UnionTable02 as Page100
from union_ledger.reports.pages.funds import UnionFunds as Page020
from union_ledger.reports.pages.overview import UnionOverview as Page010
from union_ledger.reports.pages.projects import UnionProjects as Page040
from union_ledger.reports.pages.reports import UnionReports as Page085
from union_ledger.reports.pages.rules_page import UnionRules as Page055
from union_ledger.reports.pages.supervision import UnionSupervision as Page060
from union_ledger.reports.pages.unit import UnionUnit as Page030

__all__ = [
    "Page010",
    "Page020",
    "Page030",
    "Page040",
    "Page050",
    "Page055",
    "Page060",
    "Page065",
    "Page070",
    "Page075",
    "Page080",
    "Page085",
    "Page090",
    "Page100",
]
