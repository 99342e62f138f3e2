"""What was proved of closed months（验证结果）, and what was not."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from union_ledger import __version__

if TYPE_CHECKING:
    from datetime import date

    from union_ledger.core.seal import Seal
    from union_ledger.history.proof.seal_signatures import SealSignature
    from union_ledger.history.revisions.repository import Commit


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not as it was closed: the month, what, and which commits.

    ``month`` is empty for what concerns the books as a whole.
    """

    month: str
    said: str
    commits: tuple[Commit, ...] = ()


@dataclass(frozen=True, slots=True)
class Anchor:
    """A head from outside, and where in the chain it stands; 0 where it does not."""

    head: str
    number: int
    month: str


@dataclass(frozen=True, slots=True)
class SealedMonth:
    """A closed month: its seal, and the signatures beside it."""

    seal: Seal
    file: str
    signatures: tuple[SealSignature, ...]


@dataclass(slots=True)
class Verification:
    """What was proved of the books in a commit, and what was not.

    ``anew`` is what another version of the program or of later rules explains: to be
    attested again（重新认证）, no tampering. ``open`` is what could not be checked.
    ``remarks`` are what was seen besides and is none of both; ``reopened`` are the
    lines that opened months again. ``heads`` are the number and month of every seal,
    of reopened months as well.
    """

    commit: Commit
    day: date
    entity: str = ""
    rulebook: str = ""
    program: str = __version__
    months: list[SealedMonth] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    anew: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    reopened: list[str] = field(default_factory=list)
    heads: dict[str, tuple[int, str]] = field(default_factory=dict)

    @property
    def is_proven(self) -> bool:
        """Tell whether nothing differs and there is something that was sealed."""
        return not self.differences and bool(self.months)

    @property
    def anchored(self) -> list[str]:
        """Return the closed months that a head from outside holds, in their order."""
        reached = max((anchor.number for anchor in self.anchors), default=0)
        return [m.seal.month for m in self.months if m.seal.number <= reached]

    @property
    def head(self) -> str:
        """Return the last seal's head; empty without one."""
        return self.months[-1].seal.head if self.months else ""
