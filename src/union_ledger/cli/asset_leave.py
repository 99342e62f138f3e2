"""``union-ledger asset dispose|donate|lost|write-off``: things leave the union."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from union_ledger.cli.arguments import rulebook_of
from union_ledger.cli.asset_options import BOOKS
from union_ledger.cli.asset_options import BY
from union_ledger.cli.asset_options import DATE
from union_ledger.cli.asset_options import DAY
from union_ledger.cli.asset_options import DRY_RUN
from union_ledger.cli.asset_options import FEN
from union_ledger.cli.asset_options import MINUTES
from union_ledger.cli.asset_options import NOTE
from union_ledger.cli.asset_options import NUMBERS
from union_ledger.cli.asset_options import step
from union_ledger.cli.chinese import Command
from union_ledger.desk.asset_leave import Leaving
from union_ledger.desk.asset_leave import leave
from union_ledger.desk.asset_settle import Settling
from union_ledger.desk.asset_settle import write_off as written_off

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


_APPROVER = click.option(
    "--approver", metavar="层级", default="", help="哪一级批准，如 校工会委员会。"
)
_APPROVED = click.option("--approved", type=DAY, metavar="日期", help="批准的日期。")
_QUANTITY = click.option(
    "--quantity",
    type=click.IntRange(min=1),
    metavar="件数",
    help="大批同类的卡片只处理几件；不写是全部。",
)
_REASON = click.option("--reason", metavar="文字", required=True, help="原因。")


@click.command("dispose", cls=Command)
@NUMBERS
@DATE
@click.option(
    "--how",
    type=click.Choice(["报废", "出售", "毁损", "调出"]),
    metavar="报废|出售|毁损|调出",
    required=True,
    help="处置方式；调出是无偿调给别的单位，要先批准。",
)
@_REASON
@_QUANTITY
@click.option("--to", metavar="对方", default="", help="卖给、调给谁。")
@_APPROVER
@_APPROVED
@MINUTES
@click.option("--appraisal", metavar="意见", default="", help="技术鉴定意见。")
@BY
@NOTE
@BOOKS
@DRY_RUN
def dispose(
    numbers: tuple[str, ...], day: date, books: Path, *, dry_run: bool, **said: object
) -> None:
    """处置第一步：162 转出，净值转入 182 待处理；批准后用 write-off 核销。"""
    _take(numbers, day, books, dry_run=dry_run, **said)


@click.command("donate", cls=Command)
@NUMBERS
@DATE
@click.option("--to", metavar="受赠方", required=True, help="捐给谁。")
@_REASON
@_QUANTITY
@_APPROVER
@_APPROVED
@MINUTES
@BY
@NOTE
@BOOKS
@DRY_RUN
def donate(
    numbers: tuple[str, ...], day: date, books: Path, *, dry_run: bool, **said: object
) -> None:
    """对外捐赠：批准以后，162、163 和 301 一次转出。"""
    _take(numbers, day, books, dry_run=dry_run, how="捐赠", **said)


@click.command("lost", cls=Command)
@NUMBERS
@DATE
@_REASON
@_QUANTITY
@BY
@NOTE
@BOOKS
@DRY_RUN
def lost(
    numbers: tuple[str, ...], day: date, books: Path, *, dry_run: bool, **said: object
) -> None:
    """盘亏：找不到的资产转入 182 待处理；批准后用 write-off 核销。"""
    _take(numbers, day, books, dry_run=dry_run, how="盘亏", **said)


@click.command("write-off", cls=Command)
@NUMBERS
@DATE
@click.option("--approver", metavar="层级", required=True, help="哪一级批准。")
@click.option(
    "--approved", type=DAY, metavar="日期", required=True, help="批准的日期。"
)
@click.option("--minutes", metavar="文号", required=True, help="批复或会议纪要。")
@click.option("--proceeds", type=FEN, metavar="元", default=0, help="处置收入。")
@click.option("--costs", type=FEN, metavar="元", default=0, help="处置费用。")
@click.option(
    "--owed-to", metavar="字样", default="", help="净收入应上缴：215 明细里的字样。"
)
@click.option("--bank", metavar="字样", default="", help="收付款账户科目里的字样。")
@click.option("--unit", metavar="单位代码", default="", help="收支归哪个单位。")
@click.option("--fund", metavar="经费代码", default="", help="收支归哪项经费。")
@click.option("--voucher", metavar="凭证号", default="", help="如 转-0012。")
@BOOKS
@DRY_RUN
def write_off(
    *,
    numbers: tuple[str, ...],
    day: date,
    voucher: str,
    books: Path,
    dry_run: bool,
    **said: object,
) -> None:
    """核销：批准以后，182 待处理的净值转入或冲减资产基金，处置净收入记 408。"""
    settling = Settling(papers={"voucher": voucher}, **said)  # type: ignore[arg-type]
    step(books, day, lambda desk: written_off(desk, numbers, settling), dry_run=dry_run)


def _take(
    numbers: tuple[str, ...], day: date, books: Path, *, dry_run: bool, **said: object
) -> None:
    leaving = Leaving(**said)  # type: ignore[arg-type]
    rulebook = rulebook_of(books)
    step(
        books,
        day,
        lambda desk: leave(desk, numbers, leaving, rulebook),
        dry_run=dry_run,
    )
