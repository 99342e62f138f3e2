"""``union-ledger check``: everything bean-check does, and the rulebook."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import click

from union_ledger.cli.arguments import BOOKS
from union_ledger.cli.arguments import FORMAT
from union_ledger.cli.chinese import Command
from union_ledger.cli.progress import working
from union_ledger.core.findings import SEVERITIES
from union_ledger.core.ledger import load_ledger
from union_ledger.core.money import yuan
from union_ledger.history.review.snapshot_at import snapshot_at
from union_ledger.history.review.snapshot_cache import default_folder
from union_ledger.history.revisions.repository import Repository

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.findings import Finding
    from union_ledger.core.ledger import Ledger


@click.command("check", cls=Command)
@BOOKS
@FORMAT
@click.option("--rule", metavar="规则", help="只看这条规则，如 R33。")
@click.option("--unit", metavar="单位", help="只看这个单位，如 007。")
@click.option(
    "--since",
    metavar="版本",
    help="只看这个 git 版本以后新出现的；没有新的违规和错误，退出码就是 0。",
)
@click.option("--all", "all_", is_flag=True, help="已豁免、已排除、已销号的也列出。")
@click.pass_context
def command(  # noqa: PLR0913 - one argument an option
    ctx: click.Context,
    *,
    books: Path,
    format_: str,
    rule: str | None,
    unit: str | None,
    since: str | None,
    all_: bool,
) -> None:
    """检查账簿：结构、登记、额度和全部规则。有待处理的违规时退出码为 1。"""
    with working("正在读账、检查"):
        ledger = load_ledger(books)
        if since is not None:
            ledger = _new_since(ledger, since)
    findings = [
        finding
        for finding in ledger.findings
        if (not rule or finding.rule == rule)
        and (not unit or finding.unit == unit)
        and (all_ or finding.is_open)
    ]
    if format_ == "json":
        click.echo(json.dumps(as_data(ledger, findings), ensure_ascii=False, indent=2))
    else:
        for line in as_lines(ledger, findings):
            click.echo(line)
    ctx.exit(exit_code(ledger))


def exit_code(ledger: Ledger) -> int:
    """Return 2 when something could not be read, 1 on violations or errors."""
    if any(problem.is_unreadable for problem in ledger.problems):
        return 2
    broken = bool(ledger.problems) or any(f.is_open_violation for f in ledger.findings)
    return 1 if broken else 0


def _new_since(ledger: Ledger, revision: str) -> Ledger:
    """Return the ledger with only those findings and errors that a revision lacks.

    Before the first commit all of them are new.

    Raises:
        InputError: The books stand in no repository, or there is no such revision.
    """
    folder = ledger.main.parent
    repository = Repository(folder)
    if revision == "HEAD" and not repository.has_commits:
        return ledger
    commit = repository.commit_id(revision)
    before = snapshot_at(repository, commit, default_folder())
    open_then = {(f.id, f.severity) for f in before.findings if f.is_open}
    faults = {(one.kind, one.message) for one in before.problems}
    return replace(
        ledger,
        findings=tuple(
            f for f in ledger.findings if (f.id, f.severity) not in open_then
        ),
        problems=tuple(
            one
            for one in ledger.problems
            if (one.kind, one.message.replace(f"{folder}/", "")) not in faults
        ),
    )


def as_data(ledger: Ledger, findings: list[Finding]) -> dict[str, Any]:
    """Return the outcome as data: amounts are strings of yuan, dates ISO."""
    return {
        "books": str(ledger.main),
        "entity": ledger.entity,
        "rulebook": ledger.rulebook,
        "problems": [asdict(problem) for problem in ledger.problems],
        "not_enforced": [
            {"rule": rule, "missing": keys.split()} for rule, keys in ledger.silent
        ],
        "not_concluded": [
            {"rule": rule, "reason": reason} for rule, reason in ledger.idle
        ],
        "findings": [
            asdict(finding)
            | {
                "day": finding.day.isoformat(),
                "amount": None if finding.amount is None else str(yuan(finding.amount)),
            }
            for finding in findings
        ],
    }


def as_lines(ledger: Ledger, findings: list[Finding]) -> Iterator[str]:
    """Yield the outcome as people read it."""
    for problem in ledger.problems:
        name = shown_path(problem.filename, ledger)
        yield f"{name}:{problem.lineno}: 错误：{problem.message}"
    for finding in findings:
        name = shown_path(finding.filename, ledger)
        example = "（参数为示例值）" if finding.on_example_value else ""
        state = "" if finding.state == "待处理" else f"〔{finding.state}〕"
        yield (
            f"{name}:{finding.lineno}: {finding.severity} {finding.rule}{state}："
            f"{finding.message}{example}"
        )
        yield f"    依据：{finding.citation}　编号：{finding.id}"
    counts = Counter(finding.severity for finding in findings)
    told = "，".join(f"{severity} {counts[severity]} 项" for severity in SEVERITIES)
    entries = len(ledger.books.entries)
    yield f"共 {entries} 笔分录；错误 {len(ledger.problems)} 处；{told}。"
    yield f"规则库：{ledger.rulebook or '没有读成'}"
    for rule, keys in ledger.silent:
        yield f"规则 {rule} 没有执行：参数 {keys} 缺失，请在本级规则里填写。"
    for rule, reason in ledger.idle:
        yield f"规则 {rule} 没有下结论：{reason}。"


def shown_path(filename: str, ledger: Ledger) -> str:
    """Return a path as seen from where the user stands, else from the books."""
    path = Path(filename)
    for folder in (Path.cwd(), ledger.main.parent):
        if path.is_absolute() and path.is_relative_to(folder):
            return str(path.relative_to(folder))
    return filename
