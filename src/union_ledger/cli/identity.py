"""Who sits at the desk（本人）: a person of the review policy, and his key."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from union_ledger.core.errors import InputError
from union_ledger.desk.own_git import Identity
from union_ledger.desk.own_git import OwnGit
from union_ledger.history.gate.review_policy import read_policy

if TYPE_CHECKING:
    from union_ledger.history.gate.review_policy import Policy
    from union_ledger.history.revisions.repository import Repository

AS = click.option("--as", "person", metavar="人员编号", help="本人，复核名单上的编号。")
KEY = click.option(
    "--key",
    metavar="私钥",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="签名用的 ssh 私钥；不写时用 git 里设好的。",
)
YES = click.option("--yes", is_flag=True, help="不再逐项询问。")


BRANCH = click.option(
    "--branch", metavar="分支", default="main", help="受保护的分支，默认 main。"
)


def policy_now(repository: Repository, branch: str) -> Policy:
    """Return the policy of the protected branch.

    Raises:
        InputError: There is no such branch, or no policy on it.
    """
    if not repository.has_commits:
        raise InputError(
            "账簿仓库里还没有提交",
            file=repository.folder,
            hint="请先由管理员提交第一个版本，复核办法在里面；见 docs/账簿仓库.md。",
        )
    return read_policy(repository, repository.commit_id(branch))


def own_git(
    folder: Path, policy: Policy, person: str | None, key: Path | None, verb: str
) -> tuple[OwnGit, str]:
    """Return git as somebody runs it, and his id; asked for where nothing says it.

    Raises:
        InputError: The person is not on the list, or is to sign and has no key.
    """
    git = OwnGit(folder)
    known = policy.person(person or git.setting("user.email"))
    if known is None and person:
        listed = "、".join(one.id for one in policy.people)
        raise InputError(f"复核名单上没有 {person}", hint=f"名单上有：{listed}。")
    while known is None:
        known = policy.person(click.prompt(f"谁在{verb}？请输入人员编号").strip())
        if known is None:
            click.echo("复核名单上没有这个编号。")
    git = OwnGit(folder, Identity(known.id, known.email, key))
    if policy.needs_signatures and not git.signing:
        raise InputError(
            "复核办法要求签名，这里没有签名用的私钥",
            hint="请用 --key 写明私钥；怎样做私钥见 docs/复核办法.md。",
        )
    return git, known.id
