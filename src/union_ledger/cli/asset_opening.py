"""``union-ledger asset opening``: a register taken over, into the accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from union_ledger.cli.asset_options import BOOKS
from union_ledger.cli.asset_options import DATE
from union_ledger.cli.asset_options import DRY_RUN
from union_ledger.cli.asset_options import step
from union_ledger.cli.chinese import Command
from union_ledger.desk.asset_opening import opening

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


@click.command("opening", cls=Command)
@DATE
@BOOKS
@DRY_RUN
def command(*, day: date, books: Path, dry_run: bool) -> None:
    """期初建账：登记册里有卡片、账上没有批次的，连同累计折旧一笔入账。"""
    step(books, day, opening, dry_run=dry_run)
