"""``union-ledger report``: write one report, or all of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from union_ledger.cli.arguments import BOOKS
from union_ledger.cli.arguments import period_of
from union_ledger.cli.chinese import Command
from union_ledger.cli.progress import working
from union_ledger.core.errors import InputError
from union_ledger.core.ledger import load_ledger
from union_ledger.reports.catalogue import REPORTS
from union_ledger.reports.formats import BINARY
from union_ledger.reports.formats import FORMATS
from union_ledger.reports.formats import formats_of
from union_ledger.reports.formats import render
from union_ledger.reports.formats import write

if TYPE_CHECKING:
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period

_CHOICES = "、".join(f"{title}（{name}）" for name, (title, _) in REPORTS.items())
_BY_NAME = REPORTS | {title: (title, make) for title, make in REPORTS.values()}


@click.command(
    "report", cls=Command, help=f"写出一份报表。报表名：{_CHOICES}，中文英文都可以。"
)
@click.argument("name", metavar="报表名", type=click.Choice(list(_BY_NAME)))
@BOOKS
@click.option(
    "--period", metavar="期间", help="2024、2024Q1 或 2024-03；默认为账簿最后一年。"
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    metavar="|".join(FORMATS),
    help="格式；不写时看 -o 的扩展名，再不然是 md。",
)
@click.option(
    "-o",
    "--output",
    metavar="文件",
    type=click.Path(path_type=Path, dir_okay=False),
    help="写到这个文件；不写时 md、json、html 显示在屏幕上。",
)
def command(
    name: str,
    books: Path,
    period: str | None,
    format_: str | None,
    output: Path | None,
) -> None:
    """Write one report of the books; the help is given in Chinese above."""
    chosen = format_ or (output.suffix.lstrip(".").lower() if output else "") or "md"
    if chosen not in FORMATS:
        raise InputError(
            f"不认识格式 {chosen}", hint=f"请用 --format 写明 {'、'.join(FORMATS)}。"
        )
    with working("正在读账、编报表"):
        ledger = load_ledger(books)
        made = _BY_NAME[name][1](ledger, period_of(period, ledger))
    if output is not None:
        write(made, chosen, output)
        click.echo(f"已写出 {output}")
    elif chosen in BINARY:
        kind = "Excel" if chosen == "xlsx" else "Word"
        raise InputError(f"{kind} 文件不能显示在屏幕上", hint="请用 -o 写明文件名。")
    else:
        click.echo(render(made, chosen).decode("utf-8"))


def write_all(ledger: Ledger, period: Period, folder: Path) -> list[Path]:
    """Write every report in every format into ``folder``; return the files."""
    written = []
    for title, make in REPORTS.values():
        made = make(ledger, period)
        for format_name in formats_of(made):
            path = folder / f"{title}.{format_name}"
            write(made, format_name, path)
            written.append(path)
    return written
