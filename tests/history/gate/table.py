"""The table of pushes: what each is called, and the code it must be refused with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.history.gate.scene import Scene

Act = Callable[[Scene], None]


@dataclass(frozen=True)
class Push:
    """A push: what it does, in Chinese, and the code of its refusal; empty: taken."""

    said: str
    act: Act
    code: str = ""

    @property
    def name(self) -> str:
        """Return the name of the function, by which a test is asked for."""
        return self.act.__name__


ATTACKS: list[Push] = []
GOOD: list[Push] = []


def attack(code: str, said: str) -> Callable[[Act], Act]:
    """Enter an attack in the table."""

    def enter(act: Act) -> Act:
        ATTACKS.append(Push(said, act, code))
        return act

    return enter


def good(said: str) -> Callable[[Act], Act]:
    """Enter a push that must be taken."""

    def enter(act: Act) -> Act:
        GOOD.append(Push(said, act))
        return act

    return enter
