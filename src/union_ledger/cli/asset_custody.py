"""``union-ledger asset accept|move``: who looked a thing over, who has it now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from union_ledger.cli.asset_options import BOOKS
from union_ledger.cli.asset_options import BY
from union_ledger.cli.asset_options import DATE
from union_ledger.cli.asset_options import DRY_RUN
from union_ledger.cli.asset_options import NOTE
from union_ledger.cli.asset_options import NUMBERS
from union_ledger.cli.asset_options import step
from union_ledger.cli.chinese import Command
from union_ledger.core.errors import InputError
from union_ledger.desk.asset_custody import Moving
from union_ledger.desk.asset_custody import accept as accepted
from union_ledger.desk.asset_custody import held_by
from union_ledger.desk.asset_custody import move as moved

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from union_ledger.desk.asset_desk import AssetDesk
    from union_ledger.desk.asset_draft import Draft


@click.command("accept", cls=Command)
@NUMBERS
@DATE
@click.option("--by", metavar="人员编号", required=True, help="验收人，可以几个。")
@NOTE
@BOOKS
@DRY_RUN
def accept(  # noqa: PLR0913 - one for each option
    numbers: tuple[str, ...],
    day: date,
    by: str,
    note: str,
    books: Path,
    *,
    dry_run: bool,
) -> None:
    """验收：记下哪一天、由谁验收。"""
    step(books, day, lambda desk: accepted(desk, numbers, by, note), dry_run=dry_run)


@click.command("move", cls=Command)
@click.argument("numbers", metavar="[编号…]", nargs=-1)
@click.option("--all-of", metavar="单位代码", help="这个单位的全部资产，撤并时用。")
@click.option("--unit", metavar="单位代码", required=True, help="调到哪个单位。")
@click.option("--custodian", metavar="人员编号", default="", help="新的保管人。")
@click.option("--place", metavar="地点", default="", help="新的存放地点。")
@DATE
@BY
@NOTE
@BOOKS
@DRY_RUN
def move(  # noqa: PLR0913, PLR0917 - one for each option
    numbers: tuple[str, ...],
    all_of: str | None,
    unit: str,
    custodian: str,
    place: str,
    day: date,
    by: str,
    note: str,
    books: Path,
    *,
    dry_run: bool,
) -> None:
    """调拨：换单位、保管人或存放地点，不动账。"""
    if bool(numbers) == bool(all_of):
        raise InputError(
            "要调拨哪些资产，编号和 --all-of 写一样，也只写一样",
            hint="例如 move FA-2024-0001 --unit 008，或 move --all-of 058 --unit 061。",
        )
    to = Moving(unit, custodian, place, by, note)

    def make(desk: AssetDesk) -> Draft:
        if not all_of:
            return moved(desk, numbers, to)
        return moved(desk, [card.number for card in held_by(desk, unit=all_of)], to)

    step(books, day, make, dry_run=dry_run)
