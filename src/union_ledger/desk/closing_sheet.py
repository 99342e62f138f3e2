"""封账单: one page with the seal, to be signed and kept apart from the books.

Whoever can change the books and all keys can make a new chain; against that helps only
a head that somebody else holds on paper.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment
from jinja2 import StrictUndefined

from union_ledger.core.money import yuan_text
from union_ledger.core.seal import grouped
from union_ledger.history.proof.head_code import head_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from union_ledger.desk.closing import Closed


def closing_sheet(
    done: Closed, accepted: Sequence[str], reason: str, approver: str
) -> bytes:
    """Return the page as HTML that needs no other file."""
    seal, books = done.seal, done.ledger.books
    own = [
        row
        for row in books.rows
        if f"{row.entry.day:%Y-%m}" == seal.month and not row.entry.closing
    ]
    cash = sum(
        row.amount
        for row in books.of_code("101", "102")
        if f"{row.entry.day:%Y-%m}" <= seal.month
    )
    text = files(__package__).joinpath("templates", "closing.html").read_text("utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    page = environment.from_string(text).render(
        seal=seal,
        ledger=done.ledger,
        points=done.points,
        accepted=accepted,
        reason=reason,
        approver=approver,
        income=yuan_text(-sum(row.amount for row in own if row.code[:1] == "4")),
        expenses=yuan_text(sum(row.amount for row in own if row.code[:1] == "5")),
        money=yuan_text(cash),
        head=grouped(seal.head),
        previous=grouped(seal.previous),
        code=head_code(seal.head),
    )
    return page.encode("utf-8")
