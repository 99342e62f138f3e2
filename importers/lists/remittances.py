"""A list of returned money（经费返拨清单）: base times ratio is what is returned."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING
from typing import Literal

from union_ledger.core.money import yuan_text
from union_ledger.importers.amount import AmountError
from union_ledger.importers.amount import parse_money
from union_ledger.importers.dates import parse_moment
from union_ledger.importers.lists.layout import RemittanceLayout
from union_ledger.importers.lists.period import day_in
from union_ledger.importers.lists.period import last_day
from union_ledger.importers.lists.period import span
from union_ledger.importers.lists.reading import Cells
from union_ledger.importers.lists.reading import Listing
from union_ledger.importers.lists.reading import ListRowError
from union_ledger.importers.lists.reading import lines_text
from union_ledger.importers.lists.reading import read_list
from union_ledger.importers.text import identifier

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from union_ledger.core.tables import Table
    from union_ledger.importers.header import Header

_PERCENT = re.compile(r"[%％]$")


@dataclass(frozen=True, slots=True)
class Remittance:
    """One line; amounts in fen. ``first`` and ``last`` are its months, ``YYYY-MM``."""

    line: int
    unit: str
    base: int
    ratio: Decimal
    amount: int
    first: str
    last: str
    fund: str
    batch: str
    payroll: int | None
    due: int | None
    paid: date | None
    shown: str

    @property
    def period(self) -> str:
        """Return the period as it stands in ids: ``2024-07`` or ``2024Q3``."""
        if self.first == self.last:
            return self.first
        start, end = int(self.first[5:]), int(self.last[5:])
        if self.first[:4] == self.last[:4] and end - start == 2 and end % 3 == 0:
            return f"{self.first[:4]}Q{end // 3}"
        return f"{self.first}-{self.last}"


@dataclass(slots=True)
class RemittanceList:
    """A list of returned money as read; ``day`` is what its heading says."""

    listing: Listing
    way: Literal["received", "allotted"]
    rows: list[Remittance]
    day: date | None
    heading: str
    why: list[str]
    notes: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """Return what is returned in all, in fen."""
        return sum(row.amount for row in self.rows)

    def payrolls(self) -> dict[str, int]:
        """Return 工资总额 by month, where a line is of one month."""
        found: dict[str, int] = defaultdict(int)
        for row in self.rows:
            if row.payroll and row.first == row.last:
                found[row.first] += row.payroll
        return dict(sorted(found.items()))


def read_remittances(tables: Sequence[Table], header: Header) -> RemittanceList:
    """Read and prove a list of returned money.

    Raises:
        InputError: See ``read_list``.
        TypeError: The header's layout is not that of such a list.
    """
    listing = read_list(tables, header)
    layout = listing.layout
    if not isinstance(layout, RemittanceLayout):
        raise TypeError(layout.id)
    texts = [*listing.heading, listing.file.stem]
    heading = " ".join(texts)
    rows = listing.items(lambda row: _row(row, layout.dates, heading))
    amounts = {
        role: {row.line: getattr(row, role) or 0 for row in rows}
        for role in RemittanceLayout.AMOUNTS
        if role in listing.roles
    }
    wrong = [
        f"第 {row.line} 行：{yuan_text(row.base)} × {ratio_text(row.ratio)} "
        f"不是 {yuan_text(row.amount)}"
        for row in rows
        if abs(row.base * row.ratio - row.amount) > 1
    ]
    why = listing.problems(amounts) + wrong[:5]
    if len(wrong) > 5:
        why.append(f"共 {len(wrong)} 行比例不符")
    found = RemittanceList(listing, layout.way, rows, day_in(heading), heading, why)
    short = [row.line for row in rows if row.due is not None and row.due != row.base]
    found.notes = list(listing.notes)
    if short:
        found.notes.append(f"应缴与实缴不同：{len(short)} 行（{lines_text(short)}）")
    if not listing.totals:
        found.notes.append("文件没有合计行，金额只能逐行相加")
    return found


def ratio_text(ratio: Decimal) -> str:
    """Return a ratio as people write it: ``60%``."""
    text = f"{ratio * 100:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + "%"


def _row(row: Cells, dates: tuple[str, ...], heading: str) -> Remittance:
    base, amount = row.fen("base"), row.fen("amount")
    if base is None or amount is None:
        raise ListRowError("没有基数或返拨金额")
    start, end = row.text("from"), row.text("to")
    months = span(f"{start}至{end}") if start and end else span(row.text("period"))
    months = months or span(heading)
    if months is None:
        raise ListRowError("看不出是哪个期间的；请写成 2024-07 或 2024年第三季度")
    paid = parse_moment(row.text("paid"), dates)
    return Remittance(
        row.line,
        row.text("unit"),
        base,
        _ratio(row.text("ratio")),
        amount,
        months[0],
        months[1],
        row.text("fund"),
        identifier(row.text("batch")),
        row.fen("payroll"),
        row.fen("due"),
        paid[0] if paid else None,
        row.shown,
    )


def _ratio(text: str) -> Decimal:
    """Return ``60%``, ``0.6`` or ``60`` as 0.6."""
    try:
        number = parse_money(_PERCENT.sub("", text.strip()))
    except AmountError:
        number = None
    if number is None or not 0 < number <= 100:
        raise ListRowError(f"比例“{text[:20]}”认不出来；请写成 60% 或 0.6")
    return number / 100 if number > 1 or _PERCENT.search(text.strip()) else number


def entry_day(remittances: RemittanceList, row: Remittance) -> date:
    """Return the day a line counts on: the list's, else its period's last."""
    return remittances.day or last_day(row.last)
