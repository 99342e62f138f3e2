"""Open items of an account（往来款项）, settled first in, first out."""

from __future__ import annotations

from collections import defaultdict
from collections import deque
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from union_ledger.core.money import yuan_text

if TYPE_CHECKING:
    from union_ledger.core.books import Row


@dataclass(slots=True)
class Item:
    """One item（一笔往来）, what is left of it in fen, and what settled it."""

    row: Row
    rest: int
    settled: list[str] = field(default_factory=list)


class OpenItems:
    """The open items of one account; what settles meets the oldest first."""

    def __init__(self) -> None:
        """Begin with none."""
        self.items: list[Item] = []
        self._waiting: deque[Item] = deque()
        self._of_payee: dict[str, deque[Item]] = defaultdict(deque)
        self._by_id: dict[str, Item] = {}
        self._ahead = 0

    def take(self, row: Row, amount: int) -> None:
        """Open an item of ``amount``, or settle as much where it is negative."""
        if amount < 0:
            self._settle(row, -amount)
            return
        ahead = min(amount, self._ahead)
        self._ahead -= ahead
        item = Item(row, amount - ahead)
        self.items.append(item)
        self._waiting.append(item)
        self._of_payee[row.entry.payee].append(item)
        if own := row.entry.text_of("id"):
            self._by_id[own] = item

    def _settle(self, row: Row, amount: int) -> None:
        entry = row.entry
        named = self._by_id.get(
            str(row.meta.get("reserve") or entry.text_of("reserve"))
        )
        # What the entry names, then the same 对方, then whatever is oldest.
        for queue in (
            deque([named] if named else []),
            self._of_payee[entry.payee] if entry.payee else deque(),
            self._waiting,
        ):
            while amount and queue:
                item = queue[0]
                part = min(amount, item.rest)
                if part:
                    said = f"{entry.day} {entry.name} 结清 {yuan_text(part)} 元"
                    item.settled.append(said)
                item.rest -= part
                amount -= part
                if not item.rest:
                    queue.popleft()
                else:
                    break
        self._ahead += amount
