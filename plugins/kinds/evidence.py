"""An expense has its papers（原始凭证齐全）: by account, amount and age."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from union_ledger.core.money import yuan_text
from union_ledger.plugins.kinds.options import KindOptions
from union_ledger.plugins.papers import Requirement
from union_ledger.plugins.papers import given
from union_ledger.plugins.papers import lacks
from union_ledger.plugins.papers import shared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Entry
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check
    from union_ledger.rules.loader import Value

PARAMETERS: tuple[str, ...] = ()
FIELDS = ("missing", "days")


class Options(KindOptions):
    """The papers; an entry flagged ``!`` may still wait for them.

    With ``waiting``, the parameter of how many days, the rule looks at those alone.
    """

    require: tuple[Requirement, ...] = Field(min_length=1)
    waiting: str = ""

    @property
    def named(self) -> tuple[str, ...]:
        """Return the parameters the options speak of."""
        amounts = (need.above for need in self.require)
        return tuple(name for name in (*amounts, self.waiting) if name)


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield one finding an entry, naming every paper it lacks."""
    columns = [given(check, need) for need in options.require]
    # Every paper is there under its first key, as nearly always.
    complete = list(map(all, zip(*columns, strict=True)))
    told = {need.name: shared(check, need) for need in options.require if need.once_per}
    for entry, whole in zip(check.books.entries, complete, strict=True):
        # A correction or refund has the papers of the entry it undoes.
        if whole or entry.spent <= 0:
            continue
        waited = _waited(check, options, entry)
        first = next(check.rows_of(entry), None) if waited else None
        if waited is None or first is None or not check.applies(entry):
            continue
        used: list[Value] = []
        missing = [
            need.name
            for need in options.require
            if entry.text_of(need.once_per) not in told.get(need.name, ())
            and lacks(check, entry, first, need, used)
        ]
        if missing:
            days, values = waited
            yield check.finding(
                entry,
                unit=first.unit,
                amount=entry.spent,
                values=dict.fromkeys((*values, *used)),
                evidence=(
                    f"本笔支出 {yuan_text(entry.spent)} 元",
                    *((f"记账至账簿末日已 {days} 天",) if values else ()),
                    *(f"缺：{name}" for name in missing),
                ),
                missing="、".join(missing),
                days=str(days),
            )


def _waited(
    check: Check, options: Options, entry: Entry
) -> tuple[int, tuple[Value, ...]] | None:
    """Return the days an entry has waited, if the rule asks; None to pass it over."""
    if not options.waiting:
        return None if entry.flag == "!" else (0, ())
    allowed = check.value(options.waiting, entry.day) if entry.flag == "!" else None
    if allowed is None or allowed.value is None:
        return None
    days = (check.books.entries[-1].day - entry.day).days
    return (days, (allowed,)) if days > allowed.value else None
