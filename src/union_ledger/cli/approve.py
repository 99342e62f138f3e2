"""``union-ledger approve``: read a change, agree to it, or send it back."""

from __future__ import annotations

from datetime import UTC
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from union_ledger.cli.chinese import Command
from union_ledger.cli.identity import AS
from union_ledger.cli.identity import BRANCH
from union_ledger.cli.identity import KEY
from union_ledger.cli.identity import YES
from union_ledger.cli.identity import own_git
from union_ledger.cli.identity import policy_now
from union_ledger.cli.progress import working
from union_ledger.core.errors import InputError
from union_ledger.core.ledger import main_file
from union_ledger.desk.approving import approve
from union_ledger.desk.approving import send_back
from union_ledger.desk.approving import take_in
from union_ledger.desk.approving import waiting
from union_ledger.desk.branches import fetch
from union_ledger.history.review.review import review
from union_ledger.history.review.review_report import review_report
from union_ledger.history.review.snapshot_cache import default_folder
from union_ledger.history.revisions.repository import Repository
from union_ledger.reports.formats import render
from union_ledger.reports.formats import write

if TYPE_CHECKING:
    from union_ledger.desk.approving import Approved
    from union_ledger.desk.approving import Waiting
    from union_ledger.desk.own_git import OwnGit

_MOST = 40


@click.command("approve", cls=Command)
@click.argument("change", metavar="[分支或文件]", required=False, default="")
@click.option(
    "--books",
    metavar="账簿",
    default=Path(),
    type=click.Path(path_type=Path),
    help="账簿目录，默认是现在的目录。",
)
@AS
@KEY
@click.option("--list", "is_listed", is_flag=True, help="只列出等待复核的改动。")
@click.option("--reject", "reason", metavar="原因", help="不同意，退回，写明原因。")
@click.option(
    "-o",
    "--output",
    metavar="文件",
    type=click.Path(path_type=Path, dir_okay=False),
    help="把复核单写到这个文件（.html、.md、.xlsx），不显示在屏幕上。",
)
@BRANCH
@YES
@click.pass_context
def command(  # noqa: PLR0913 - one argument an option
    ctx: click.Context,
    *,
    change: str,
    books: Path,
    person: str | None,
    key: Path | None,
    is_listed: bool,
    reason: str | None,
    output: Path | None,
    branch: str,
    yes: bool,
) -> None:
    """复核：看一处改动是什么意思，同意就合并，不同意就退回。"""
    folder = main_file(books).parent
    repository = Repository(folder)
    policy = policy_now(repository, branch)
    git, who = own_git(folder, policy, person, key, "复核")
    remote = fetch(git, branch)
    chosen = _chosen(git, branch, change, only_list=is_listed)
    if chosen is None:
        return
    today = datetime.now(tz=UTC).astimezone().date()
    base = repository.merge_base(branch, chosen.commit)
    with working("正在读两个版本的账"):
        made = review(repository, base, chosen.commit, default_folder(), today=today)
    if output is not None:
        format_ = output.suffix.lstrip(".").lower() or "html"
        write(review_report(made), format_, output)
        click.echo(f"复核单：{output}")
    else:
        click.echo(render(review_report(made, _MOST), "md").decode("utf-8"))
    click.echo(f"提交的人：{chosen.author}；说明：{chosen.subject}")
    if reason is None and not yes:
        reason = _asked()
        if reason is None:
            click.echo("没有表态，以后再看。")
            return
    if reason:
        noted = send_back(git, chosen.commit, reason, remote=remote)
        click.echo(f"已退回（{noted[:10]}）：{reason}")
        return
    if not made.may_pass:
        click.echo("这个改动还不能合并，先改正上面列出的问题；请用 --reject 退回。")
        ctx.exit(1)
    done = approve(
        git,
        repository,
        branch,
        chosen.commit,
        f"批准：{chosen.subject}",
        today=today,
        remote=remote,
    )
    _tell(done, who)
    ctx.exit(1 if done.outcome == "refused" else 0)


def _asked() -> str | None:
    """Ask what to do: an empty reason agrees, None leaves it open."""
    answer = click.prompt(
        "看完了吗？同意请输入 同意，不同意请输入 退回，先放着请输入 再看",
        type=click.Choice(["同意", "退回", "再看"]),
        show_choices=False,
    )
    if answer == "再看":
        return None
    if answer == "同意":
        return ""
    said: str = click.prompt("退回的原因").strip()
    return said or None


def _chosen(git: OwnGit, main: str, change: str, *, only_list: bool) -> Waiting | None:
    """Return the change that is meant; None where there is none or it is only told.

    Raises:
        InputError: There are several and none was named, or there is no such change.
    """
    if change and Path(change).is_file():
        (change,) = take_in(git, Path(change))[:1]
    found = waiting(git, main)
    if only_list or (not found and not change):
        for one in found:
            state = "（等提交的人改）" if one.is_sent_back else ""
            click.echo(f"{one.branch}　{one.day}　{one.author}　{one.subject}{state}")
        if not found:
            click.echo("没有等待复核的改动。")
        return None
    if change:
        named = [one for one in found if change in {one.branch, one.commit}]
        if not named:
            raise InputError(
                f"没有等待复核的改动 {change}",
                hint="union-ledger approve --list 列出全部。",
            )
        return named[0]
    ready = [one for one in found if not one.is_sent_back] or found
    if len(ready) > 1:
        names = "、".join(one.branch for one in ready)
        raise InputError("等待复核的改动不止一个", hint=f"请写明是哪个：{names}。")
    return ready[0]


def _tell(done: Approved, who: str) -> None:
    if done.outcome == "merged":
        click.echo(f"{who} 已批准，并入账簿（{done.commit[:10]}）。")
        return
    if done.outcome == "noted":
        click.echo(f"{who} 已批准（{done.commit[:10]}），还要别人批准才能合并：")
    else:
        click.echo("这个改动不合复核办法，没有合并：")
    for refusal in done.refusals:
        click.echo(f"  {refusal}")
