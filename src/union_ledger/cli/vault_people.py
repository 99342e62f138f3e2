"""``union-ledger vault add|show|erase``: the persons in the vault."""

from __future__ import annotations

from pathlib import Path

import click

from union_ledger.cli.chinese import Command
from union_ledger.cli.vault_options import BY
from union_ledger.cli.vault_options import IDENTITY
from union_ledger.cli.vault_options import PERSON
from union_ledger.cli.vault_options import REASON
from union_ledger.cli.vault_options import VAULT
from union_ledger.desk.vault import Vault
from union_ledger.desk.vault_keys import read_key
from union_ledger.desk.vault_log import ADD
from union_ledger.desk.vault_log import CHANGE
from union_ledger.desk.vault_people import Person
from union_ledger.desk.vault_people import erase
from union_ledger.desk.vault_people import shown
from union_ledger.desk.vault_people import take_in
from union_ledger.desk.vault_sheet import read_sheet

_SAID = {ADD: "新登记", CHANGE: "资料已更新", "": "早已登记，资料相同"}


@click.command("add", cls=Command)
@VAULT
@IDENTITY
@BY
@click.option(
    "--from",
    "sheet",
    metavar="名册",
    type=click.Path(path_type=Path),
    help="一次登记一张名册（.csv、.xlsx），有“姓名”“身份证号”两栏；不写就逐项问。",
)
@click.option("--renamed", is_flag=True, help="身份证号相同、改了姓名的，也更新。")
def add(
    *, folder: Path, identity: Path, by: str, sheet: Path | None, renamed: bool
) -> None:
    """登记帮扶对象，得到写进账里的假名；同一个人总是同一个假名。"""
    vault, private = Vault(folder), read_key(identity)
    rows = read_sheet(sheet) if sheet else [(0, _asked())]
    people = [person for _, person in rows]
    results = take_in(vault, people, private, by, may_rename=renamed)
    for (line, _), done in zip(rows, results, strict=True):
        place = f"第 {line} 行　" if line else ""
        click.echo(f"{place}{done.person}　{_SAID[done.what]}")
    click.echo("账里的对方、member 都只写假名，不写姓名。")
    if sheet:
        click.echo(f"名册 {sheet} 用完请彻底删除，或同样加密保存。")


@click.command("show", cls=Command)
@PERSON
@VAULT
@IDENTITY
@BY
@REASON
def show(*, person: str, folder: Path, identity: Path, by: str, reason: str) -> None:
    """看一个假名是谁；谁、哪天、为什么看的，先记进台账。"""
    found = shown(Vault(folder), person, read_key(identity), by, reason)
    click.echo(f"姓名　{found.name}")
    click.echo(f"身份证号　{found.number}")
    click.echo(f"银行卡号　{found.card or '（没有填）'}")
    click.echo(f"困难原因　{found.reason or '（没有填）'}")
    click.echo("已记入台账。")


@click.command("erase", cls=Command)
@PERSON
@VAULT
@IDENTITY
@BY
@REASON
@click.option("--yes", is_flag=True, help="不再问一遍。")
def erase_person(  # noqa: PLR0913 - one argument an option
    *, person: str, folder: Path, identity: Path, by: str, reason: str, yes: bool
) -> None:
    """销毁一个人：丢掉他的钥匙，档案和证据再也打不开；账和封印不变。"""
    vault, private = Vault(folder), read_key(identity)
    if not yes:
        click.confirm(f"销毁 {person} 以后谁也恢复不了，确定吗", abort=True)
    gone = erase(vault, person, private, by, reason)
    click.echo(f"{person} 的钥匙已经丢掉，档案和 {len(gone)} 份证据再也打不开。")
    click.echo("以前的备份里还有这把钥匙：请销毁旧备份，另作一份。")


def _asked() -> Person:
    name = str(click.prompt("姓名"))
    number = str(click.prompt("身份证号"))
    card = str(click.prompt("银行卡号（没有就回车）", default="", show_default=False))
    reason = str(click.prompt("困难原因（没有就回车）", default="", show_default=False))
    return Person(name, number, card, reason)
