"""``union-ledger asset build|complete|release``: capital projects."""

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
from union_ledger.cli.asset_options import CONTRACT
from union_ledger.cli.asset_options import DATE
from union_ledger.cli.asset_options import DRY_RUN
from union_ledger.cli.asset_options import FEN
from union_ledger.cli.asset_options import step
from union_ledger.cli.chinese import Command
from union_ledger.core.errors import InputError
from union_ledger.desk.asset_build import build as built
from union_ledger.desk.asset_build import complete as completed
from union_ledger.desk.asset_build import release as released

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

_PROJECT = click.option(
    "--project", metavar="项目", required=True, help="登记过的工程项目编号。"
)


@click.command("build", cls=Command)
@DATE
@click.option(
    "--amount", type=FEN, metavar="元", required=True, help="应付的工程款，含质保金。"
)
@click.option("--unit", metavar="单位代码", required=True, help="列支哪个单位的经费。")
@click.option("--into", metavar="字样", default="", help="161 明细里独有的字样。")
@click.option("--milestone", metavar="文字", default="", help="到了哪个节点。")
@payment_options
@paper_options
@CONTRACT
@BOOKS
@DRY_RUN
def build(  # noqa: PLR0913 - one for each option
    *,
    day: date,
    amount: int,
    into: str,
    milestone: str,
    books: Path,
    dry_run: bool,
    **said: object,
) -> None:
    """在建工程付进度款：507 与付款、质保金，161 与资产基金，四条分录。"""
    if not said["fund"]:
        raise InputError("没有写由哪项经费列支", hint="请写 --fund，如 --fund 60。")
    payment = payment_of(said)
    step(
        books,
        day,
        lambda desk: built(desk, amount, payment, into, milestone),
        dry_run=dry_run,
    )


@click.command("complete", cls=Command)
@_PROJECT
@DATE
@card_options
@paper_options
@BOOKS
@DRY_RUN
def complete(
    *, project: str, day: date, books: Path, dry_run: bool, **said: object
) -> None:
    """竣工验收：这个项目在 161 的全部余额转入 162，建卡。"""
    card, papers = card_of(said, 0), papers_of(said)
    step(
        books, day, lambda desk: completed(desk, project, card, papers), dry_run=dry_run
    )


@click.command("release", cls=Command)
@DATE
@click.option("--amount", type=FEN, metavar="元", required=True, help="付多少。")
@click.option("--project", metavar="项目", default="", help="哪个项目的质保金。")
@CONTRACT
@click.option("--supplier", metavar="对方", default="", help="付给谁。")
@click.option("--bank", metavar="字样", default="", help="付款账户的字样。")
@paper_options
@BOOKS
@DRY_RUN
def release(  # noqa: PLR0913 - one for each option
    *,
    day: date,
    amount: int,
    project: str,
    contract: str,
    supplier: str,
    bank: str,
    books: Path,
    dry_run: bool,
    **said: object,
) -> None:
    """到期支付质保金：购置、工程当时留下的，按项目或合同核对余额。"""
    if not project and not contract:
        raise InputError("哪一笔质保金", hint="请写 --project 或 --contract。")
    keys = {"contract": contract, "supplier": supplier, **papers_of(said)}
    step(
        books,
        day,
        lambda desk: released(desk, amount, project, bank, keys),
        dry_run=dry_run,
    )
