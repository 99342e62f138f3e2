"""The chain of closed months: which are closed now, and where it is broken."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from union_ledger.core.seal import Seal
from union_ledger.core.seal import read_seal
from union_ledger.core.seal import said_digest

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from union_ledger.core.record import Record
    from union_ledger.core.records import Close
    from union_ledger.core.records import Reopen
    from union_ledger.core.registers import Registers


# A close line is text that anybody may have written: it leads nowhere else.
_FILE = re.compile(r"seals/\d{4}-\d\d(?:-\d+)?\.json")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, in Chinese, and the register line it stands on."""

    line: Record
    message: str


@dataclass(slots=True)
class Chain:
    """The seals in the order they were made.

    ``closed`` are the months that are closed now, by the day they end on; ``head`` is
    that of the last seal, ``pending`` the digests of what was reopened since.
    """

    closed: dict[date, tuple[Close, Seal]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    months: list[str] = field(default_factory=list)
    head: str = ""
    pending: list[str] = field(default_factory=list)


def chain_of(registers: Registers, folder: Path) -> Chain:
    """Follow the close and reopen lines that carry seals, in their order.

    A ``close`` line without a seal says that a month is closed and proves nothing; it
    is left alone.
    """
    chain = Chain()
    sealed = [line for line in registers.closes if line.seal]
    lines: list[Close | Reopen] = sorted(
        [*sealed, *registers.reopens], key=lambda line: (line.number, not _head(line))
    )
    for line in lines:
        if _head(line):
            _close(chain, line, folder)  # type: ignore[arg-type]
        else:
            _reopen(chain, line)  # type: ignore[arg-type]
    return chain


def reopen_digest(line: Reopen) -> str:
    """Return the digest by which the next seal holds a reopening."""
    said = (str(line.since), str(line.day), line.reason, line.approver, line.after)
    return hashlib.sha256("\x1f".join(said).encode("utf-8")).hexdigest()


def _head(line: Close | Reopen) -> str:
    return getattr(line, "seal", "")


def _close(chain: Chain, line: Close, folder: Path) -> None:
    month = f"{line.day:%Y-%m}"
    seal, fault = _read(folder, line.file)
    if seal is None:
        chain.faults.append(Fault(line, f"{month} 的封存文件 {line.file} {fault}"))
        return
    expected = len(chain.months) + 1
    said = ""
    if seal.head != line.seal:
        said = "封存文件或封账行改过，封印对不上"
    elif line.number != expected or seal.number != expected:
        said = f"封账的次序断了：这里应是第 {expected} 次，写的是第 {line.number} 次"
    elif seal.month != month:
        said = f"封存文件是 {seal.month} 的"
    elif seal.previous != chain.head:
        said = "与前一次封账接不上"
    elif seal.reopened != tuple(chain.pending):
        said = "前面重新打开过月份，登记与封印里的不一样"
    elif seal.said != said_digest(line.by, line.accepted, line.reason, line.approver):
        said = "封账行上的经办人、带过的项目、原因或批准人改过"
    elif line.day in chain.closed:
        said = "已经封过，没有登记重新打开"
    if said:
        chain.faults.append(Fault(line, f"{month} {said}"))
    chain.months.append(month)
    chain.head = line.seal
    chain.pending = []
    chain.closed[line.day] = (line, seal)


def _read(folder: Path, file: str) -> tuple[Seal | None, str]:
    """Return the seal in a file, or what is wrong with it."""
    if not _FILE.fullmatch(file):
        return None, "不在 seals/ 里"
    try:
        return read_seal((folder / file).read_text(encoding="utf-8")), ""
    except OSError:
        return None, "不见了"
    except ValueError:
        return None, "读不懂"


def _reopen(chain: Chain, line: Reopen) -> None:
    if line.after != chain.head or line.day not in chain.closed:
        chain.faults.append(
            Fault(line, f"{line.day:%Y-%m} 重新打开的登记与封账的先后对不上")
        )
    chain.pending.append(reopen_digest(line))
    for day in [day for day in chain.closed if day >= line.day]:
        del chain.closed[day]
