"""Register lines（登记） as ledger text."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from union_ledger.core.money import yuan

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence


class Money(int):
    """An amount of fen among the values of a register line."""

    __slots__ = ()


def register_line(
    day: date,
    kind: str,
    values: Sequence[object],
    said: Mapping[str, object] | None = None,
) -> str:
    """Return a ``custom`` directive; keys whose value is empty are left out.

    Args:
        day: Its date.
        kind: The register it belongs to.
        values: Texts, whole numbers, ``Money`` in fen.
        said: Its keys and their values.
    """
    head = " ".join([f'{day} custom "{kind}"', *map(value_text, values)])
    keys = [
        f"  {key}: {value_text(value)}"
        for key, value in (said or {}).items()
        if value not in {"", None}
    ]
    return "\n".join([head, *keys]) + "\n"


def plain(text: str) -> str:
    """Return text as it is read again after it was written."""
    return "".join(c if c.isprintable() else " " for c in text).strip()


def value_text(value: object) -> str:
    """Return one value as it is typed in the ledger."""
    if isinstance(value, Money):
        return f"{yuan(value)} CNY"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | date):
        return str(value)
    text = plain(str(value))
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
