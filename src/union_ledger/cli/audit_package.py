"""``union-ledger report audit-package``: a folder for auditors that stands alone."""

from __future__ import annotations

from pathlib import Path

import click

from union_ledger.cli.arguments import BOOKS
from union_ledger.cli.arguments import index_of
from union_ledger.cli.arguments import period_of
from union_ledger.cli.chinese import Command
from union_ledger.cli.loading import kept_ledger
from union_ledger.cli.progress import counting
from union_ledger.rules.loader import load_rulebook

TITLE = "审计包"
NAMES = ("audit-package", TITLE)


@click.command("audit-package", cls=Command)
@BOOKS
@click.option(
    "--period", metavar="期间", help="2024、2024Q1 或 2024-03；默认为账簿最后一年。"
)
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="目录",
    type=click.Path(path_type=Path),
    help="写到这个目录：不存在的、空的，或（加 --force）原来的审计包。",
)
@click.option(
    "--with-personal-lists",
    is_flag=True,
    help="连发放名单一起复制；不写时只列出名单的哈希值和位置。",
)
@click.option("--force", is_flag=True, help="换掉原来的审计包。")
def command(
    books: Path,
    period: str | None,
    output: Path,
    *,
    with_personal_lists: bool,
    force: bool,
) -> None:
    """写出审计包：报告草稿、问题清单、取证单和底稿、报表、凭证、附件和校验清单。"""
    # The formats take a while to import; `--help` need not wait for them.
    from union_ledger.desk.audit_package import build  # noqa: PLC0415

    with counting("正在编制审计包") as told:
        ledger = kept_ledger(books)
        made = build(
            ledger,
            period_of(period, ledger),
            load_rulebook(index_of(books)),
            output,
            with_lists=with_personal_lists,
            force=force,
            told=told,
        )
    click.echo(f"已写出 {output}：{len(made.files) + 1} 个文件，请从 index.html 看起。")
