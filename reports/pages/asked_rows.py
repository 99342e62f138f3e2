"""Which rows Fava's account and free filters let through, on pages that list rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beancount.core.account import has_component
from fava.core.filters import FilterError
from fava.core.filters import Match

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping

    from fava.core import FavaLedger

    from union_ledger.core.books import Row

NAMES = ("account", "filter")


def asked_rows(
    ledger: FavaLedger, args: Mapping[str, str], where: str
) -> tuple[Callable[[Row], bool] | None, str]:
    """Return what lets a row through, None for all, and a note for the reader.

    A row must be of the account that is asked for, and its entry one that Fava keeps.
    ``where`` names the tables that heed the filters. The time filter is left out: it
    is the page's period.
    """
    account, words = (args.get(name, "").strip() for name in NAMES)
    if not account and not words:
        return None, ""
    try:
        entries = ledger.get_filtered(filter=words).entries if words else None
        match = Match(account)
    except FilterError as exc:
        return None, f"看不懂筛选（{exc}），下面是全部数据。"
    kept = None if entries is None else {id(entry) for entry in entries}

    def lets(row: Row) -> bool:
        if account and not (has_component(row.account, account) or match(row.account)):
            return False
        return kept is None or id(row.entry.txn) in kept

    named = "、".join(
        f"“{name}”"
        for name, value in (("科目", account), ("标签、收付款人等", words))
        if value
    )
    return lets, f"按{named}筛选的是{where}；本页其他数字是全部数据。"
