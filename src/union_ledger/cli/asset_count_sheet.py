"""``union-ledger asset count-sheet``: stocktaking forms to hand out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from union_ledger.cli.asset_day import last_day
from union_ledger.cli.asset_options import BOOKS
from union_ledger.cli.asset_options import DAY
from union_ledger.cli.chinese import Command
from union_ledger.cli.progress import working
from union_ledger.core.errors import InputError
from union_ledger.core.ledger import load_ledger
from union_ledger.desk.count_form import holding_units
from union_ledger.desk.count_form import make_form
from union_ledger.desk.count_sheet import count_sheet
from union_ledger.desk.new_file import write_new_file

if TYPE_CHECKING:
    from datetime import date

    from union_ledger.desk.count_form import CountForm


@click.command("count-sheet", cls=Command)
@BOOKS
@click.option("--unit", metavar="单位代码", help="哪个单位，如 007；不写是全部单位。")
@click.option(
    "--day", type=DAY, metavar="日期", help="基准日；不写是账上最后一笔的日期。"
)
@click.option(
    "-o",
    "--output",
    metavar="文件|目录",
    type=click.Path(path_type=Path),
    required=True,
    help="写了 --unit 的，是 .xlsx 文件；全部单位的，是目录，一个单位一个文件。",
)
def command(*, books: Path, unit: str | None, day: date | None, output: Path) -> None:
    """印盘点表：一件一行，下拉选结果，填好用 asset count-import 导回来。"""
    if unit and output.suffix.lower() != ".xlsx":
        raise InputError("盘点表是 Excel 文件，扩展名应是 .xlsx", file=output)
    with working("正在读账、编盘点表"):
        ledger = load_ledger(books)
        on = last_day(ledger, day)
        units = [unit] if unit else holding_units(ledger, on)
        if not units:
            raise InputError(f"{on} 没有登记的资产", file=ledger.main)
        forms = [make_form(ledger, each, on) for each in units]
        for form in forms:
            path = output if unit else output / _name(form)
            write_new_file(path, count_sheet(form))
    for form in forms:
        path = output if unit else output / _name(form)
        click.echo(
            f"已写出 {path}：{form.identity.unit} {form.unit_name}，"
            f"{len(form.own)} 项" + _reference(form) + f"，表号 {form.identity.number}"
        )


def _name(form: CountForm) -> str:
    name = "".join(c if c.isalnum() else "_" for c in form.unit_name)
    return f"盘点表_{form.identity.unit}_{name[:40]}_{form.identity.day}.xlsx"


def _reference(form: CountForm) -> str:
    return f"，备查 {len(form.reference)} 项" if form.reference else ""
