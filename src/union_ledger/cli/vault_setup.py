"""``union-ledger vault key|init|hand-over``: who can open the vault."""

from __future__ import annotations

from pathlib import Path

import click

from union_ledger.cli.chinese import Command
from union_ledger.cli.vault_options import BY
from union_ledger.cli.vault_options import IDENTITY
from union_ledger.cli.vault_options import RECIPIENT
from union_ledger.cli.vault_options import VAULT
from union_ledger.desk.vault import Vault
from union_ledger.desk.vault import make_vault
from union_ledger.desk.vault_keys import read_key
from union_ledger.desk.vault_keys import write_key


@click.command("key", cls=Command)
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
def key(file: Path) -> None:
    """给自己做一把私钥，写进新文件（只有自己能读），并显示公钥。"""
    public = write_key(file)
    click.echo(f"私钥已写入 {file}，请自己保管，另备份一份，不要交给别人。")
    click.echo(f"公钥 {public}")
    click.echo("公钥可以公开：建保险柜的人要用它。")


@click.command("init", cls=Command)
@click.argument("folder", metavar="目录", type=click.Path(path_type=Path))
@RECIPIENT
def init(folder: Path, recipients: tuple[str, ...]) -> None:
    """新建保险柜：git 仓库以外的一个空文件夹，两把公钥的主人都能打开。"""
    make_vault(folder, recipients)
    click.echo(f"已建保险柜 {folder}，{len(recipients)} 个人能打开。")
    click.echo("请另作加密备份，与账簿的备份分开；备份也要按期销毁。")


@click.command("hand-over", cls=Command)
@VAULT
@IDENTITY
@RECIPIENT
@BY
def hand_over(
    *, folder: Path, identity: Path, recipients: tuple[str, ...], by: str
) -> None:
    """换人：以后由这几把公钥的主人打开，写全，没有写的不再能打开。"""
    Vault(folder).hand_over(read_key(identity), recipients, by)
    click.echo(f"换好了，以后由 {len(recipients)} 把公钥的主人打开。")
    click.echo("旧的备份仍能用旧私钥打开，请销毁旧备份，另作一份。")
