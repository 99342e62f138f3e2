"""``union-ledger asset raise``: money that raises a card's cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from union_ledger.cli.asset_new import paper_options
from union_ledger.cli.asset_new import payment_of
from union_ledger.cli.asset_new import payment_options
from union_ledger.cli.asset_options import BOOKS
from union_ledger.cli.asset_options import CONTRACT
from union_ledger.cli.asset_options import DATE
from union_ledger.cli.asset_options import DRY_RUN
from union_ledger.cli.asset_options import FEN
from union_ledger.cli.asset_options import NOTE
from union_ledger.cli.asset_options import NUMBER
from union_ledger.cli.asset_options import step
from union_ledger.cli.chinese import Command
from union_ledger.core.errors import InputError
from union_ledger.desk.asset_raise import raise_cost

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


@click.command("raise", cls=Command)
@NUMBER
@DATE
@click.option("--amount", type=FEN, metavar="元", required=True, help="增加的原值。")
@click.option("--unit", metavar="单位代码", required=True, help="列支哪个单位的经费。")
@click.option(
    "--remaining",
    type=click.IntRange(min=1),
    metavar="月数",
    help="从这个月起还能用几个月；延长寿命的要写。",
)
@payment_options
@paper_options
@CONTRACT
@NOTE
@BOOKS
@DRY_RUN
def command(  # noqa: PLR0913 - one for each option
    *,
    number: str,
    day: date,
    amount: int,
    remaining: int | None,
    note: str,
    books: Path,
    dry_run: bool,
    **said: object,
) -> None:
    """后续支出、大型修缮：增加原值，批次按原来的日期换成新的原值。"""
    if not said["fund"]:
        raise InputError("没有写由哪项经费列支", hint="请写 --fund，如 --fund 60。")
    payment = payment_of(said)
    step(
        books,
        day,
        lambda desk: raise_cost(desk, number, amount, remaining, payment, note),
        dry_run=dry_run,
    )
