"""Closed months are what they were: every entry's digest against its month's seal.

Only digests of entries are reckoned at a load; what else a seal holds is compared by
``union-ledger close --verify``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from union_ledger.core.seal import is_sealed
from union_ledger.core.seal import month_end
from union_ledger.core.seal_chain import chain_of
from union_ledger.core.seal_content import digest
from union_ledger.core.seal_content import name_of
from union_ledger.plugins.errors import SealError
from union_ledger.plugins.errors import source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from beancount.core.data import Directive

    from union_ledger.core.books import Books
    from union_ledger.core.seal import Seal

_SHOWN = 5
HINT = (
    "已封账的月份不能改；要改，用 close --reopen 登记重新打开，"
    "或在没有封账的月份写更正分录。"
)


def check_seals(
    entries: list[Directive], books: Books, options: Mapping[str, Any]
) -> list[SealError]:
    """Return what is not as it was when its month was closed."""
    registers = books.registers
    if not registers.reopens and not any(line.seal for line in registers.closes):
        return []
    folder = Path(options.get("filename") or ".").parent
    chain = chain_of(registers, folder)
    errors = [
        SealError(source(f.line.filename, f.line.lineno), f"{f.message}。", None)
        for f in chain.faults
    ]
    missing = {day: _by_digest(seal) for day, (_, seal) in chain.closed.items()}
    for entry in entries:
        # Most entries of open months are known by their day alone.
        last = month_end(entry.date.replace(day=1))
        if last not in missing or not is_sealed(entry, last):
            continue
        alike = missing[last].get(digest(entry, folder))
        if alike:
            alike.pop()
        else:
            meta = entry.meta or {}
            errors.append(
                SealError(
                    source(meta.get("filename"), meta.get("lineno", 1)),
                    f"{last:%Y-%m} 已经封账，这一笔（{name_of(entry)}）是封账以后"
                    f"改过或补记的。{HINT}",
                    None,
                )
            )
    for day, held in sorted(missing.items()):
        names = sorted(name for alike in held.values() for name in alike)
        if names:
            line, _ = chain.closed[day]
            more = f"等 {len(names)} 笔" if len(names) > _SHOWN else ""
            shown = "；".join(names[:_SHOWN])
            said = f"{day:%Y-%m} 封账时有、现在没有或改了：{shown}{more}。"
            errors.append(
                SealError(source(line.filename, line.lineno), said + HINT, None)
            )
    return errors


def _by_digest(seal: Seal) -> dict[str, list[str]]:
    """Return the names of what a month held; lines that are alike stand together."""
    names: dict[str, list[str]] = {}
    for key, name in seal.entries.items():
        names.setdefault(key.partition("-")[0], []).append(name)
    return names
