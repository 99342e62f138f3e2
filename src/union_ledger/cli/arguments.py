"""Arguments and options that several commands take."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from union_ledger.cli.healing import healed
from union_ledger.core.errors import InputError
from union_ledger.core.period import parse_period
from union_ledger.rules.loader import load_rulebook

if TYPE_CHECKING:
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period
    from union_ledger.rules.loader import Rulebook

BOOKS = click.argument(
    "books",
    metavar="[账簿]",
    required=False,
    default=Path(),
    type=click.Path(path_type=Path),
    callback=healed,
)

FORMAT = click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    metavar="text|json",
    help="输出成文字（默认）或 JSON。",
)


class _Port(click.ParamType[int]):
    name = "port"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        text = str(value)
        if not text.isdecimal() or int(text) > 65535:
            self.fail("应是 0 到 65535 的整数", param, ctx)
        return int(text)


class _Day(click.ParamType[date]):
    name = "day"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail("应写成 2024-12-31 这样的日期", param, ctx)


DAY = _Day()

PORT = click.option(
    "--port",
    default=5000,
    type=_Port(),
    metavar="端口",
    help="网页端口，默认 5000；被占用时用后面的空闲端口。",
)


RULES_BOOKS = click.option(
    "--books",
    metavar="账簿",
    type=click.Path(path_type=Path),
    help="账簿目录；写了就连本级规则一起看。",
)


def rulebook_of(books: Path | None) -> Rulebook:
    """Return the rulebook of some books, else the one beside, else the shipped.

    Raises:
        InputError: There are no books, or a rule file cannot be read.
    """
    index = index_of(books)
    return load_rulebook(index)


def index_of(books: Path | None) -> Path | None:
    """Return the index of the local layer; None where there is none.

    Books say in their plugin line where it stands. A folder without books is taken
    at its ``rules/index.yaml``.

    Raises:
        InputError: There are neither books nor rules.
    """
    folder = Path() if books is None else books
    beside = folder / "rules" / "index.yaml"
    if beside.is_file() and not (folder / "main.beancount").is_file():
        return beside
    if books is None and not (folder / "main.beancount").is_file():
        return None
    # Beancount takes a while to import; the shipped rules can be listed without it.
    from union_ledger.core.ledger import main_file  # noqa: PLC0415
    from union_ledger.core.ledger import rulebook_index  # noqa: PLC0415

    return rulebook_index(main_file(folder))


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
