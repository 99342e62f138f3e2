"""``union-ledger submit``: hand a change in for review, without knowing git."""

from __future__ import annotations

from collections import Counter
from datetime import UTC
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from union_ledger.cli.arguments import BOOKS
from union_ledger.cli.chinese import Command
from union_ledger.cli.identity import AS
from union_ledger.cli.identity import BRANCH
from union_ledger.cli.identity import KEY
from union_ledger.cli.identity import YES
from union_ledger.cli.identity import own_git
from union_ledger.cli.identity import policy_now
from union_ledger.cli.progress import working
from union_ledger.core.errors import InputError
from union_ledger.core.findings import SEVERITIES
from union_ledger.core.ledger import load_ledger
from union_ledger.core.ledger import main_file
from union_ledger.desk.branches import PREFIX
from union_ledger.desk.branches import update
from union_ledger.desk.own_git import OwnGit
from union_ledger.desk.submitting import changes_to_submit
from union_ledger.desk.submitting import resend
from union_ledger.desk.submitting import submit
from union_ledger.history.revisions.repository import Repository

if TYPE_CHECKING:
    from union_ledger.desk.branches import Standing

_SHOWN = 20
_FAULTS = 3


@click.command("submit", cls=Command)
@BOOKS
@AS
@KEY
@click.option("-m", "--message", metavar="说明", help="一句话：改了什么，为什么。")
@click.option(
    "--bundle",
    metavar="文件",
    type=click.Path(path_type=Path, dir_okay=False),
    help="写成一个文件带给复核的人，不推送。",
)
@BRANCH
@click.option(
    "--update",
    "is_updated",
    is_flag=True,
    help="只取回复核的结果：合并了的并入本机，退回的说明原因。",
)
@YES
def command(  # noqa: PLR0913 - one argument an option
    *,
    books: Path,
    person: str | None,
    key: Path | None,
    message: str | None,
    bundle: Path | None,
    branch: str,
    is_updated: bool,
    yes: bool,
) -> None:
    """提交复核：把账簿里的改动交给复核的人，合并以前不算数。"""
    main = main_file(books)
    repository = Repository(main.parent)
    policy = policy_now(repository, branch)
    if is_updated:
        _tell_of_decisions(update(OwnGit(main.parent), branch))
        return
    states = changes_to_submit(OwnGit(main.parent))
    if not states:
        branch_sent = resend(OwnGit(main.parent))
        click.echo(
            f"{branch_sent} 上次没有推送成，现在已推送。"
            if branch_sent
            else "没有改动，不用提交。"
        )
        return
    git, who = own_git(main.parent, policy, person, key, "提交")
    click.echo(f"改动的文件 {len(states)} 个：")
    for state in states[:_SHOWN]:
        click.echo(f"  {state.word} {state.path}")
    if len(states) > _SHOWN:
        click.echo(f"  ……还有 {len(states) - _SHOWN} 个")
    _tell_of_check(main)
    if not message:
        message = click.prompt("用一句话说明改了什么").strip()
    if not message:
        raise InputError("提交要写说明", hint="请用 -m 写一句话。")
    if not yes and not click.confirm("提交这些改动，请人复核？"):
        click.echo("没有提交。")
        return
    today = datetime.now(tz=UTC).astimezone().date()
    done = submit(git, branch, who, message, today, bundle=bundle)
    click.echo(f"已提交，编号 {done.commit[:10]}，在分支 {done.branch}。")
    if done.bundle:
        click.echo(
            f"已写成 {done.bundle}，请交给复核的人，用 union-ledger approve 打开。"
        )
    elif done.remote:
        click.echo(
            f"已推送到 {done.remote}。复核的人运行 union-ledger approve 就能看到。"
        )
    else:
        click.echo("没有远端，改动留在本机；要带给别人请加 --bundle 文件。")


def _tell_of_decisions(standing: Standing) -> None:
    if standing.merged:
        click.echo(f"{standing.merged} 已经并入账簿，接着在 {standing.branch} 上记账。")
    elif standing.sent_back:
        click.echo(f"{standing.branch} 被退回：{standing.sent_back}")
        click.echo("请改好以后再运行 union-ledger submit。")
    elif standing.branch.startswith(PREFIX):
        click.echo(f"{standing.branch} 还在等人复核。")
    else:
        click.echo(f"已是最新，在 {standing.branch} 上记账。")


def _tell_of_check(main: Path) -> None:
    """Say what the check finds; books that cannot be read are not handed in.

    Raises:
        InputError: They cannot be read.
    """
    with working("正在检查"):
        ledger = load_ledger(main)
    unreadable = [problem for problem in ledger.problems if problem.is_unreadable]
    if unreadable:
        first = unreadable[0]
        raise InputError(
            f"账簿有 {len(unreadable)} 处读不了，没有提交；第一处：{first.message}",
            file=first.filename,
            line=first.lineno,
            hint="请运行 union-ledger check，改好再提交。",
        )
    counts = Counter(f.severity for f in ledger.findings if f.is_open)
    told = "，".join(f"{severity} {counts[severity]} 项" for severity in SEVERITIES)
    click.echo(f"检查：错误 {len(ledger.problems)} 处；待处理的{told}。")
    for problem in ledger.problems[:_FAULTS]:
        click.echo(f"  错误：{problem.message}")
    if ledger.problems:
        click.echo("有错误的改动合并不了，最好先改正再提交。")
