"""Accounts stay inside the chart（科目不出会计科目表）.

《工会会计制度》 总说明一: first-level accounts may be neither merged nor added, listed
明细 neither merged nor renamed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from beancount.core.account import is_valid
from beancount.core.data import Open

from union_ledger.core.chart import load_chart
from union_ledger.core.pots import is_quota
from union_ledger.core.pots import place_of
from union_ledger.plugins.errors import BooksError
from union_ledger.plugins.errors import books_error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beancount.core.data import Directive


def check_accounts(entries: list[Directive]) -> Iterator[BooksError]:
    """Yield an error for each account opened outside the chart."""
    chart = load_chart()
    for entry in entries:
        if isinstance(entry, Open):
            problem = _problem(entry.account, chart.problem)
            if problem:
                yield books_error(
                    entry.meta, f"{problem}。请改用科目表中的代码和名称。"
                )


def _problem(account: str, in_chart: object) -> str | None:
    if is_quota(account):
        try:
            place_of(account)
        except ValueError as exc:
            return str(exc)
        return None
    if not is_valid(account):
        return f"科目 {account} 的某一段不合写法：每段以代码开头，不用（）、_ 等符号"
    return in_chart(account)  # type: ignore[operator,no-any-return]
