"""``union-ledger gate``: may these commits enter the protected branch?"""

from __future__ import annotations

import json
import sys
from datetime import UTC
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from union_ledger.cli.chinese import Command
from union_ledger.core.errors import InputError
from union_ledger.history.gate.gate import gate
from union_ledger.history.gate.pushed_refs import push_refusals
from union_ledger.history.gate.pushed_refs import pushed_refs
from union_ledger.history.revisions.repository import Repository

if TYPE_CHECKING:
    from union_ledger.history.gate.refusal import Refusal


@click.command("gate", cls=Command)
@click.argument("span", metavar="[原版本..新版本]", required=False, default="")
@click.argument(
    "books",
    metavar="[账簿]",
    required=False,
    default=Path(),
    type=click.Path(path_type=Path, exists=True, file_okay=False),
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    metavar="text|json",
    help="输出成文字（默认）或 JSON。",
)
@click.option(
    "--signers",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="仓库以外的签名人名单（allowed_signers），代替复核办法里的公钥。",
)
@click.option("--hook", "is_hook", is_flag=True, help="作为 pre-receive 钩子运行。")
@click.option(
    "--branch", metavar="分支", default="main", help="受保护的分支，默认 main。"
)
@click.pass_context
def command(  # noqa: PLR0913 - one argument an option
    ctx: click.Context,
    *,
    span: str,
    books: Path,
    format_: str,
    signers: Path | None,
    is_hook: bool,
    branch: str,
) -> None:
    """守门：这些提交按复核办法能不能进账簿。不能时说明原因，退出码为 1。"""
    today = datetime.now(tz=UTC).astimezone().date()
    if is_hook:
        if span:
            raise InputError("--hook 从标准输入读，后面不写版本")
        pushed = pushed_refs(sys.stdin)
        found = push_refusals(Repository(Path()), pushed, branch, today, signers)
    else:
        base, dots, head = span.partition("..")
        if not (base and dots and head) or head.startswith("."):
            raise InputError("要写从哪个版本到哪个版本，如 main..HEAD")
        found = gate(Repository(books), base, head, today, outside=signers)
    if format_ == "json":
        said = [one.as_data() for one in found]
        click.echo(json.dumps(said, ensure_ascii=False, indent=2))
    else:
        _tell(found, is_hook=is_hook)
    ctx.exit(1 if found else 0)


def _tell(found: list[Refusal], *, is_hook: bool) -> None:
    # git shows the one who pushes what a hook says, on either stream.
    for one in found:
        click.echo(str(one), err=is_hook)
    if found:
        click.echo(f"不收：{len(found)} 处不合复核办法。", err=is_hook)
    elif not is_hook:
        click.echo("可以收：没有不合复核办法的地方。")
