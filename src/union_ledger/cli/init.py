"""``union-ledger init``: new books for a union, in a repository of their own."""

from __future__ import annotations

from pathlib import Path

import click

from union_ledger.cli.chinese import Command
from union_ledger.desk.repository_files import start_repository
from union_ledger.desk.repository_files import write_repository_files
from union_ledger.desk.template import copy_books


@click.command("init", cls=Command)
@click.argument("folder", metavar="目录", type=click.Path(path_type=Path))
@click.option(
    "--git/--no-git",
    "with_git",
    default=True,
    help="建不建 git 仓库，默认建；没有 git 就不建。",
)
def command(folder: Path, *, with_git: bool) -> None:
    """为一家工会新建账簿：科目表、登记册、规则和导入分类的样板，以及仓库的检查。"""
    copy_books("template", folder)
    names = write_repository_files(folder)
    click.echo(f"已在 {folder} 新建账簿。")
    click.echo(f"仓库用的文件：{'、'.join(names)}。")
    if with_git:
        click.echo(f"{start_repository(folder)}。")
    click.echo("接下来：")
    click.echo("  1. 按文件里的说明填写 registers/ 下的单位、经费来源、人员和预算；")
    click.echo("  2. 在 chart.beancount 写明银行账户，在 classify.yaml 写明账号；")
    click.echo(f"  3. 运行 union-ledger check {folder}，改到没有错误；")
    click.echo("  4. 填写 rules/review.yaml 和 CODEOWNERS 里的人，按 hooks/README.md")
    click.echo("     装好守门程序，再做第一次提交；以后每次修改经复核后再合并。")
