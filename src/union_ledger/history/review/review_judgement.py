"""The part of a review that says who made the change, who agreed, and what fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.history.review.review_table import table_of
from union_ledger.reports.model import Column

if TYPE_CHECKING:
    from union_ledger.history.gate.commit_people import Behind
    from union_ledger.history.gate.refusal import Refusal
    from union_ledger.history.review.review import Review
    from union_ledger.history.revisions.repository import Commit
    from union_ledger.reports.model import Cell
    from union_ledger.reports.model import Table


def refusals_table(review: Review) -> Table:
    """Return what the policy objects to, and whose agreement is missing."""
    columns = (
        Column("word", "结论", width=8),
        Column("message", "说明", width=60),
        Column("place", "位置", width=30),
        Column("code", "编号", "code", width=18),
    )
    rows: list[tuple[Cell, ...]] = [
        ("不合", one.message, _refused_at(one), one.code)
        for one in review.judgement.faults
    ]
    # Each stretch of a branch lacks the same agreement; one line says it.
    lacking = {one.message: one for one in review.judgement.lacking}
    rows += [("待批准", one.message, None, one.code) for one in lacking.values()]
    return table_of("对照复核办法", columns, rows)


def _refused_at(one: Refusal) -> str | None:
    place = f"{one.path}:{one.line}" if one.line else one.path
    return " ".join(part for part in (one.commit[:10], place) if part) or None


def commits_table(review: Review) -> Table:
    """Return the commits, and whether a signature proves whose each is."""
    columns = (
        Column("commit", "提交", "code", width=11),
        Column("author", "作者", width=24),
        Column("proof", "签名", width=22),
        Column("subject", "说明", width=60),
    )
    rows = [
        (
            one.short,
            f"{one.author} <{one.author_mail}>",
            _proof(one, behind),
            one.subject,
        )
        for one, behind in review.judgement.commits
    ]
    return table_of("提交", columns, rows)


def _proof(one: Commit, behind: Behind | None) -> str:
    if behind is None or not behind.person:
        return "有签名，没有核验" if one.signed else "没有签名"
    said = "已核验签名" if behind.is_verified else "仅为文字声明"
    return f"{behind.person} {said}"


def approvals_table(review: Review) -> Table:
    """Return who agreed, and whether a signature proves it."""
    columns = (
        Column("person", "批准人", "code", width=10),
        Column("way", "方式", width=10),
        Column("proof", "签名", width=16),
        Column("commit", "提交", "code", width=11),
    )
    rows = [
        (
            one.person,
            one.way,
            "已核验签名" if one.is_verified else "仅为文字声明",
            one.oid[:10],
        )
        for one in review.judgement.approvals
    ]
    return table_of("批准", columns, rows)
