"""``union-ledger lint``: ledger text that could harm whoever loads or opens it."""

from __future__ import annotations

import json
from pathlib import Path

import click

from union_ledger.cli.arguments import FORMAT
from union_ledger.cli.chinese import Command
from union_ledger.history.lint.files import lint_paths


@click.command("lint", cls=Command)
@click.argument(
    "paths",
    metavar="[文件或账簿目录…]",
    nargs=-1,
    type=click.Path(path_type=Path),
)
@FORMAT
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...], format_: str) -> None:
    """只读文字、不载入账簿，查账簿文件里有没有会运行程序、骗人眼睛的写法。"""
    read = list(lint_paths(paths or (Path(),)))
    faults = [fault for _, found in read for fault in found]
    if format_ == "json":
        said = {"files": len(read), "faults": [fault._asdict() for fault in faults]}
        click.echo(json.dumps(said, ensure_ascii=False, indent=2))
    else:
        for fault in faults:
            click.echo(f"{fault}（{fault.code}）")
        click.echo(f"共 {len(read)} 个文件，{len(faults)} 处问题。")
    ctx.exit(1 if faults else 0)
