"""Books with closed months（已封账的账）, and all that is not as it was sealed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING
from typing import Any

from beancount import loader

from union_ledger.core.ledger import ledger_of
from union_ledger.core.seal import FOLDER
from union_ledger.core.seal import month_end
from union_ledger.core.seal_chain import chain_of
from union_ledger.history.proof.seal_comparison import PARTS
from union_ledger.history.proof.seal_comparison import seal_differences
from union_ledger.plugins.seals import HINT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from beancount.core.data import Directive

    from union_ledger.core.ledger import Ledger
    from union_ledger.core.seal_chain import Chain
    from union_ledger.history.proof.seal_comparison import SealDifference

_SHOWN = 5
# Where what a seal holds of each part may have been changed.
_PLACES = {
    "options": ("main.beancount",),
    "registers": ("registers", "chart.beancount"),
    "rules": ("rules",),
}


@dataclass(frozen=True, slots=True)
class SealFault:
    """What is not as it was sealed: the month, which part, and in which files.

    ``month`` is empty for what concerns the books as a whole. ``difference`` is there
    where a part of a seal was reckoned anew. ``is_anew`` tells what another version of
    the program explains: to be attested again（重新认证）, no tampering.
    """

    month: str
    part: str
    said: str
    files: tuple[str, ...] = ()
    difference: SealDifference | None = None
    is_anew: bool = False


@dataclass(frozen=True, slots=True)
class ClosedBooks:
    """A load of the books with every directive, and the chain of their seals."""

    folder: Path
    entries: list[Directive]
    options: dict[str, Any]
    ledger: Ledger
    chain: Chain

    def faults(self) -> Iterator[SealFault]:
        """Yield everything that is not as it was sealed.

        Entries and the chain are told by the load; the rest is reckoned again.
        """
        for problem in self.ledger.problems:
            if problem.kind == "SealError" or problem.is_unreadable:
                file = problem.filename.removeprefix(f"{self.folder}/")
                said = problem.message.replace(f"{self.folder}/", "").removesuffix(HINT)
                month = _MONTH.match(said)
                yield SealFault(
                    month[0] if month else "", "load", f"{file}：{said}", (file,)
                )
        yield from self._beside_the_chain()
        found = list(seal_differences(self.entries, self.options, self.ledger))
        own = {one.seal.month for one in found if one.part == "rules"}
        for one in found:
            # The load names each of the entries; own rules are among all rules.
            known = one.part == "rulebook" and one.seal.month in own
            if one.part != "entries" and not known:
                yield _fault(one)

    def _beside_the_chain(self) -> Iterator[SealFault]:
        """Yield what the chain ought to hold and does not."""
        closes = self.ledger.books.registers.closes
        for line in closes:
            if not line.seal:
                said = "封账行没有封印，什么也证明不了"
                yield SealFault(f"{line.day:%Y-%m}", "chain", said)
        ends = sorted(self.chain.closed)
        for before, after in pairwise(ends):
            following = month_end(date.fromordinal(before.toordinal() + 1))
            if following != after:
                said = "这个月没有封账，前后的月份却封了"
                yield SealFault(f"{following:%Y-%m}", "chain", said)
        yield from self._before_the_first(ends)
        known = {line.file for line in closes if line.seal}
        for path in sorted((self.folder / FOLDER).glob("*")):
            name = path.relative_to(self.folder).as_posix()
            signs = name.endswith(".sig") and any(
                name.startswith(f"{seal}.") for seal in known
            )
            if name not in known and not signs:
                yield SealFault("", "chain", f"{name} 不属于任何一次封账", (name,))

    def _before_the_first(self, ends: list[date]) -> Iterator[SealFault]:
        first = ends[0].replace(day=1) if ends else date.min
        early = [one for one in self.ledger.books.entries if one.day < first]
        if early:
            said = (
                f"第一次封账以前还有 {len(early)} 笔没有封存的分录，"
                f"最早的是 {early[0].day} {early[0].name}"
            )
            yield SealFault(f"{first:%Y-%m}", "chain", said)


def read_closed_books(main: Path) -> ClosedBooks:
    """Load the books of a main file, with every directive."""
    folder = main.parent
    entries, errors, options = loader.load_file(str(main))
    ledger = ledger_of(main, entries, errors, options)
    chain = chain_of(ledger.books.registers, folder)
    return ClosedBooks(folder, entries, options, ledger, chain)


_MONTH = re.compile(r"\d{4}-\d\d")


def _fault(one: SealDifference) -> SealFault:
    said, files = f"{PARTS[one.part]}与封账时不同", _PLACES.get(one.part, ())
    if one.part == "documents":
        was, now = one.seal.documents, one.now.documents
        files = tuple(sorted(p for p in {*was, *now} if was.get(p) != now.get(p)))
        said = f"{said}：{'、'.join(files[:_SHOWN])}"
    if one.part in {"rules", "rulebook"}:
        versions = f"封账时是 {one.seal.rulebook}，现在是 {one.now.rulebook}"
        whose = "本会的规则改过" if one.part == "rules" else "程序自带的规则换了版本"
        said = f"{whose}：{versions}"
    is_anew = one.part == "rulebook" and bool(one.now.rulebook)
    return SealFault(one.seal.month, one.part, said, files, one, is_anew)
