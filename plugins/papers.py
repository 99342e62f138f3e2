"""Papers an expense must have（应有的单据）, and whether it has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from union_ledger.plugins.kinds.options import KindOptions
from union_ledger.plugins.persons import paid_to_person

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from union_ledger.core.books import Entry
    from union_ledger.core.books import Row
    from union_ledger.plugins.check import Check
    from union_ledger.rules.loader import Value

# What people write where there is no paper.
_NOTHING = frozenset({"", "无", "-", "/", "—"})


class Requirement(KindOptions):
    """One paper: any of ``keys`` shows it, of the entry or of a posting.

    It is not needed where any of ``unless`` is written, for ``except_codes``
    (accounts), ``except_words`` (of payee or narration), with ``except_persons`` for
    what is paid to people, nor below the parameter ``above``. With ``once_per`` (a
    key, such as ``contract``) one entry's paper stands for all that share its value.
    """

    name: str
    keys: tuple[str, ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()
    except_codes: tuple[str, ...] = ()
    except_words: tuple[str, ...] = ()
    except_persons: bool = False
    above: str = ""
    once_per: str = ""


def given(check: Check, need: Requirement) -> Iterable[object]:
    """Return for each entry whether the paper is surely there, or not needed."""
    column = check.books.column(need.keys[0])
    blank = any(type(value) is str and value.isspace() for value in column)
    if blank or not _NOTHING.isdisjoint(column):
        column = [_worth(value) for value in column]
    if not need.above:
        return column
    least = check.least_fen(need.above)
    return _given_or_small(column, check.books.entries, least)


def _given_or_small(
    column: Sequence[object], entries: Sequence[Entry], least: int
) -> list[object]:
    if not least:
        # Nobody says from which amount on.
        return [True] * len(entries)
    return [
        value or entry.spent < least
        for value, entry in zip(column, entries, strict=True)
    ]


def shared(check: Check, need: Requirement) -> set[str]:
    """Return the values under which some entry has the paper for all."""
    return {
        _worth(value)
        for key in need.keys
        for value, paper in zip(
            check.books.column(need.once_per), check.books.column(key), strict=True
        )
        if value and paper and _worth(value) and _worth(paper)
    }


def lacks(
    check: Check, entry: Entry, first: Row, need: Requirement, used: list[Value]
) -> bool:
    """Tell whether a paper is needed and not there; notes the amount asked for."""
    least = check.fen_value(need.above, entry.event_date) if need.above else None
    if need.above and (least is None or entry.spent < least[0]):
        return False
    if any(_says(entry, key) for key in (*need.keys, *need.unless)):
        return False
    if need.except_codes and first.code.startswith(need.except_codes):
        return False
    if any(word in entry.text for word in need.except_words):
        return False
    if need.except_persons and paid_to_person(entry, check.books.registers):
        return False
    used += [least[1]] if least else []
    return True


def _says(entry: Entry, key: str) -> bool:
    return bool(_worth(entry.meta.get(key))) or any(
        _worth(row.meta.get(key)) for row in entry.rows
    )


def _worth(value: object) -> str:
    text = str(value or "").strip()
    return "" if text in _NOTHING else text
