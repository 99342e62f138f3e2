"""``union-ledger asset hand-over``: a custodian leaves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from union_ledger.cli.asset_options import BOOKS
from union_ledger.cli.asset_options import BY
from union_ledger.cli.asset_options import DATE
from union_ledger.cli.asset_options import DRY_RUN
from union_ledger.cli.asset_options import NOTE
from union_ledger.cli.asset_options import step
from union_ledger.cli.chinese import Command
from union_ledger.core.errors import InputError
from union_ledger.desk.asset_custody import hand_over
from union_ledger.desk.asset_custody import held_by
from union_ledger.reports.formats import FORMATS
from union_ledger.reports.formats import write
from union_ledger.reports.handover import handover

if TYPE_CHECKING:
    from datetime import date

    from union_ledger.desk.asset_desk import AssetDesk
    from union_ledger.desk.asset_draft import Draft
    from union_ledger.reports.model import Report


@click.command("hand-over", cls=Command)
@click.option("--from", "giver", metavar="人员编号", required=True, help="交出人。")
@click.option("--to", "taker", metavar="人员编号", required=True, help="接收人。")
@DATE
@BY
@NOTE
@click.option(
    "-o",
    "--output",
    metavar="文件",
    type=click.Path(path_type=Path, dir_okay=False),
    help="交接清单写到这个文件（.xlsx、.html），打印签字；--dry-run 时也写。",
)
@BOOKS
@DRY_RUN
def command(  # noqa: PLR0913 - one for each option
    *,
    giver: str,
    taker: str,
    day: date,
    by: str,
    note: str,
    output: Path | None,
    books: Path,
    dry_run: bool,
) -> None:
    """离任交接：一个人保管的全部资产交给另一个人，并写出清单供签字。"""
    chosen = output.suffix.lstrip(".").lower() if output else ""
    if output is not None and chosen not in FORMATS:
        raise InputError(
            f"不认识的扩展名 {output.suffix or '（没有）'}",
            file=output,
            hint=f"清单可以写成 {'、'.join(FORMATS)}。",
        )
    made: list[Report] = []

    def make(desk: AssetDesk) -> Draft:
        draft = hand_over(desk, giver, taker, by, note)
        cards = held_by(desk, custodian=giver)
        items = [(card, desk.held(card.number).now) for card in cards]
        made.append(handover(desk.ledger, day, giver, taker, items))
        return draft

    step(books, day, make, dry_run=dry_run)
    if output is not None:
        write(made[0], chosen, output)
        click.echo(f"已写出 {output}")
