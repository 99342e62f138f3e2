"""``union-ledger asset depreciate``: the entry of a month's depreciation."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import UTC
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from union_ledger.cli.arguments import BOOKS
from union_ledger.cli.chinese import Command
from union_ledger.cli.progress import working
from union_ledger.desk.asset_depreciation import month_charge
from union_ledger.desk.asset_depreciation import month_of
from union_ledger.desk.asset_depreciation_entry import charge_entry
from union_ledger.desk.asset_depreciation_entry import readable
from union_ledger.desk.asset_depreciation_entry import write_charge
from union_ledger.desk.asset_depreciation_report import depreciation_report
from union_ledger.desk.journal import Journal
from union_ledger.reports.formats import render
from union_ledger.reports.formats import write

if TYPE_CHECKING:
    from contextlib import AbstractContextManager


@click.command("depreciate", cls=Command)
@BOOKS
@click.option(
    "--month", metavar="月份", required=True, help="要计提的月份，如 2024-05。"
)
@click.option("--dry-run", is_flag=True, help="只算出来看，不写任何文件。")
@click.option(
    "--detail",
    metavar="文件",
    type=click.Path(path_type=Path, dir_okay=False),
    help="把每张卡片的计提表另写成 Excel 文件（.xlsx）。",
)
def command(*, books: Path, month: str, dry_run: bool, detail: Path | None) -> None:
    """计提一个月的折旧、摊销：按卡片重算，写一笔分录，晚建的卡片一次补上。"""
    period = month_of(month)
    today = datetime.now(tz=UTC).astimezone().date()
    folder = books if books.is_dir() else books.parent
    lock: AbstractContextManager[Journal | None] = (
        nullcontext() if dry_run else Journal(folder)
    )
    with lock as journal:
        with working("正在读账、重算折旧"):
            ledger = readable(books)
            charge = month_charge(ledger.books, period, today)
            report = depreciation_report(ledger, charge)
            draft = charge_entry(charge, ledger.books)
        if detail is not None:
            write(report, "xlsx", detail)
        path = write_charge(draft, charge, ledger.main, journal)
    click.echo(render(report, "md").decode("utf-8"))
    click.echo(draft.text)
    place = path.relative_to(ledger.main.parent)
    said = "只试算，没有写；会写到" if dry_run else "已写入"
    click.echo(f"{said} {place}")
    if detail is not None:
        click.echo(f"明细已写出 {detail}")
