"""``union-ledger asset stock-in|stock-out``: goods bought to be given out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from union_ledger.cli.asset_new import paper_options
from union_ledger.cli.asset_new import papers_of
from union_ledger.cli.asset_new import payment_of
from union_ledger.cli.asset_new import payment_options
from union_ledger.cli.asset_options import BOOKS
from union_ledger.cli.asset_options import CONTRACT
from union_ledger.cli.asset_options import DATE
from union_ledger.cli.asset_options import DRY_RUN
from union_ledger.cli.asset_options import FEN
from union_ledger.cli.asset_options import step
from union_ledger.cli.chinese import Command
from union_ledger.core.errors import InputError
from union_ledger.desk.asset_stock import Goods
from union_ledger.desk.asset_stock import issue
from union_ledger.desk.asset_stock import take_in

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

_WHAT = click.option(
    "--into", metavar="字样", default="", help="141 明细里独有的字样，如 慰问品。"
)
_NAME = click.option("--name", metavar="名称", required=True, help="是什么东西。")
_AMOUNT = click.option(
    "--amount", type=FEN, metavar="元", required=True, help="金额合计。"
)


@click.command("stock-in", cls=Command)
@DATE
@_NAME
@_AMOUNT
@_WHAT
@click.option("--unit", metavar="单位代码", required=True, help="哪个单位用。")
@payment_options
@paper_options
@CONTRACT
@BOOKS
@DRY_RUN
def stock_in(  # noqa: PLR0913 - one for each option
    *,
    day: date,
    name: str,
    amount: int,
    into: str,
    books: Path,
    dry_run: bool,
    **said: object,
) -> None:
    """库存物品入库：列支（--account 写支出科目），同时记 141 和资产基金。"""
    if not said["fund"] or not said["account"]:
        raise InputError(
            "入库要写 --fund 和 --account",
            hint="例如 --fund 10 --account 50102；--account 是支出科目。",
        )
    goods, payment = Goods(into, name, amount), payment_of(said)
    step(books, day, lambda desk: take_in(desk, goods, payment), dry_run=dry_run)


@click.command("stock-out", cls=Command)
@DATE
@_NAME
@_AMOUNT
@_WHAT
@click.option("--list", "list_", metavar="编号", required=True, help="领用签收单。")
@click.option("--unit", metavar="单位代码", default="", help="发给哪个单位。")
@click.option("--event", metavar="名称", default="", help="用于哪次活动。")
@paper_options
@BOOKS
@DRY_RUN
def stock_out(  # noqa: PLR0913 - one for each option
    *,
    day: date,
    name: str,
    amount: int,
    into: str,
    list_: str,
    unit: str,
    event: str,
    books: Path,
    dry_run: bool,
    **said: object,
) -> None:
    """库存物品出库：凭领用签收单，冲减资产基金，不再列支出。"""
    goods = Goods(into, name, amount)
    keys = {"unit": unit, "event": event, "issue-list": list_, **papers_of(said)}
    step(books, day, lambda desk: issue(desk, goods, keys), dry_run=dry_run)
