"""``union-ledger close``: a month is done, and nobody changes it unseen."""

from __future__ import annotations

import re
from datetime import UTC
from datetime import date
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from union_ledger.cli.arguments import BOOKS
from union_ledger.cli.chinese import Command
from union_ledger.cli.progress import working
from union_ledger.core.errors import InputError
from union_ledger.core.ledger import load_ledger
from union_ledger.core.ledger import main_file
from union_ledger.core.seal import grouped
from union_ledger.core.seal_chain import chain_of
from union_ledger.desk.closing import Accepted
from union_ledger.desk.closing import close
from union_ledger.desk.closing import reopen
from union_ledger.desk.closing_sheet import closing_sheet
from union_ledger.desk.new_file import write_new_file
from union_ledger.desk.seal_signing import sign_seal
from union_ledger.desk.work_tree import must_be_committed
from union_ledger.history.proof.closed_books import read_closed_books

if TYPE_CHECKING:
    from union_ledger.desk.closing import Closed

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@click.command("close", cls=Command)
@click.argument("month", metavar="[月份]", required=False, default="")
@BOOKS
@click.option("--dry-run", is_flag=True, help="只检查，不写任何文件。")
@click.option(
    "--accept",
    "accepted",
    metavar="项目",
    multiple=True,
    help="带着没有做到的一项封账（open、waiting、bank、depreciation、violations）。",
)
@click.option("--reason", metavar="文字", default="", help="为什么。")
@click.option("--approver", metavar="人员编号", default="", help="谁批准的。")
@click.option("--by", metavar="人员编号", default="", help="谁封的账。")
@click.option(
    "-o",
    "sheet",
    metavar="文件",
    type=click.Path(path_type=Path, dir_okay=False),
    help="封账单（.html，A4 一页），打印后签字存档。",
)
@click.option("--reopen", "is_reopened", is_flag=True, help="重新打开已经封账的月份。")
@click.option(
    "--allow-uncommitted",
    "uncommitted",
    is_flag=True,
    help="账簿还有没提交到 git 的修改，也封（不用 git 的账簿不必写）。",
)
@click.option("--sign", "is_signed", is_flag=True, help="给封好的月份签名（可选）。")
@click.option(
    "--key",
    metavar="私钥",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="签名用的 ssh 私钥，与 --sign 一起写。",
)
@click.option("--list", "is_listed", is_flag=True, help="列出封过的月份和封印。")
@click.option("--verify", "is_verified", is_flag=True, help="全部重算，与封印对照。")
@click.pass_context
def command(  # noqa: PLR0913 - one argument an option
    ctx: click.Context,
    *,
    month: str,
    books: Path,
    dry_run: bool,
    accepted: tuple[str, ...],
    reason: str,
    approver: str,
    by: str,
    sheet: Path | None,
    is_reopened: bool,
    is_signed: bool,
    key: Path | None,
    uncommitted: bool,
    is_listed: bool,
    is_verified: bool,
) -> None:
    """封账：检查一个月该办的都办了，写下封印；以后改动这个月，check 就会报错。"""
    if is_listed or is_verified:
        # The month is left out then, and the books stand in its place.
        place = Path(month) if month and not _MONTH.fullmatch(month) else books
        ctx.exit(_verified(place) if is_verified else _listed(place))
    first = _first(month)
    if is_signed:
        if key is None:
            raise InputError("签名要写 --key（自己的 ssh 私钥）和 --by（人员编号）")
        click.echo(f"已写入 {sign_seal(books, first, by, key)}")
        return
    if not (dry_run or uncommitted):
        must_be_committed(main_file(books).parent)
    if is_reopened:
        today = datetime.now(tz=UTC).astimezone().date()
        path = reopen(books, first, reason, approver, today, dry_run=dry_run)
        verb = "将写入" if dry_run else "已写入"
        click.echo(f"{verb} {path}")
        click.echo(f"{month} 和以后的月份都重新打开了；改好以后要一个一个重新封账。")
        return
    with working("正在读账、检查"):
        done = close(
            books, first, Accepted(accepted, reason, approver), by, dry_run=dry_run
        )
    _tell(done, dry_run=dry_run)
    if sheet is not None and not dry_run:
        write_new_file(sheet, closing_sheet(done, accepted, reason, approver))
        click.echo(f"封账单：{sheet}，请打印、签字，与经审会的会议记录一起保存。")


def _tell(done: Closed, *, dry_run: bool) -> None:
    for point in done.points:
        mark = "√" if point.is_met else "×"
        click.echo(f"{mark} {point.title}{f'：{point.said}' if point.said else ''}")
    seal = done.seal
    counts = f"分录和登记 {len(seal.entries)} 条，附件 {len(seal.documents)} 个"
    click.echo(f"{seal.month}：{counts}")
    click.echo(f"封印 {grouped(seal.head)}")
    for path in done.paths:
        click.echo(f"{'将写入' if dry_run else '已写入'} {path}")


def _listed(books: Path) -> int:
    ledger = load_ledger(books)
    registers = ledger.books.registers
    chain = chain_of(registers, main_file(books).parent)
    for line in sorted(registers.closes, key=lambda line: (line.number, line.day)):
        if not line.seal:
            click.echo(f"{line.day:%Y-%m}　没有封印")
            continue
        held = chain.closed.get(line.day)
        state = "" if held and held[0] == line else "　（后来重新打开过）"
        click.echo(f"{line.number}　{line.day:%Y-%m}　{grouped(line.seal)}{state}")
    for opened in registers.reopens:
        click.echo(
            f"{opened.since} 重新打开 {opened.day:%Y-%m}：{opened.reason}，"
            f"批准人 {opened.approver}"
        )
    if not registers.closes:
        click.echo("还没有封过账。")
    return 0


def _verified(books: Path) -> int:
    with working("正在读账、重算"):
        held = read_closed_books(main_file(books))
        faults = list(held.faults())
    anew = [fault for fault in faults if fault.is_anew]
    for fault in anew:
        click.echo(f"要重新认证　{fault.month}　{fault.said}")
    faults = [fault for fault in faults if not fault.is_anew]
    for fault in faults:
        click.echo(f"{fault.month}　{fault.said}" if fault.month else fault.said)
    head = held.chain.head
    if not faults:
        click.echo("与封印全部相符。" if head else "还没有封过账。")
        if head:
            click.echo(f"最后一个封印 {grouped(head)}，请与封账单上的核对。")
    return 1 if faults else 0


def _first(month: str) -> date:
    found = _MONTH.fullmatch(month)
    if not found:
        raise InputError("要写封哪个月，如 2024-03")
    return date(int(found[1]), int(found[2]), 1)
