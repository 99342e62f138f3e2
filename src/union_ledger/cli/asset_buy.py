"""``union-ledger asset buy``: a purchase, or cards for one that is on the books."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from union_ledger.cli.asset_new import card_of
from union_ledger.cli.asset_new import card_options
from union_ledger.cli.asset_new import paper_options
from union_ledger.cli.asset_new import papers_of
from union_ledger.cli.asset_new import payment_of
from union_ledger.cli.asset_new import payment_options
from union_ledger.cli.asset_options import BOOKS
from union_ledger.cli.asset_options import DAY
from union_ledger.cli.asset_options import DRY_RUN
from union_ledger.cli.asset_options import FEN
from union_ledger.cli.asset_options import step
from union_ledger.cli.asset_options import tell
from union_ledger.cli.chinese import Command
from union_ledger.cli.progress import working
from union_ledger.core.errors import InputError
from union_ledger.desk.asset_booked import take_booked
from union_ledger.desk.asset_buy import buy

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

_OF_PAYMENT = ("fund", "project", "supplier", "bank", "account", "advance", "retention")


@click.command("buy", cls=Command)
@click.option("--date", "day", type=DAY, metavar="日期", help="付款的日期。")
@click.option("--cost", type=FEN, metavar="元", help="原值合计，含运杂、安装费。")
@card_options
@click.option(
    "--cards",
    type=click.IntRange(min=1, max=1000),
    metavar="张数",
    default=1,
    help="同样的几件各建一张卡片，原值平分。",
)
@payment_options
@paper_options
@click.option(
    "--entry", metavar="编号", help="付款已经在账：分录的 id。不再记付款，只补资产。"
)
@BOOKS
@DRY_RUN
def command(  # noqa: PLR0913 - one for each option
    *,
    day: date | None,
    cost: int | None,
    cards: int,
    entry: str | None,
    books: Path,
    dry_run: bool,
    **said: object,
) -> None:
    """购置：付款、固定资产和卡片一次写成（四条分录）。"""
    if entry is not None:
        wrong = [f"--{key}" for key in (*_OF_PAYMENT, *papers_of(said)) if said[key]]
        if wrong or day is not None:
            raise InputError(
                f"付款已经在账，不能再写 {'、'.join(wrong or ['--date'])}",
                hint="用 --entry 时只写卡片的内容；付款的内容以那笔分录为准。",
            )
        card = card_of(said, cost or 0)
        with working("正在核对账簿"):
            written = take_booked(books, entry, card, cards, dry_run=dry_run)
        tell(written, dry_run=dry_run)
        return
    if day is None or cost is None or not said["fund"]:
        raise InputError(
            "购置要写 --date、--cost 和 --fund",
            hint="付款已经由银行流水入账的，改用 --entry 写那笔分录的 id。",
        )
    card, payment = card_of(said, cost), payment_of(said)
    step(books, day, lambda desk: buy(desk, card, cards, payment), dry_run=dry_run)
