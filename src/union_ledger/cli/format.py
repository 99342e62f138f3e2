"""``union-ledger format``: the columns of ledger text, and nothing of its meaning."""

from __future__ import annotations

from pathlib import Path

import click

from union_ledger.cli.chinese import Command
from union_ledger.core.errors import InputError
from union_ledger.desk.format_text import format_file


@click.command("format", cls=Command)
@click.argument(
    "paths",
    metavar="文件或目录…",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path),
)
@click.option("--check", is_flag=True, help="只看哪些文件要排，不写；有就以 1 结束。")
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...], *, check: bool) -> None:
    """把账簿文字的金额对齐（汉字算两格）；不改意思、次序、字符串和注释。"""
    files: list[Path] = []
    for path in paths:
        found = sorted(path.rglob("*.beancount")) if path.is_dir() else [path]
        if not found:
            raise InputError("目录里没有 .beancount 文件", file=path)
        files += found
    changed = [path for path in files if format_file(path, check=check)]
    for path in changed:
        click.echo(f"{'要排' if check else '排好'} {path}")
    click.echo(
        f"共 {len(files)} 个文件，{'要排' if check else '排好'} {len(changed)} 个。"
    )
    ctx.exit(1 if check and changed else 0)
