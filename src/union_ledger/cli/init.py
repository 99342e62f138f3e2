"""``union-ledger init``: new books for a union."""

from __future__ import annotations

from pathlib import Path

import click

from union_ledger.cli.chinese import Command
from union_ledger.desk.template import copy_books


@click.command("init", cls=Command)
@click.argument("folder", metavar="目录", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """为一家工会新建账簿：科目表、登记册、规则和导入分类的样板。"""
    copy_books("template", folder)
    click.echo(f"已在 {folder} 新建账簿。接下来：")
    click.echo("  1. 按文件里的说明填写 registers/ 下的单位、经费来源、人员和预算；")
    click.echo("  2. 在 chart.beancount 写明银行账户，在 classify.yaml 写明账号；")
    click.echo(f"  3. 运行 union-ledger check {folder}，改到没有错误；")
    click.echo("  4. 把目录纳入 git，每次修改经评审后再合并。")
