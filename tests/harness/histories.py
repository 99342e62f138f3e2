"""Invented true histories of a bank account, and nothing about how they are printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

OWN = "42000111222233334444"
NAME = "某某大学工会委员会"
# counterparty, its account, summary, purpose
_WORDS = (
    ("财务处", "42000777000011112222", "拨缴经费", "本月拨缴"),
    ("某某商贸有限公司", "42000888000011113333", "转账", "货款"),
    ("赵二", "6222000011112222001", "报销", "机械学院茶歇"),
    ("李四", "6222000011112222002", "报销", "机械学院读书会"),
    ("某某体育用品有限公司", "42000999000011114444", "转账", "羽毛球"),
    ("", "", "手续费", ""),
    ("某某印务有限公司", "42000666000011115555", "转账", "宣传册"),
)


@dataclass(frozen=True, slots=True)
class Move:
    """One movement: when, fen (+ in, − out), the other side, and the balance after."""

    when: datetime
    fen: int
    party: str
    party_account: str
    summary: str
    purpose: str
    serial: str
    balance: int

    @property
    def figures(self) -> tuple[str, int]:
        """Return what must never come out otherwise: the day and the signed fen."""
        return self.when.date().isoformat(), self.fen

    @property
    def opening(self) -> int:
        """Return the balance before it."""
        return self.balance - self.fen


def history(
    random: Random, rows: int, *, days: int = 60, start: str = ""
) -> list[Move]:
    """Return ``rows`` movements in the order in which they happened.

    Some are genuine twins (all but the balance is equal, the second too), some a fee
    in the same second, some reverse the one before: what real statements hold.
    """
    moments = sorted(
        random.randrange(days) * 86400 + 32400 + second
        for second in random.sample(range(28800), rows)
    )
    first = datetime.fromisoformat(start or "2024-03-04")
    balance = random.randrange(10**6, 10**9)
    moves: list[Move] = []
    for number, second in enumerate(moments):
        when = first + timedelta(seconds=second)
        last = moves[-1] if moves else None
        fate = random.random()
        if last and fate < 0.15:
            when, fen = last.when, last.fen
            words = (last.party, last.party_account, last.summary, last.purpose)
        elif last and fate < 0.2:
            when, fen = last.when, -random.choice((50, 300, 1050))
            words = ("", "", "手续费", "")
        elif last and fate < 0.25:
            fen = -last.fen
            words = (last.party, last.party_account, "退款", last.purpose)
        else:
            words = random.choice(_WORDS)
            fen = random.choice(
                (1, 5, 8800, *(random.randrange(1, 5 * 10**6) for _ in range(4)))
            )
            fen = -fen if random.random() < 0.75 else fen
        balance += fen
        moves.append(Move(when, fen, *words, f"{number:03}{when:%m%d}", balance))
    return moves
