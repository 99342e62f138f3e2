"""``union-ledger verify``: are these the books that were closed?"""

from __future__ import annotations

import json
from datetime import UTC
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import click

from union_ledger.cli.arguments import BOOKS
from union_ledger.cli.arguments import FORMAT
from union_ledger.cli.chinese import Command
from union_ledger.cli.progress import working
from union_ledger.core.seal import grouped
from union_ledger.desk.new_file import write_new_file
from union_ledger.history.proof.certificate import certificate
from union_ledger.history.proof.certificate import verdict
from union_ledger.history.proof.verify import verify
from union_ledger.history.revisions.repository import Repository

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.history.proof.verification import Verification
    from union_ledger.history.revisions.repository import Commit


@click.command("verify", cls=Command)
@BOOKS
@click.option(
    "--head",
    "heads",
    metavar="封印",
    multiple=True,
    help="封账单或会议纪要上的封印，64 位，可以带空格；可以写几个。",
)
@click.option(
    "--revision", metavar="版本", default="HEAD", help="验证哪个版本，默认 HEAD。"
)
@click.option(
    "--signers",
    metavar="文件",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="账簿以外的签名人名单（ssh 的 allowed_signers），核对封印的签名。",
)
@click.option(
    "-o",
    "--output",
    metavar="文件",
    type=click.Path(path_type=Path, dir_okay=False),
    help="验证证书（.html，A4 一页），打印后签字存档。",
)
@FORMAT
@click.pass_context
def command(  # noqa: PLR0913 - one argument an option
    ctx: click.Context,
    *,
    books: Path,
    heads: tuple[str, ...],
    revision: str,
    signers: Path | None,
    output: Path | None,
    format_: str,
) -> None:
    """验证：不相信任何人，从提交里的内容证明账就是封账时的账。"""
    repository = Repository(books)
    today = datetime.now(tz=UTC).astimezone().date()
    with working("正在读账、重算封印"):
        made = verify(repository, repository.commit_id(revision), heads, signers, today)
    if output is not None:
        write_new_file(output, certificate(made))
    if format_ == "json":
        click.echo(json.dumps(_as_data(made), ensure_ascii=False, indent=2))
    else:
        for line in _lines(made):
            click.echo(line)
        if output is not None:
            click.echo(f"验证证书：{output}")
    ctx.exit(0 if made.is_proven else 1)


def _lines(made: Verification) -> Iterator[str]:
    yield f"版本 {made.commit.short}，{made.entity or '没有读成'}"
    for month in made.months:
        good = [one.person for one in month.signatures if not one.fault]
        signed = f"　签名 {'、'.join(good)}" if good else ""
        seal = month.seal
        yield f"{seal.number}　{seal.month}　{grouped(seal.head)}{signed}"
    for one in made.differences:
        yield f"不一致　{one.month}　{one.said}" if one.month else f"不一致　{one.said}"
        for commit in one.commits:
            yield f"　　　　提交 {commit.short}　{_who(commit)}　{commit.subject}"
    for anchor in made.anchors:
        if anchor.number:
            yield f"外面的封印就是 {anchor.month}（第 {anchor.number} 次封账）的。"
    for said in made.reopened:
        yield f"重新打开过　{said}"
    for said in made.anew:
        yield f"要重新认证　{said}"
    for said in made.remarks:
        yield f"另外看到　{said}"
    for said in made.open:
        yield f"没有核对　{said}"
    yield verdict(made)


def _who(commit: Commit) -> str:
    return f"{commit.day}　{commit.author}" if commit.day else commit.author


def _as_data(made: Verification) -> dict[str, Any]:
    return {
        "commit": made.commit.oid,
        "entity": made.entity,
        "program": made.program,
        "rulebook": made.rulebook,
        "proven": made.is_proven,
        "months": [
            {
                "month": month.seal.month,
                "number": month.seal.number,
                "head": month.seal.head,
                "entries": len(month.seal.entries),
                "documents": len(month.seal.documents),
                "signatures": [
                    {"person": one.person, "key": one.key, "fault": one.fault}
                    for one in month.signatures
                ],
            }
            for month in made.months
        ],
        "anchors": [
            {"head": one.head, "number": one.number, "month": one.month}
            for one in made.anchors
        ],
        "differences": [
            {
                "month": one.month,
                "said": one.said,
                "commits": [
                    {"id": each.oid, "author": each.author, "day": each.day}
                    for each in one.commits
                ],
            }
            for one in made.differences
        ],
        "reopened": made.reopened,
        "attest_again": made.anew,
        "remarks": made.remarks,
        "not_checked": made.open,
        "verdict": verdict(made),
    }
