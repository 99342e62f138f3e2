"""Writes books as files: one a month and kind, entries in order of date."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from benchmarks.invent import accounts as acc
from benchmarks.invent.days import next_month
from benchmarks.invent.text import NUMBER_END
from benchmarks.invent.text import entry_text
from benchmarks.invent.text import money
from benchmarks.invent.text import width

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from benchmarks.invent.entry import Entry
    from benchmarks.invent.world import World

_WORDS = {"main": "现金和转账凭证", "bank": "银行凭证", "campus": "校内经费项目凭证"}
UNKNOWN = (acc.UNKNOWN_IN, acc.UNKNOWN_OUT)
_BALANCED = {
    "main": (acc.CASH, *UNKNOWN),
    "bank": (acc.ICBC, acc.CCB),
    "campus": (acc.CAMPUS,),
}


def chart_text(world: World, asset_years: dict[str, set[int]]) -> str:
    """Return the accounts, opened on the first day of the 2021 制度 in use."""
    day = world.opened.isoformat()
    numbers = {acc.ICBC: acc.ICBC_NUMBER, acc.CCB: acc.CCB_NUMBER}
    lines = [";; 会计科目：《工会会计制度》（财会〔2021〕7号）及本会自设明细", ""]
    lines += [
        f'{day} commodity {name}\n  name: "{word}"\n'
        for name, word in (("CNY", "人民币元"), ("PC", "件"), ("QUOTA", "额度"))
    ]
    for account in acc.plain_accounts():
        lines.append(f"{day} open {account} CNY")
        if account in numbers:
            lines.append(f'  bank-number: "{numbers[account]}"')
    lines += ["", ";; 固定资产按类别和购置年度分户，每件一个批次"]
    for class_, years in asset_years.items():
        for year in sorted(years):
            account = acc.asset_account(class_, year)
            lines.append(f'{day} open {account} PC "STRICT"')
        lines.append(f"{day} open {acc.depreciation_account(class_)} CNY")
    return "\n".join(lines) + "\n"


def balance_line(day: date, account: str, fen: int) -> str:
    """Return a balance directive, aligned with the amounts of postings."""
    head = f"{day.isoformat()} balance {account}"
    gap = max(NUMBER_END - width(head) - len(money(fen)), 2)
    return f"{head}{' ' * gap}{money(fen)} CNY"


class Writer:
    """Writes the files of one year below the books' folder.

    ``statements`` are the lines of a month that say what the banks' exports say.
    """

    def __init__(self, folder: Path, year: int) -> None:
        """Make the year's folder."""
        self.folder = folder / str(year)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.year = year
        self.statements: dict[int, list[str]] = {}

    def write(self, name: str, head: str, parts: Iterable[str]) -> None:
        """Write one file: a heading, then its parts with a blank line between."""
        text = "\n\n".join([f";; {head}", *parts]) + "\n"
        (self.folder / name).write_text(text, encoding="utf-8", newline="\n")

    def months(self, entries: list[Entry], opening: dict[str, int]) -> None:
        """Write the monthly files with the balances of their last day."""
        rooms: dict[tuple[int, str], list[Entry]] = defaultdict(list)
        for entry in sorted(entries, key=lambda e: (e.day, e.seq)):
            rooms[entry.day.month, entry.room].append(entry)
        balances = dict(opening)
        for month in range(1, 13):
            for room in _WORDS:
                _add_up(balances, rooms[month, room])
            after = next_month(self.year, month)
            for room in _WORDS:
                if room == "campus" and not rooms[month, room]:
                    continue
                self.month(month, room, rooms[month, room], after, balances)

    def month(
        self,
        month: int,
        room: str,
        entries: list[Entry],
        after: date,
        balances: dict[str, int],
    ) -> None:
        """Write one file of a month."""
        asserted = [
            balance_line(after, account, balances.get(account, 0))
            for account in _BALANCED[room]
            # The last month's 待查 is asserted where the year is closed.
            if month < 12 or account not in UNKNOWN
        ]
        said = self.statements.get(month, []) if room == "bank" else []
        parts = [*map(entry_text, entries), *said, "\n".join(asserted)]
        suffix = "" if room == "main" else f"-{room}"
        head = f"{self.year} 年 {month} 月 {_WORDS[room]}（示例，虚构）"
        self.write(f"{month:02d}{suffix}.beancount", head, parts)


def _add_up(balances: dict[str, int], entries: list[Entry]) -> None:
    """Add to the asserted accounts what the entries move on them or below them."""
    for entry in entries:
        for leg in entry.legs:
            for account in (acc.ICBC, acc.CCB, acc.CASH, acc.CAMPUS):
                if leg.account.startswith(account):
                    balances[account] = balances.get(account, 0) + leg.fen
