"""Figures of a quota line, linked to the pots they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.pots import Place
from union_ledger.core.pots import account_of
from union_ledger.reports.source import in_account
from union_ledger.reports.utilisation_columns import KEYS

if TYPE_CHECKING:
    from union_ledger.core.period import Period
    from union_ledger.core.pots import Pot
    from union_ledger.core.quota import QuotaLine
    from union_ledger.reports.model import Cell

_POTS: dict[str, Pot] = {"used": "Q09", "reserved": "Q05"}


def pot_figures(line: QuotaLine, period: Period) -> tuple[Cell, ...]:
    """Return the figures of ``KEYS``; there is nothing to see behind a nought."""
    return tuple(_figure(line, key, period) for key in KEYS)


def _figure(line: QuotaLine, key: str, period: Period) -> Cell:
    amount: int = getattr(line, key)
    if not amount:
        return 0
    pot = account_of(Place(_POTS.get(key, "Q01"), line.unit, line.fund))
    return in_account(amount, pot, period)
