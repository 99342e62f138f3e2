"""``union-ledger asset lend|let|return|idle|use|repair|retire``: changes of use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from union_ledger.cli.asset_options import BOOKS
from union_ledger.cli.asset_options import BY
from union_ledger.cli.asset_options import CONTRACT
from union_ledger.cli.asset_options import DATE
from union_ledger.cli.asset_options import DAY
from union_ledger.cli.asset_options import DRY_RUN
from union_ledger.cli.asset_options import MINUTES
from union_ledger.cli.asset_options import NOTE
from union_ledger.cli.asset_options import NUMBERS
from union_ledger.cli.asset_options import step
from union_ledger.cli.chinese import Command
from union_ledger.desk import asset_states
from union_ledger.desk.asset_states import Step
from union_ledger.desk.asset_states import Terms
from union_ledger.desk.asset_states import change

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

_UNTIL = click.option(
    "--until", type=DAY, required=True, metavar="日期", help="到哪一天归还。"
)


@click.command("lend", cls=Command)
@NUMBERS
@DATE
@click.option("--to", metavar="借用人", required=True, help="借给哪个单位或人员。")
@_UNTIL
@MINUTES
@BY
@NOTE
@BOOKS
@DRY_RUN
def lend(
    numbers: tuple[str, ...], day: date, books: Path, *, dry_run: bool, **said: object
) -> None:
    """出借：借给谁、到哪一天归还。"""
    _take(asset_states.LEND, numbers, day, books, dry_run=dry_run, **said)


@click.command("let", cls=Command)
@NUMBERS
@DATE
@click.option("--to", metavar="承租人", required=True, help="租给谁。")
@_UNTIL
@click.option("--contract", metavar="编号", required=True, help="租赁合同编号。")
@click.option("--minutes", metavar="文号", required=True, help="集体研究的会议纪要。")
@BY
@NOTE
@BOOKS
@DRY_RUN
def let(
    numbers: tuple[str, ...], day: date, books: Path, *, dry_run: bool, **said: object
) -> None:
    """出租：要有合同和会议纪要，租金记 408。"""
    _take(asset_states.LET, numbers, day, books, dry_run=dry_run, **said)


def _plain(name: str, step: Step, told: str) -> click.Command:
    """Make a command that changes the use of things and asks for nothing else."""

    @click.command(name, cls=Command, help=told)
    @NUMBERS
    @DATE
    @MINUTES
    @CONTRACT
    @BY
    @NOTE
    @BOOKS
    @DRY_RUN
    def made(
        numbers: tuple[str, ...],
        day: date,
        books: Path,
        *,
        dry_run: bool,
        **said: object,
    ) -> None:
        _take(step, numbers, day, books, dry_run=dry_run, **said)

    return made


give_back = _plain("return", asset_states.RETURN, "归还：出借、出租的收回，恢复在用。")
idle = _plain("idle", asset_states.IDLE, "闲置：暂时没有人用，等待调剂。")
use = _plain("use", asset_states.USE, "恢复使用：闲置、维修、待报废的重新使用。")
repair = _plain("repair", asset_states.REPAIR, "送修。")
retire = _plain("retire", asset_states.RETIRE, "申请报废：等待技术鉴定和审批。")


def _take(
    kind: Step,
    numbers: tuple[str, ...],
    day: date,
    books: Path,
    *,
    dry_run: bool,
    **said: object,
) -> None:
    terms = Terms(**said)  # type: ignore[arg-type]
    step(books, day, lambda desk: change(desk, numbers, kind, terms), dry_run=dry_run)
