"""``union-ledger import``: bank and campus exports into the books."""

from __future__ import annotations

import json
from pathlib import Path

import click

from union_ledger.cli.arguments import FORMAT
from union_ledger.cli.chinese import Command
from union_ledger.cli.healing import heal
from union_ledger.cli.progress import working
from union_ledger.core.errors import InputError
from union_ledger.desk.import_files import apart
from union_ledger.desk.intake import run
from union_ledger.desk.intake import take_invoices
from union_ledger.desk.intake_text import as_data
from union_ledger.desk.intake_text import summary
from union_ledger.desk.invoice_text import invoice_data
from union_ledger.desk.invoice_text import invoice_summary
from union_ledger.desk.learning import learned_text


@click.command("import", cls=Command)
@click.argument(
    "files",
    metavar="文件…",
    nargs=-1,
    type=click.Path(path_type=Path),
)
@click.option(
    "--into",
    metavar="目录",
    type=click.Path(path_type=Path),
    help="账簿目录，默认为当前目录；也可以是账簿里的一个子目录，新分录就写在那里。",
)
@click.option(
    "--account",
    metavar="账号",
    help="本方账号；只在导出文件自己没有账号时需要。",
)
@click.option(
    "--accept-unproven",
    metavar="原因",
    default="",
    help="对不上的流水也入账；原因写进每笔分录，都标 !，不写期末余额。",
)
@click.option(
    "--period",
    metavar="期间",
    default="",
    help="文件属于哪个期间，如 2024-12；只在序时账、余额表自己没有写明时需要。",
)
@click.option(
    "--as-new",
    is_flag=True,
    help="与账上分录相像、分不清是不是同一笔的流水，都作为新的一笔入账。",
)
@click.option("--dry-run", is_flag=True, help="只核对，不写任何文件。")
@click.option("--rows", is_flag=True, help="逐行列出去向。")
@click.option("--explain", is_flag=True, help="逐行说明由 classify.yaml 哪一条决定。")
@click.option(
    "--suggest",
    is_flag=True,
    help="待查的流水，写上账上相似分录所记的科目，供参考（需装 smart-importer）。",
)
@click.option(
    "--learn",
    is_flag=True,
    help="由人工改过的导入分录提出 classify.yaml 的新规则，只打印，不写文件。",
)
@FORMAT
@click.pass_context
def command(  # noqa: PLR0913 - one argument an option
    ctx: click.Context,
    *,
    files: tuple[Path, ...],
    into: Path | None,
    account: str | None,
    accept_unproven: str,
    as_new: bool,
    period: str,
    dry_run: bool,
    rows: bool,
    explain: bool,
    suggest: bool,
    learn: bool,
    format_: str,
) -> None:
    """导入银行、校财务导出的文件和电子发票：核对、分类、去重，写成待评审的分录。"""
    if not files and not learn:
        raise click.UsageError("没有写要导入的文件。")
    books, folder = _places(into, dry_run=dry_run)
    if learn and books:
        click.echo(learned_text(books))
    if not files:
        return
    tables, papers = apart(files)
    with working("正在读文件"):
        results = run(
            tables,
            books,
            folder,
            account=account,
            dry_run=dry_run,
            unproven=accept_unproven.strip(),
            period=period.strip(),
            explain=explain,
            as_new=as_new,
            suggest=suggest,
        )
        invoices = take_invoices(papers, books, dry_run=dry_run) if papers else []
    if format_ == "json":
        data = [as_data(result) for result in results]
        data += [invoice_data(result) for result in invoices]
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        if results:
            click.echo(summary(results, dry_run=dry_run, rows=rows))
        if invoices:
            click.echo(invoice_summary(invoices))
    failed = [r.failed for r in results] + [r.failed for r in invoices]
    ctx.exit(2 if any(failed) else 0)


def _places(into: Path | None, *, dry_run: bool) -> tuple[Path | None, Path | None]:
    """Return the folder of the books, and that for new files where it is another.

    A dry run that names no folder may do without books.

    Raises:
        InputError: There are no books there.
    """
    asked = into or Path()
    if asked.name == "main.beancount":
        asked = asked.parent
    for folder in (asked, *asked.resolve().parents):
        if (folder / "main.beancount").is_file():
            heal(folder)
            return folder, None if folder == asked else asked
        if into is None:
            break
    if dry_run and into is None:
        return None, None
    raise InputError(
        "这里没有账簿（main.beancount）",
        file=asked,
        hint="请用 --into 指明账簿目录，或先用 union-ledger init 新建。",
    )
