"""``union-ledger review``: what a change means, and whether it may be merged."""

from __future__ import annotations

from datetime import UTC
from datetime import datetime
from pathlib import Path

import click

from union_ledger.cli.arguments import BOOKS
from union_ledger.cli.chinese import Command
from union_ledger.cli.progress import working
from union_ledger.core.ledger import main_file
from union_ledger.history.review.review import review
from union_ledger.history.review.review_report import review_report
from union_ledger.history.review.snapshot_cache import default_folder
from union_ledger.history.revisions.repository import Repository
from union_ledger.reports.formats import render
from union_ledger.reports.formats import write

FORMATS = ("md", "html", "json", "xlsx")
# A merge request is read on a screen; who wants every row of it takes html or json.
_MOST = 40


@click.command("review", cls=Command)
@click.argument("span", metavar="原版本..新版本")
@BOOKS
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    metavar="|".join(FORMATS),
    help="格式；不写时看 -o 的扩展名，再不然是 md。",
)
@click.option(
    "-o",
    "--output",
    metavar="文件",
    type=click.Path(path_type=Path, dir_okay=False),
    help="写到这个文件；不写时显示在屏幕上。",
)
@click.option(
    "--signers",
    metavar="文件",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="账簿以外的签名人名单，代替复核办法里的公钥。",
)
@click.option("--no-cache", is_flag=True, help="不用也不留以前的结果。")
@click.pass_context
def command(  # noqa: PLR0913 - one argument an option
    ctx: click.Context,
    *,
    span: str,
    books: Path,
    format_: str | None,
    output: Path | None,
    signers: Path | None,
    no_cache: bool,
) -> None:
    """复核：两个版本之间，钱、额度、资产、登记、规则和检查结果有什么不同。"""
    repository = Repository(main_file(books).parent)
    base, head = endpoints(repository, span)
    with working("正在读两个版本的账"):
        made = review(
            repository,
            base,
            head,
            None if no_cache else default_folder(),
            today=datetime.now(tz=UTC).astimezone().date(),
            outside=signers,
        )
    chosen = format_ or (output.suffix.lstrip(".") if output else "") or "md"
    report = review_report(made, _MOST if chosen == "md" else None)
    if output is not None:
        write(report, chosen, output)
        click.echo(f"已写出 {output}")
    else:
        click.echo(render(report, chosen).decode("utf-8"))
    ctx.exit(0 if made.may_pass else 1)


def endpoints(repository: Repository, span: str) -> tuple[str, str]:
    """Return the two commits of ``BASE..HEAD``; a base alone is compared with HEAD.

    A change is seen against where it left the base, as a merge request shows it.

    Raises:
        InputError: There is no such revision.
    """
    base, _, head = span.replace("...", "..").partition("..")
    newer = repository.commit_id(head or "HEAD")
    older = repository.commit_id(base or "HEAD")
    return repository.merge_base(older, newer) or older, newer
