"""An expense has its papers（原始凭证齐全）."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from union_ledger.plugins.kinds.options import KindOptions

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from union_ledger.core.books import Entry
    from union_ledger.core.books import Row
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

PARAMETERS: tuple[str, ...] = ()
FIELDS = ("missing",)


class Requirement(KindOptions):
    """One paper: any of ``keys`` shows it; any of ``unless`` makes it needless.

    ``except_codes`` are account codes, ``except_words`` words of the narration, for
    which the paper is not needed either.
    """

    name: str
    keys: tuple[str, ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()
    except_codes: tuple[str, ...] = ()
    except_words: tuple[str, ...] = ()


class Options(KindOptions):
    """The papers; an entry flagged ``!`` may still wait for them."""

    require: tuple[Requirement, ...] = Field(min_length=1)


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield one finding an entry, naming every paper it lacks."""
    columns = [_given(check.books.column(need.keys[0])) for need in options.require]
    # Every paper is there under its first key, as nearly always.
    complete = list(map(all, zip(*columns, strict=True)))
    for entry, whole in zip(check.books.entries, complete, strict=True):
        first = None if whole else next(check.rows_of(entry), None)
        if first is None:
            continue
        missing = [need.name for need in options.require if _lacks(entry, first, need)]
        if not missing or entry.flag == "!" or not check.applies(entry):
            continue
        if entry.spent <= 0:
            # A correction or refund has the papers of the entry it undoes.
            continue
        yield check.finding(
            entry,
            unit=first.unit,
            amount=entry.spent,
            evidence=(f"缺：{name}" for name in missing),
            missing="、".join(missing),
        )


def _given(column: Sequence[object]) -> Iterable[object]:
    """Return a column of values; one of nothing but blanks counts for nothing."""
    if any(type(value) is str and value.isspace() for value in column):
        return [str(value or "").strip() for value in column]
    return column


def _lacks(entry: Entry, first: Row, need: Requirement) -> bool:
    for key in (*need.keys, *need.unless):
        if entry.meta.get(key) and entry.text_of(key):
            return False
    if need.except_codes and first.code.startswith(need.except_codes):
        return False
    return not any(word in entry.text for word in need.except_words)
