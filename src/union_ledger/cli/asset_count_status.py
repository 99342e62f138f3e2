"""``union-ledger asset count-status``: how far a year's stocktaking has come."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import click

from union_ledger.cli.arguments import FORMAT
from union_ledger.cli.asset_day import last_day
from union_ledger.cli.asset_options import BOOKS
from union_ledger.cli.asset_options import DAY
from union_ledger.cli.chinese import Command
from union_ledger.cli.progress import working
from union_ledger.core.ledger import load_ledger
from union_ledger.core.stocktaking import stocktaking
from union_ledger.desk.count_status import status_data
from union_ledger.desk.count_status import status_text

if TYPE_CHECKING:
    from pathlib import Path


@click.command("count-status", cls=Command)
@BOOKS
@click.option(
    "--year",
    type=click.IntRange(1990, 2099),
    metavar="年度",
    help="哪一年的盘点；不写是账上最后一笔的年度。",
)
@click.option(
    "--day", type=DAY, metavar="日期", help="截到哪一天；不写是账上最后一笔的日期。"
)
@FORMAT
def command(*, books: Path, year: int | None, day: date | None, format_: str) -> None:
    """盘点进度：各单位该盘几项、盘了几项、相符几项、差异处理了几项。"""
    with working("正在读账"):
        ledger = load_ledger(books)
        last = last_day(ledger, day)
        if year is not None and day is None:
            # What is done about a difference may come after the year.
            last = max(last, date(year, 12, 31))
        of = year or last.year
        registers = ledger.books.registers
        own = stocktaking(registers, of, last)
        reference = stocktaking(registers, of, last, own=False)
    if format_ == "json":
        data = status_data(ledger, of, last, own, reference)
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        click.echo(status_text(ledger, of, last, own, reference))
