"""The reports there are, by the name the command line takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.reports.findings import TITLE as FINDINGS
from union_ledger.reports.findings import findings_report
from union_ledger.reports.utilisation import TITLE as UTILISATION
from union_ledger.reports.utilisation import utilisation

if TYPE_CHECKING:
    from collections.abc import Callable

    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period
    from union_ledger.reports.model import Report

REPORTS: dict[str, tuple[str, Callable[[Ledger, Period], Report]]] = {
    "utilisation": (UTILISATION, utilisation),
    "findings": (FINDINGS, findings_report),
}
