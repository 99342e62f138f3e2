"""The pages of a unit's own ledger: those whose figures are right in it.

Left out are pages that compare units, that set the bank against accounts of the whole
union, and its statements: in a part of the books they would be wrong. 分会 comes first;
it and 资产台账 leave out by themselves what is not the unit's.
"""

from __future__ import annotations

from union_ledger.reports.pages.assets import UnionAssets as Page050
from union_ledger.reports.pages.findings import UnionResults as Page040
from union_ledger.reports.pages.funds import UnionFunds as Page020
from union_ledger.reports.pages.projects import UnionProjects as Page030
from union_ledger.reports.pages.rules_page import UnionRules as Page060
from union_ledger.reports.pages.unit import UnionUnit as Page010

__all__ = ["Page010", "Page020", "Page030", "Page040", "Page050", "Page060"]
