"""A plugin that posts the use of quota and checks nothing: for measuring."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from union_ledger.core.build import build_books
from union_ledger.plugins.collector import collector_paused
from union_ledger.plugins.quota import post_use

if TYPE_CHECKING:
    from beancount.core.data import Directive

__plugins__ = ("legs",)


def legs(
    entries: list[Directive],
    options_map: dict[str, Any],  # noqa: ARG001
) -> tuple[list[Directive], list[Any]]:
    """Build the books and add the legs, as the real plugin does."""
    with collector_paused():
        entries = list(entries)
        return entries, list(post_use(entries, build_books(entries)))
