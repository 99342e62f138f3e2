"""``union-ledger demo``: the whole way on the reference year."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from union_ledger.cli.arguments import PORT
from union_ledger.cli.chinese import Command
from union_ledger.cli.loading import kept_ledger
from union_ledger.cli.progress import working
from union_ledger.cli.report import write_all
from union_ledger.core.errors import InputError
from union_ledger.core.findings import SEVERITIES
from union_ledger.core.period import parse_period
from union_ledger.core.quota import quota_lines
from union_ledger.desk.intake import run
from union_ledger.desk.intake import take_invoices
from union_ledger.desk.template import copy_books
from union_ledger.desk.template import shipped
from union_ledger.importers.invoices.reading import looks_like_invoice
from union_ledger.reports.catalogue import REPORTS
from union_ledger.reports.cells import value_text

if TYPE_CHECKING:
    from union_ledger.core.ledger import Ledger
    from union_ledger.desk.intake_result import ImportResult
    from union_ledger.desk.invoices import InvoiceResult

_BOOKS = "hust"
_PERIOD = "2024"
# The month that the demo imports instead of finding it in the books; the year is
# closed only after it.
_LEFT_OUT = ("2024/12-bank.beancount", "2024/12-campus.beancount")
_CLOSING = "2024/closing.beancount"
_EXPORTS = "*_202412.*"
_MARK = "演示目录.txt"


@click.command("demo", cls=Command)
@click.option("--no-serve", is_flag=True, help="写完报表就结束，不打开网页。")
@PORT
@click.option(
    "--into",
    default=Path("build/demo"),
    metavar="目录",
    type=click.Path(path_type=Path, file_okay=False),
    help="写到哪里，默认 build/demo。",
)
def command(*, no_serve: bool, port: int, into: Path) -> None:
    """用虚构的 2024 年参考账套走一遍：导入、检查、出报表，再打开网页。"""
    books = into / "books"
    _clear(into)
    copy_books(_BOOKS, books, keep=lambda path: path not in {*_LEFT_OUT, _CLOSING})
    click.echo("工会明账演示——华中科技大学工会 2024 年，人员、单位往来和金额均为虚构。")
    exports = sorted((shipped(_BOOKS) / "exports").glob(_EXPORTS))
    with working("正在导入 12 月的导出文件"):
        papers = [path for path in exports if looks_like_invoice(path)]
        results = run([path for path in exports if path not in papers], books)
        invoices = take_invoices(papers, books, dry_run=False)
    _say_imported(results)
    _say_invoices(invoices)
    with working("正在检查"):
        ledger = kept_ledger(books)
    _say_checked(ledger)
    with working("正在编报表"):
        written = write_all(ledger, parse_period(_PERIOD), into)
    _say_reports(ledger, written)
    click.echo(f"\n账簿在 {books}，可以用 union-ledger check {books} 再查一遍。")
    if not no_serve:
        # Fava takes a second to import; the reports need not wait for it.
        from union_ledger.cli.serve import serve_books  # noqa: PLC0415

        serve_books(books / "main.beancount", port)


def _clear(into: Path) -> None:
    """Remove what an earlier demo wrote, and nothing else.

    Raises:
        InputError: The folder holds something that no demo wrote.
    """
    if into.is_dir() and any(into.iterdir()) and not (into / _MARK).is_file():
        raise InputError(
            "目录里有别的文件，演示不会覆盖", file=into, hint="请用 --into 换一个目录。"
        )
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(parents=True)
    (into / _MARK).write_text("此目录由 union-ledger demo 生成，可以删除。\n", "utf-8")


def _say_imported(results: list[ImportResult]) -> None:
    click.echo("\n一、导入 12 月的银行、校财务导出文件和电子发票（其余月份已在账上）")
    for result in results:
        name = result.record["file"]
        if result.failed:
            why = result.record.get("why") or result.problem
            click.echo(f"  {name}：没有入账，{why}")
            continue
        seen = result.known + result.matched
        click.echo(
            f"  {name}：{result.record['rows']} 行，入账 {result.booked} 笔，"
            f"其中待查 {result.unknown} 笔"
            + (f"，已记过凭证 {seen} 笔" if seen else "")
            + "；余额逐行相符"
        )


def _say_invoices(invoices: list[InvoiceResult]) -> None:
    states = Counter(invoice.state for invoice in invoices)
    told = "，".join(f"{state} {count} 张" for state, count in states.items())
    click.echo(f"  电子发票 {len(invoices)} 张：{told}")
    for invoice in invoices:
        if invoice.failed:
            click.echo(
                f"    {invoice.source.part or invoice.source.name}：{invoice.why}"
            )


def _say_checked(ledger: Ledger) -> None:
    open_ = [f for f in ledger.findings if f.is_open]
    counts = Counter(finding.severity for finding in open_)
    told = "，".join(f"{severity} {counts[severity]} 项" for severity in SEVERITIES)
    click.echo(f"\n二、检查 {len(ledger.books.entries)} 笔分录：{told}")
    if counts["违规"]:
        click.echo("  参考账套里故意放了这些问题；演示继续往下走，真账要先处理。")
    for problem in ledger.problems[:5]:
        click.echo(f"  错误：{problem.message}（{problem.filename}:{problem.lineno}）")
    for finding in open_[:3]:
        click.echo(f"  例：{finding.severity} {finding.rule}　{finding.message}")


def _say_assets(ledger: Ledger) -> None:
    """Tell what is held, whether it agrees with the accounts, and the year's count."""
    for name in ("asset-register", "stocktaking"):
        title, make = REPORTS[name]
        told = "，".join(
            f"{each.label} {value_text(each.value, each.kind)}"
            for each in make(ledger, parse_period(_PERIOD)).figures
        )
        click.echo(f"  {title}：{told}")


def _say_reports(ledger: Ledger, written: list[Path]) -> None:
    lines = quota_lines(ledger.books, parse_period(_PERIOD)).values()
    base = sum(line.base for line in lines)
    used = sum(line.used for line in lines)
    roots = sum(line.base for line in lines if line.unit != "000")
    click.echo("\n三、报表")
    if base:
        click.echo(
            f"  额度 {base / 1000000:,.2f} 万元，已用 {used / base:.1%}；"
            f"二级工会占额度 {roots / base:.1%}"
        )
    figures = REPORTS["reconciliation"][1](ledger, parse_period(_PERIOD)).figures
    told = "，".join(f"{each.label} {each.value}" for each in figures[:3])
    click.echo(f"  银行对账，账户 × 月份：{told}")
    _say_assets(ledger)
    formats: dict[Path, list[str]] = {}
    for path in written:
        formats.setdefault(path.with_suffix(""), []).append(path.suffix[1:])
    for path, endings in formats.items():
        click.echo(f"  {path}（{'、'.join(endings)}）")
