"""``union-ledger asset count-import``: filled forms into the register."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from union_ledger.cli.arguments import FORMAT
from union_ledger.cli.asset_options import BOOKS
from union_ledger.cli.asset_options import DAY
from union_ledger.cli.asset_options import DRY_RUN
from union_ledger.cli.chinese import Command
from union_ledger.cli.progress import working
from union_ledger.desk.count_intake import Asked
from union_ledger.desk.count_intake import import_counts
from union_ledger.desk.count_text import count_data
from union_ledger.desk.count_text import count_summary

if TYPE_CHECKING:
    from datetime import date


@click.command("count-import", cls=Command)
@click.argument(
    "files",
    metavar="文件…",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path),
)
@click.option(
    "--unit", metavar="单位代码", default="", help="只收这个单位的，别的单位的退回。"
)
@click.option(
    "--day",
    type=DAY,
    metavar="日期",
    help="盘点日期：扫码清单必须写；盘点表上没有填日期的也用它，再没有就是基准日。",
)
@click.option(
    "--by", metavar="人员编号", default="", help="盘点人；盘点表上填了的以表为准。"
)
@click.option("--partial", is_flag=True, help="先收清楚的行，别的行以后再导入。")
@click.option("--rows", is_flag=True, help="逐行列出去向，相符的也列。")
@BOOKS
@DRY_RUN
@FORMAT
@click.pass_context
def command(  # noqa: PLR0913 - one argument an option
    ctx: click.Context,
    *,
    files: tuple[Path, ...],
    unit: str,
    day: date | None,
    by: str,
    partial: bool,
    rows: bool,
    books: Path,
    dry_run: bool,
    format_: str,
) -> None:
    """导入填好的盘点表或手机扫码清单：逐行核对，写成登记，列出差异和下一步。"""
    asked = Asked(unit=unit, day=day, by=by, partial=partial, dry_run=dry_run)
    with working("正在读盘点表"):
        outcomes = import_counts(files, books, asked)
    if format_ == "json":
        data = [count_data(outcome) for outcome in outcomes]
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        click.echo(count_summary(outcomes, dry_run=dry_run, rows=rows))
    refused = any(outcome.problem for outcome in outcomes)
    unclear = not all(outcome.is_clear for outcome in outcomes)
    ctx.exit(2 if refused or (unclear and not partial) else 0)
