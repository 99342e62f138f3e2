"""Depreciation（折旧、摊销） of one card: so many fen a month until nothing is left.

《工会会计制度》: straight line, no residual value; the month of addition is charged,
the month of disposal is not; what is fully written off is charged no more. Each
month is rounded to the fen and the last one takes the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


def month_number(day: date) -> int:
    """Return the month of a day as one number, so that months can be counted."""
    return day.year * 12 + day.month - 1


def rounded_share(amount: int, parts: int) -> int:
    """Return one of so many equal parts of an amount in fen, half a fen rounded up."""
    return (2 * amount + parts) // (2 * parts)


@dataclass(slots=True)
class WritingOff:
    """What is left to write off of a card, moved on month by month; fen and months.

    ``left`` is how many months it can still be used; 0 where it is written off no
    more, or never is.
    """

    cost: int
    written: int
    left: int
    monthly: int

    @classmethod
    def new(cls, cost: int, life: int | None) -> WritingOff:
        """Return a card of which nothing is written off yet."""
        return cls(cost, 0, life or 0, rounded_share(cost, life) if life else 0)

    @classmethod
    def taken_over(
        cls, cost: int, life: int | None, used: int, written: int | None
    ) -> WritingOff:
        """Return a card that was ``used`` for so many months before.

        ``written`` is what the older register wrote off; None means as reckoned here.
        Where it is what straight line gives, but for the rounding, that is kept up;
        else the rest is spread over the months that are left.
        """
        state = cls.new(cost, life)
        for _ in range(used):
            state.charge()
        if written is None or written == state.written:
            return state
        usual = abs(written - state.written) <= used
        state.written = written
        if life is None:
            return state
        state.left = max(life - used, 1) if written < cost else 0
        if not usual:
            state.spread()
        return state

    @property
    def net(self) -> int:
        """Return 净值 in fen."""
        return self.cost - self.written

    def charge(self) -> int:
        """Write off one month and return its charge in fen."""
        if not self.left:
            return 0
        amount = self.net if self.left == 1 else min(self.monthly, self.net)
        self.written += amount
        self.left -= 1
        return amount

    def spread(self) -> None:
        """Reckon the monthly charge anew, from what is left of cost and months."""
        self.monthly = rounded_share(self.net, self.left) if self.left else 0

    def add(self, amount: int, remaining: int | None) -> None:
        """Raise the cost by ``amount``; ``remaining`` months replace those left."""
        self.cost += amount
        if remaining is not None:
            self.left = remaining
        self.spread()

    def take_out(self, pieces: int, of: int) -> tuple[int, int]:
        """Take out some of the pieces; return their cost and what was written off."""
        cost, written = self.cost * pieces // of, self.written * pieces // of
        self.cost -= cost
        self.written -= written
        if pieces == of:
            self.left = 0
        self.spread()
        return cost, written
