"""What a year's entries put on each account, by the 科目 of the legal books.

The legal books close 50105 in one line. Where the mapping put its lines on several
accounts here, the closing voucher has to empty each of them.
"""

from __future__ import annotations

from collections import Counter
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from beancount.core.amount import Amount

from union_ledger.core.money import fen
from union_ledger.importers.vouchers.subjects import known_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping as Map

    from beancount.core.data import Open
    from beancount.core.data import Posting
    from beancount.core.data import Transaction

    from union_ledger.importers.vouchers.voucher import Line

SOURCE_CODE = "source-code"


class History:
    """Sums by year, 科目 and account; fen, debit positive."""

    def __init__(
        self, opens: Map[str, Open], entries: Iterable[Transaction] = ()
    ) -> None:
        """Add up entries that the books hold already."""
        self.codes = {name: known_of(each).code for name, each in opens.items()}
        self._sums: dict[tuple[int, str], Counter[str]] = defaultdict(Counter)
        for entry in entries:
            self.add(entry)

    def add(self, entry: Transaction) -> None:
        """Add one entry."""
        for posting, code, amount in self.parts(entry):
            self._sums[entry.date.year, code][posting.account] += amount

    def parts(self, entry: Transaction) -> Iterator[tuple[Posting, str, int]]:
        """Yield each posting in yuan with its 科目 of the legal books and its fen."""
        for posting in entry.postings:
            units = posting.units
            if not isinstance(units, Amount) or units.currency != "CNY":
                continue
            if not isinstance(units.number, Decimal):
                continue
            code = (posting.meta or {}).get(SOURCE_CODE)
            if code is None:
                code = self.codes.get(posting.account, posting.account)
            yield posting, str(code), fen(units.number)

    def sums(self, entry: Transaction) -> Counter[str]:
        """Return the fen of each 科目 of the legal books in an entry."""
        sums: Counter[str] = Counter()
        for _, code, amount in self.parts(entry):
            sums[code] += amount
        return sums

    def spread(self, line: Line, account: str, year: int) -> list[tuple[str, int]]:
        """Return accounts and fen that a closing line empties.

        Where the year's entries do not add up to the line, as in books that begin in
        the middle of a year, the whole line goes to ``account``.
        """
        held = {
            name: amount
            for name, amount in sorted(self._sums[year, line.code].items())
            if amount
        }
        if held and sum(held.values()) == -line.signed:
            return [(name, -amount) for name, amount in held.items()]
        return [(account, line.signed)]
