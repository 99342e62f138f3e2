"""``union-ledger rules handbook``: the whole rulebook as a document."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from union_ledger.cli.arguments import RULES_BOOKS
from union_ledger.cli.arguments import index_of
from union_ledger.cli.chinese import Command
from union_ledger.cli.progress import working
from union_ledger.core.errors import InputError
from union_ledger.core.explain import os_problem
from union_ledger.core.ledger import load_ledger
from union_ledger.desk.whole_file import write_whole
from union_ledger.rules.loader import load_rulebook

if TYPE_CHECKING:
    from union_ledger.rules.loader import Rulebook

_NO_UNION = "校工会"


@click.command("handbook", cls=Command)
@RULES_BOOKS
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="文件",
    type=click.Path(path_type=Path, dir_okay=False),
    help="写到哪个文件：.html 或 .docx。",
)
def command(books: Path | None, output: Path) -> None:
    """把全部规则写成可打印的《工会经费使用规则手册》。"""
    ending = output.suffix.lower()
    if ending not in {".html", ".docx"}:
        raise InputError(
            f"不认识的文件种类 {ending or output.name}",
            hint="请写成 .html 或 .docx。",
        )
    index = index_of(books)
    book = load_rulebook(index)
    with working("正在编写手册"):
        known = books is not None or Path("main.beancount").is_file()
        union = load_ledger(books or Path()).entity if known else _NO_UNION
        data = _written(book, union, ending)
    try:
        write_whole(output, data)
    except OSError as exc:
        raise InputError(f"文件写不进去（{os_problem(exc)}）", file=output) from None
    click.echo(f"已写出 {output}：{len(book.rules)} 条规则，版本 {book.version}")


def _written(book: Rulebook, union: str, ending: str) -> bytes:
    # Both libraries take a while to import; only this command needs them.
    today = date.today()  # noqa: DTZ011 - the user's own day
    if ending == ".docx":
        from union_ledger.desk.handbook_docx import handbook_docx  # noqa: PLC0415

        return handbook_docx(book, union, today)
    from union_ledger.desk.handbook import handbook_html  # noqa: PLC0415

    return handbook_html(book, union, today).encode("utf-8")
