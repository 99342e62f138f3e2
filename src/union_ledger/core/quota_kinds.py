"""The kinds of written quota entry and the moves each may make."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from union_ledger.core.books import Entry

# In the order in which entries of one day are worked: what gives before what takes.
KINDS: dict[str, tuple[str, set[str], set[str]]] = {
    "approve": ("预算批复", {"Q00"}, {"Q01"}),
    "carry": ("结转", {"Q00", "Q01"}, {"Q01", "Q05"}),
    "allot": ("下达", {"Q00", "Q01"}, {"Q01"}),
    "adjust": ("调整", {"Q00", "Q01"}, {"Q00", "Q01"}),
    "reserve": ("预占", {"Q01"}, {"Q05"}),
    "handover": ("移交", {"Q01", "Q05", "Q09"}, {"Q01", "Q05", "Q09"}),
    "release": ("释放预占", {"Q05"}, {"Q01"}),
    "lapse": ("收回", {"Q01", "Q05"}, {"Q00", "Q01"}),
    "close": ("年结", {"Q00", "Q01", "Q05", "Q09"}, {"Q00", "Q01", "Q09"}),
}


def problem_of(entry: Entry) -> str | None:  # noqa: PLR0911 - a list of checks
    """Say in Chinese what is wrong with a written quota entry; None when nothing.

    It must be an entry of its own, name its kind, move between the pots that kind
    allows, and keep each fund's quota in that fund (Q00 aside).
    """
    if entry.rows:
        return "额度分录不能和人民币分录写在同一笔里；支出的已用额度由程序自动登记"
    if entry.quota not in KINDS:
        allowed = "、".join(f"{kind}（{KINDS[kind][0]}）" for kind in KINDS)
        return f"额度分录要写 quota，只能是 {allowed}"
    if not entry.quota_rows:
        return "写了 quota 的分录没有额度（QUOTA）分录"
    name, sources, targets = KINDS[entry.quota]
    by_fund: dict[str, int] = defaultdict(int)
    for row in entry.quota_rows:
        pot = row.place.pot
        if row.amount and pot not in (sources if row.amount < 0 else targets):
            word = "减少" if row.amount < 0 else "增加"
            return f"{name}（{entry.quota}）不能{word} {row.account}"
        by_fund[row.place.fund] += row.amount
    moved = [amount for fund, amount in by_fund.items() if fund and amount]
    # Q00 may stand against several funds, but not pass from one to another.
    # The year entry clears whatever there is.
    mixed = (
        bool(moved)
        and entry.quota != "close"
        and ("" not in by_fund or min(moved) < 0 < max(moved))
    )
    if mixed:
        return (
            f"{name}（{entry.quota}）把一项经费的额度移到了另一项；每项经费应各自平衡"
        )
    units = {row.place.unit for row in entry.quota_rows}
    if entry.quota in {"reserve", "release"} and len(units) > 1:
        return f"{name}（{entry.quota}）只能在同一个单位里"
    return None
