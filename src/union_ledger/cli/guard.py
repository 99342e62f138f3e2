"""``union-ledger guard``: no personal numbers, no half-written files in git."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from union_ledger.cli.arguments import FORMAT
from union_ledger.cli.chinese import Command
from union_ledger.core.errors import InputError
from union_ledger.history.guard.guard import guard_files
from union_ledger.history.guard.guard import guard_range
from union_ledger.history.guard.guard import guard_staged
from union_ledger.history.revisions.repository import Repository

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.history.guard.guard import GuardReport


@click.command("guard", cls=Command)
@click.argument(
    "files", metavar="[文件或目录…]", nargs=-1, type=click.Path(path_type=Path)
)
@click.option("--range", "span", metavar="起..止", help="看这一段提交，如 main..HEAD。")
@click.option(
    "--allow-cards",
    metavar="通配符",
    multiple=True,
    help="这些文件里的银行卡号只计数、不拦，如 'documents/*'；可以写几个。",
)
@FORMAT
@click.pass_context
def command(
    ctx: click.Context,
    *,
    files: tuple[Path, ...],
    span: str | None,
    allow_cards: tuple[str, ...],
    format_: str,
) -> None:
    """找身份证号、手机号、银行卡号和不该提交的文件；不写文件就看 git 里待提交的。"""
    report = _report(files, span)
    report.let_cards_pass(allow_cards)
    if format_ == "json":
        click.echo(json.dumps(_as_data(report), ensure_ascii=False, indent=2))
    else:
        for line in _as_lines(report):
            click.echo(line)
    ctx.exit(0 if report.is_clean else 1)


def _report(files: tuple[Path, ...], span: str | None) -> GuardReport:
    if span is None:
        return guard_files(files) if files else guard_staged(Repository(Path()))
    if files:
        raise InputError("写了 --range 就不要再写文件")
    base, dots, head = span.partition("..")
    if not dots or "." in head[:1]:
        raise InputError(f"--range 写成 起..止，现在是 {span}")
    return guard_range(Repository(Path()), base, head or "HEAD")


def _as_lines(report: GuardReport) -> Iterator[str]:
    for found in report.numbers:
        where = f"{found.path}:{found.line}" if found.line else f"{found.path} 的文件名"
        yield f"{where}: {found.kind}（{found.masked}）"
    for path, why in report.unwanted:
        yield f"{path}: {why}"
    for path, why in report.unread:
        yield f"{path}: 未读取（{why}），请人看一遍"
    if report.let_pass:
        yield f"按 --allow-cards 放过银行卡号 {len(report.let_pass)} 处。"
    yield (
        f"共 {report.files} 个文件，个人信息 {len(report.numbers)} 处，"
        f"不该提交的 {len(report.unwanted)} 个，未读取 {len(report.unread)} 个。"
    )
    if report.numbers:
        yield "人写成假名编号，如 M00123；确要留尾号的，中间写成 ****。"


def _as_data(report: GuardReport) -> dict[str, object]:
    return {
        "files": report.files,
        "numbers": [found._asdict() for found in report.numbers],
        "let_pass": [found._asdict() for found in report.let_pass],
        "unwanted": [{"path": path, "why": why} for path, why in report.unwanted],
        "unread": [{"path": path, "why": why} for path, why in report.unread],
    }
