"""``union-ledger asset labels``: a page of labels with QR codes."""

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
from union_ledger.desk.asset_labels import labels
from union_ledger.desk.asset_labels import labels_html
from union_ledger.desk.asset_labels import parse_grid
from union_ledger.desk.new_file import write_new_file

if TYPE_CHECKING:
    from datetime import date


@click.command("labels", cls=Command)
@click.argument("numbers", metavar="[编号…]", nargs=-1)
@click.option("--unit", metavar="单位代码", default="", help="只印一个单位的。")
@click.option(
    "--day", type=DAY, metavar="日期", help="哪天在账上的；不写是账上最后一笔的日期。"
)
@click.option(
    "--grid",
    metavar="列x行",
    default="3x8",
    help="一页几列几行，默认 3x8（70 × 37 毫米的不干胶纸）。",
)
@click.option(
    "--skip",
    type=click.IntRange(min=0),
    metavar="个数",
    default=0,
    help="第一页前面已经用掉几个。",
)
@click.option("--pieces", is_flag=True, help="一卡多件的，每件印一个。")
@click.option(
    "-o",
    "--output",
    metavar="文件",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="写到这个 .html 文件，用浏览器打开打印。",
)
@BOOKS
def command(  # noqa: PLR0913 - one argument an option
    *,
    numbers: tuple[str, ...],
    unit: str,
    day: date | None,
    grid: str,
    skip: int,
    pieces: bool,
    output: Path,
    books: Path,
) -> None:
    """印资产标签：A4 不干胶，每个有二维码、编号、名称和单位；不写编号是全部。"""
    if unit and numbers:
        raise InputError("写了编号就不写 --unit")
    if output.suffix.lower() not in {".html", ".htm"}:
        raise InputError(
            "标签写成网页文件，扩展名应是 .html",
            file=output,
            hint="要 PDF 的，用浏览器打开后“打印—另存为 PDF”。",
        )
    paper = parse_grid(grid)
    if skip >= paper.size:
        raise InputError(f"一页只有 {paper.size} 个标签，--skip 应小于它")
    with working("正在读账、编标签"):
        ledger = load_ledger(books)
        on = last_day(ledger, day)
        made = labels(ledger, on, unit=unit, numbers=numbers, each_piece=pieces)
        page = labels_html(ledger, made, paper, skip)
    write_new_file(output, page.encode("utf-8"))
    click.echo(f"已写出 {output}：{len(made)} 个标签")
