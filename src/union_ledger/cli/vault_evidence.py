"""``union-ledger vault evidence|read``: the papers of a case."""

from __future__ import annotations

import os
from pathlib import Path

import click

from union_ledger.cli.chinese import Command
from union_ledger.cli.vault_options import BY
from union_ledger.cli.vault_options import IDENTITY
from union_ledger.cli.vault_options import REASON
from union_ledger.cli.vault_options import VAULT
from union_ledger.core.errors import InputError
from union_ledger.core.explain import os_problem
from union_ledger.desk.vault import Vault
from union_ledger.desk.vault_evidence import KEY
from union_ledger.desk.vault_evidence import read_evidence
from union_ledger.desk.vault_evidence import seal_evidence
from union_ledger.desk.vault_keys import PRIVATE
from union_ledger.desk.vault_keys import read_key
from union_ledger.desk.work_tree import must_be_outside_git

_PERSON = click.option("--person", metavar="假名", required=True, help="谁的证据。")


@click.command("evidence", cls=Command)
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@_PERSON
@VAULT
@IDENTITY
@BY
def keep(*, file: Path, person: str, folder: Path, identity: Path, by: str) -> None:
    """封存一份证据（申请表、病历、证明）：加密存进保险柜，账里只写散列和大小。"""
    sealed = seal_evidence(Vault(folder), file, person, read_key(identity), by)
    click.echo(f"已封存，sha256 {sealed.sha256}，{sealed.size} 字节。")
    click.echo("请在那笔分录下面写：")
    click.echo(f'  {KEY}: "{sealed.value}"')
    click.echo(f"原件 {file} 没有动，核对以后请移出电脑或彻底删除。")


@click.command("read", cls=Command)
@click.argument("sha256")
@_PERSON
@click.option(
    "-o",
    "output",
    metavar="文件",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="写到哪个新文件，看完请删除。",
)
@VAULT
@IDENTITY
@BY
@REASON
def read(  # noqa: PLR0913 - one argument an option
    *,
    sha256: str,
    person: str,
    output: Path,
    folder: Path,
    identity: Path,
    by: str,
    reason: str,
) -> None:
    """取出一份证据来看；谁、哪天、为什么看的，先记进台账。"""
    must_be_outside_git(output.absolute().parent, "证据")
    private = read_key(identity)
    data = read_evidence(Vault(folder), sha256, person, private, by, reason)
    try:
        handle = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
    except OSError as exc:
        raise InputError(f"文件写不进去（{os_problem(exc)}）", file=output) from None
    click.echo(f"已取出到 {output}，看完请删除；已记入台账。")
