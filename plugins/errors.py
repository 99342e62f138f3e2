"""The only place where this plugin makes error objects for Beancount and Fava.

Fava fails on every page when an error's ``source`` holds anything but plain values,
and Beancount cannot cache one whose class is not found by its name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from union_ledger.core.findings import Finding


class BooksError(NamedTuple):
    """An entry breaks the books' own structure: chart, ids, quota, closing."""

    source: dict[str, Any]
    message: str
    entry: None


class RegisterError(NamedTuple):
    """A register line（登记） cannot be used."""

    source: dict[str, Any]
    message: str
    entry: None


class SealError(NamedTuple):
    """A closed month（封账） is not what it was, or the chain of seals is broken."""

    source: dict[str, Any]
    message: str
    entry: None


class RulebookError(NamedTuple):
    """The rulebook（规则库） cannot be read; no rule was applied."""

    source: dict[str, Any]
    message: str
    entry: None


class RuleError(NamedTuple):
    """An open violation（违规） of a rule."""

    source: dict[str, Any]
    message: str
    entry: None


LedgerError = BooksError | RegisterError | RulebookError | RuleError | SealError


def books_error(meta: Mapping[str, Any], message: str) -> BooksError:
    """Make an error at a directive's or posting's place."""
    return BooksError(source(meta.get("filename"), meta.get("lineno")), message, None)


def violation(finding: Finding) -> RuleError:
    """Make the Beancount error of an open violation."""
    return RuleError(
        source(finding.filename, finding.lineno),
        f"[{finding.rule}] {finding.message}（{finding.citation}）〔{finding.id}〕",
        None,
    )


def source(filename: object, lineno: object) -> dict[str, Any]:
    """Return a place as plain values, whatever is known of it."""
    line = lineno if isinstance(lineno, int) else 0
    return {"filename": str(filename or "<union_ledger>"), "lineno": line}
