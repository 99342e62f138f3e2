"""``union-ledger answer``: write an answer to a finding into the books."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import cast
from typing import get_args

import click

from union_ledger.cli.arguments import BOOKS
from union_ledger.cli.arguments import DAY
from union_ledger.cli.chinese import Command
from union_ledger.cli.progress import working
from union_ledger.core.records import AnswerState
from union_ledger.desk.answering import Said
from union_ledger.desk.answering import answer

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


@click.command("answer", cls=Command)
@click.argument("about", metavar="编号")
@BOOKS
@click.option(
    "--state",
    type=click.Choice(get_args(AnswerState)),
    metavar="步骤",
    help=f"到哪一步：{'、'.join(get_args(AnswerState))}；不写时仍在原来的一步。",
)
@click.option("--owner", metavar="人员", help="责任人，如 T0412；不写时不变。")
@click.option("--due", type=DAY, metavar="日期", help="期限，如 2024-12-31。")
@click.option("--by", default="", metavar="人员", help="由谁决定；排除、销号时要写。")
@click.option("--reason", default="", metavar="理由", help="排除的理由。")
@click.option("--note", default="", metavar="说明", help="说明。")
@click.option("--date", "day", type=DAY, metavar="日期", help="默认为账簿最后一天。")
@click.option("--dry-run", is_flag=True, help="只核对、显示，不写文件。")
def command(  # noqa: PLR0913 - one argument an option
    *,
    about: str,
    books: Path,
    state: str | None,
    owner: str | None,
    due: date | None,
    by: str,
    reason: str,
    note: str,
    day: date | None,
    dry_run: bool,
) -> None:
    """答复一项检查发现或一个问题：核实、确认或排除、整改、复核、销号。"""
    said = Said(cast("AnswerState | None", state), owner, due, by, reason, note, day)
    with working("正在读账、核对"):
        written = answer(books, about, said, dry_run=dry_run)
    click.echo(written.text)
    click.echo(f"{'没有写，将写入' if dry_run else '已写入'} {written.path}")
