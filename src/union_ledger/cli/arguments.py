"""Arguments and options that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from union_ledger.core.errors import InputError
from union_ledger.core.period import parse_period

if TYPE_CHECKING:
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period

BOOKS = click.argument(
    "books",
    metavar="[账簿]",
    required=False,
    default=Path(),
    type=click.Path(path_type=Path),
)

FORMAT = click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    metavar="text|json",
    help="输出成文字（默认）或 JSON。",
)


def period_of(text: str | None, ledger: Ledger) -> Period:
    """Return the period asked for, else the year of the last entry.

    Raises:
        InputError: The text is no period, or none is given and there is no entry.
    """
    if text:
        return parse_period(text)
    if not ledger.books.entries:
        raise InputError(
            "账簿里还没有分录，不知道是哪个期间",
            file=ledger.main,
            hint="请用 --period 写明，如 --period 2024。",
        )
    return parse_period(f"{ledger.books.entries[-1].day.year:04d}")
