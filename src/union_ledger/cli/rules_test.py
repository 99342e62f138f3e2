"""``union-ledger rules test``: every rule on its cases, and on its own past."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from typing import Any

import click

from union_ledger.cli.arguments import FORMAT
from union_ledger.cli.arguments import RULES_BOOKS
from union_ledger.cli.arguments import index_of
from union_ledger.cli.chinese import Command
from union_ledger.cli.progress import working
from union_ledger.plugins.cases import try_case
from union_ledger.rules.cases import cases_of
from union_ledger.rules.cases import check_cases
from union_ledger.rules.history import breaches
from union_ledger.rules.loader import load_rulebook
from union_ledger.rules.past import layers_of
from union_ledger.rules.past import same_repository

if TYPE_CHECKING:
    from pathlib import Path

    from union_ledger.rules.loader import Rulebook

FEWEST = 4


@click.command("test", cls=Command)
@RULES_BOOKS
@click.option(
    "--since", metavar="版本", help="再核对自这个 git 版本以来，没有删改已生效的规定。"
)
@FORMAT
@click.pass_context
def command(
    ctx: click.Context, *, books: Path | None, since: str | None, format_: str
) -> None:
    """逐条运行规则的案例：该查出的查出，该通过的通过。有不符时退出码为 1。"""
    index = index_of(books)
    book = load_rulebook(index)
    check_cases(book)
    with working("正在运行案例"):
        results = [_tried(book, rule_id) for rule_id in sorted(book.rules)]
    layers = layers_of(book, index)
    own = same_repository(layers) if since else []
    broken = list(breaches(own, since)) if since else []
    failed = [result for result in results if result["wrong"]]
    if format_ == "json":
        data = {"rules": results, "history": broken}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        for result in results:
            mark = "不符" if result["wrong"] else "通过"
            click.echo(
                f"{result['id']:<5}{mark}　{result['passed']}/{result['cases']}　"
                f"{result['title']}"
            )
            for wrong in result["wrong"]:
                click.echo(f"      {wrong}")
        total = sum(result["cases"] for result in results)
        passed = sum(result["passed"] for result in results)
        click.echo(f"共 {len(results)} 条规则，{total} 个案例，通过 {passed} 个。")
        if since:
            for breach in broken:
                click.echo(f"沿革：{breach}")
            click.echo(f"自 {since} 以来，删改已生效规定 {len(broken)} 处。")
            if len(own) < len(layers):
                click.echo("内置的国家、湖北规则不在同一个 git 仓库里，没有比。")
    ctx.exit(1 if failed or broken else 0)


def _tried(book: Rulebook, rule_id: str) -> dict[str, Any]:
    loaded = book.rules[rule_id]
    cases = cases_of(loaded)
    wrong = [
        f"{case.name}：{said}"
        for case in cases
        if (said := try_case(loaded, book, case).wrong)
    ]
    passed = len(cases) - len(wrong)
    if len(cases) < FEWEST:
        wrong.append(f"案例只有 {len(cases)} 个，至少要 {FEWEST} 个")
    return {
        "id": rule_id,
        "title": loaded.rule.title,
        "cases": len(cases),
        "passed": passed,
        "wrong": wrong,
    }
