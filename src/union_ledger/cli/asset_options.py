"""What the ``asset`` commands have in common: options, and telling what was written."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from union_ledger.cli.healing import healed
from union_ledger.cli.progress import working
from union_ledger.core.money import UnevenFenError
from union_ledger.core.money import fen
from union_ledger.desk.asset_writing import take_step

if TYPE_CHECKING:
    from collections.abc import Callable

    from union_ledger.desk.asset_desk import AssetDesk
    from union_ledger.desk.asset_draft import Draft
    from union_ledger.desk.asset_writing import Written


class _Day(click.ParamType[date]):
    name = "day"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail("应是日期，如 2024-05-06", param, ctx)


class _Fen(click.ParamType[int]):
    name = "fen"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        if isinstance(value, int):
            return value
        try:
            amount = fen(Decimal(str(value).replace(",", "")))
        except (ArithmeticError, ValueError, UnevenFenError):
            self.fail("应是金额（元，最多两位小数），如 8999.00", param, ctx)
        if amount <= 0:
            self.fail("金额应大于零", param, ctx)
        return amount


DAY = _Day()
FEN = _Fen()
NUMBERS = click.argument("numbers", metavar="编号…", nargs=-1, required=True)
NUMBER = click.argument("number", metavar="编号")
BOOKS = click.option(
    "--books",
    metavar="账簿",
    default=Path(),
    type=click.Path(path_type=Path),
    callback=healed,
    help="账簿目录，默认为当前目录。",
)
DATE = click.option(
    "--date", "day", type=DAY, required=True, metavar="日期", help="哪一天办的。"
)
DRY_RUN = click.option(
    "--dry-run", is_flag=True, help="只显示将要写入的文字，不写任何文件。"
)
BY = click.option("--by", metavar="人员编号", default="", help="经办人，可以几个。")
NOTE = click.option("--note", metavar="文字", default="", help="备注。")
MINUTES = click.option(
    "--minutes", metavar="文号", default="", help="会议纪要或批复的文号。"
)
CONTRACT = click.option("--contract", metavar="编号", default="", help="合同编号。")


def step(
    books: Path,
    day: date,
    make: Callable[[AssetDesk], Draft],
    *,
    dry_run: bool,
) -> Written:
    """Take a step and tell what was written, or would be.

    Raises:
        InputError: The step cannot be taken; nothing is written then.
    """
    with working("正在核对账簿"):
        written = take_step(books, day, make, dry_run=dry_run)
    tell(written, dry_run=dry_run)
    return written


def tell(written: Written, *, dry_run: bool) -> None:
    """Show the text, where it went, and what is left to know or do."""
    click.echo(written.text.rstrip("\n"))
    click.echo()
    done = "未写入（--dry-run），将写入" if dry_run else "已写入"
    click.echo(f"{done} {written.path}")
    for note in written.notes:
        click.echo(f"注意：{note}")
    for finding in written.findings:
        click.echo(f"写入后{finding.severity}：{finding.rule} {finding.message}")
