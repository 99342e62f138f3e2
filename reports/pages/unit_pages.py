"""The pages of a unit's own ledger: those whose figures are right in it.

Left out are pages that compare units, that set cards or the bank against accounts of
the whole union, and its statements: in a part of the books they would be wrong.
"""

from __future__ import annotations

from union_ledger.reports.pages.findings import UnionResults as Page030
from union_ledger.reports.pages.funds import UnionFunds as Page010
from union_ledger.reports.pages.projects import UnionProjects as Page020

__all__ = ["Page010", "Page020", "Page030"]
