"""``union-ledger vault check``: is everybody whom the books name in the vault?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from union_ledger.cli.arguments import BOOKS
from union_ledger.cli.chinese import Command
from union_ledger.cli.vault_options import VAULT
from union_ledger.core.ledger import main_file
from union_ledger.desk.vault import Vault
from union_ledger.desk.vault_check import check_vault

if TYPE_CHECKING:
    from pathlib import Path


@click.command("check", cls=Command)
@BOOKS
@VAULT
@click.pass_context
def command(ctx: click.Context, *, books: Path, folder: Path) -> None:
    """核对账和保险柜：每个假名有档案或销毁记录，每份证据没有被换过；不用私钥。"""
    found = check_vault(Vault(folder), main_file(books).parent)
    for fault in found.faults:
        click.echo(fault)
    click.echo(
        f"账里有假名 {found.people} 个（其中 {found.erased} 个已经销毁）、"
        f"证据 {found.evidence} 份；问题 {len(found.faults)} 处。"
    )
    ctx.exit(1 if found.faults else 0)
