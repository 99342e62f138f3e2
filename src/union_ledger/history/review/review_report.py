"""A review as a report（复核单）: what a person must read before agreeing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.history.review.directive_words import KIND_NAMES
from union_ledger.history.review.entry_words import amount_of
from union_ledger.history.review.entry_words import differences
from union_ledger.history.review.entry_words import words_of
from union_ledger.history.review.review_judgement import approvals_table
from union_ledger.history.review.review_judgement import commits_table
from union_ledger.history.review.review_judgement import refusals_table
from union_ledger.history.review.review_table import table_of
from union_ledger.reports.model import Column
from union_ledger.reports.model import Figure
from union_ledger.reports.model import Provenance
from union_ledger.reports.model import Report
from union_ledger.reports.model import Table

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from union_ledger.history.review.matching import Change
    from union_ledger.history.review.review import Review
    from union_ledger.reports.model import Cell

TITLE = "复核单"


def review_report(review: Review, most: int | None = None) -> Report:
    """Return a review as tables, those without a row left out.

    ``most`` is how many rows a table shows, the rest being counted in its note.
    """
    makers: tuple[Callable[[Review], Table], ...] = (
        refusals_table,
        _problems,
        _findings,
        _entries,
        _money,
        _quota,
        _assets,
        _members,
        _lines,
        _settings,
        _rules,
        _papers,
        _outside,
        commits_table,
        approvals_table,
    )
    tables = [table for make in makers if (table := make(review)).rows]
    return Report(
        title=TITLE,
        entity=review.after.entity,
        period=f"{review.base.short} 到 {review.head.short}",
        provenance=Provenance(
            review.head.short, changed=False, rulebook=review.after.rulebook
        ),
        figures=_figures(review),
        tables=tuple(_short(table, most) for table in tables),
        notes=tuple(_notes(review, is_empty=not tables)),
    )


def _notes(review: Review, *, is_empty: bool) -> Iterator[str]:
    if is_empty:
        yield "两个版本的账没有差别。"
    if review.judgement.policy_fault:
        yield f"只列出变动，没有对照复核办法：{review.judgement.policy_fault}"
    elif not review.may_pass:
        yield "不能合并：先改正标“不合”的、新的违规和账簿错误。"
    elif review.judgement.lacking:
        yield "改动本身没有不合规定的地方，还要有人批准。"
    else:
        yield "没有不合规定的地方。"


def _figures(review: Review) -> tuple[Figure, ...]:
    transactions = review.transactions
    words = [change.word for change in transactions]
    spent = sum(
        after - before
        for (_, account, _, _), (before, after) in review.money.items()
        if account.startswith("Expenses:")
    )
    counts = "，".join(
        f"{word} {words.count(word)}"
        for word in ("新增", "修改", "删除")
        if word in words
    )
    figures = [
        Figure("分录", len(transactions), "count", counts),
        Figure("登记和其他行", len(review.lines), "count"),
        Figure("支出变动", spent, "money"),
        Figure("新的违规", len(review.new_violations), "count"),
    ]
    loose = [one for one in review.rules if one.direction != "收紧"]
    if review.rules:
        note = f"其中 {len(loose)} 处放宽或要人判断" if loose else "没有放宽"
        figures.append(Figure("规则和参数", len(review.rules), "count", note))
    if review.problems or review.faults:
        broken = len(review.problems) + len(review.faults)
        figures.append(Figure("账簿错误", broken, "count", "合并前必须改正"))
    return tuple(figures)


def _problems(review: Review) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (f"{one.path}:{one.line}", one.message) for one in review.faults
    ]
    rows += [(one.file, one.message) for one in review.problems]
    columns = (Column("place", "位置", width=22), Column("said", "错误", width=70))
    return table_of("新的账簿错误", columns, rows)


def _findings(review: Review) -> Table:
    columns = (
        Column("word", "变动", width=8),
        Column("severity", "程度", width=6),
        Column("rule", "规则", "code", width=7),
        Column("unit", "单位", width=18),
        Column("message", "问题", width=60),
        Column("amount", "涉及金额", "money"),
        Column("state", "状态", width=14),
        Column("place", "位置", width=22),
    )
    rows: list[tuple[Cell, ...]] = []
    for one in review.findings:
        finding = one.shown
        state: str = finding.state
        if one.before and one.after and one.before.state != finding.state:
            state = f"{one.before.state} → {finding.state}"
        rows.append(
            (
                one.word,
                finding.severity,
                finding.rule,
                _unit(review, finding.unit),
                finding.message,
                finding.amount,
                state,
                f"{finding.filename}:{finding.lineno}",
            )
        )
    return table_of("检查发现的变动", columns, rows)


def _entries(review: Review) -> Table:
    columns = (
        Column("word", "变动", width=6),
        Column("day", "日期", "date", width=11),
        Column("voucher", "凭证", "code", width=13),
        Column("unit", "单位", width=18),
        Column("words", "对方和摘要", width=28),
        Column("amount", "金额", "money"),
        Column("what", "内容", width=44),
        Column("place", "位置", width=22),
    )
    rows = [
        (
            change.word,
            change.shown.entry.date,
            change.shown.text_of("voucher") or change.shown.text_of("id") or None,
            _unit(review, change.shown.text_of("unit")),
            words_of(change.shown),
            amount_of(change.shown),
            differences(change),
            _place(change),
        )
        for change in review.transactions
    ]
    return table_of("分录变动", columns, rows)


def _lines(review: Review) -> Table:
    columns = (
        Column("word", "变动", width=6),
        Column("kind", "种类", width=14),
        Column("day", "日期", "date", width=11),
        Column("words", "登记", width=50),
        Column("what", "改了什么", width=40),
        Column("place", "位置", width=22),
    )
    rows = [
        (
            change.word,
            KIND_NAMES.get(change.shown.kind, change.shown.kind),
            change.shown.entry.date,
            words_of(change.shown),
            differences(change) or None,
            _place(change),
        )
        for change in review.lines
    ]
    return table_of("登记和其他行的变动", columns, rows)


def _money(review: Review) -> Table:
    columns = (
        Column("month", "月份", "code", width=8),
        Column("account", "科目", width=44),
        Column("unit", "单位", width=18),
        Column("fund", "经费来源", "code", width=9),
        Column("before", "原来", "money"),
        Column("after", "现在", "money"),
        Column("change", "变动", "money"),
    )
    rows = [
        (month, account, _unit(review, unit), fund or None, was, now, now - was)
        for (month, account, unit, fund), (was, now) in review.money.items()
    ]
    return table_of("资金变动", columns, rows)


def _quota(review: Review) -> Table:
    columns = (
        Column("month", "月份", "code", width=8),
        Column("account", "额度科目", width=36),
        Column("before", "原来", "money"),
        Column("after", "现在", "money"),
        Column("change", "变动", "money"),
    )
    rows = [
        (month, account, was, now, now - was)
        for (month, account), (was, now) in review.quota.items()
    ]
    return table_of("额度变动", columns, rows)


def _assets(review: Review) -> Table:
    columns = (
        Column("number", "资产编号", "code", width=18),
        Column("quantity_before", "原来件数", "count"),
        Column("quantity", "现在件数", "count"),
        Column("before", "原来原值", "money"),
        Column("after", "现在原值", "money"),
    )
    rows = [
        (number, was.quantity, now.quantity, was.cost, now.cost)
        for number, (was, now) in review.assets.items()
    ]
    return table_of("资产变动", columns, rows)


def _members(review: Review) -> Table:
    columns = (
        Column("unit", "单位", width=24),
        Column("before", "原来人数", "count"),
        Column("after", "现在人数", "count"),
    )
    rows = [
        (_unit(review, unit), was, now) for unit, (was, now) in review.members.items()
    ]
    return table_of("会员人数变动", columns, rows)


def _settings(review: Review) -> Table:
    columns = (
        Column("word", "变动", width=6),
        Column("text", "设置行", width=60),
        Column("file", "文件", width=30),
    )
    rows = [(one.word, one.text, one.file) for one in review.settings]
    return table_of("设置的变动", columns, rows)


def _rules(review: Review) -> Table:
    columns = (
        Column("direction", "方向", width=8),
        Column("subject", "规则或参数", width=40),
        Column("since", "自", "code", width=11),
        Column("before", "原来", width=30),
        Column("after", "现在", width=30),
    )
    rows = [
        (one.direction, one.subject, one.since, one.before, one.after)
        for one in review.rules
    ]
    return table_of("规则和参数的变动", columns, rows)


def _papers(review: Review) -> Table:
    columns = (
        Column("word", "变动", width=6),
        Column("kind", "种类", width=16),
        Column("path", "文件", width=44),
        Column("digest", "sha256 前 16 位", "code", width=36),
    )
    rows = []
    for one in review.papers:
        digests = [text[:16] for text in (one.before, one.after) if text]
        shown = one.path if not one.came_from else f"{one.came_from} → {one.path}"
        said = " → ".join(dict.fromkeys(digests))
        rows.append((one.word, one.kind, shown, said))
    return table_of("附件和其他文件", columns, rows)


def _outside(review: Review) -> Table:
    rows = [(path,) for path in review.outside]
    return table_of("账簿目录以外的文件", (Column("path", "文件", width=60),), rows)


def _unit(review: Review, code: str) -> str | None:
    if not code:
        return None
    name = review.after.names.get(code) or review.before.names.get(code, "")
    return f"{code} {name}".strip()


def _place(change: Change) -> str:
    shown = change.shown
    return f"{shown.file}:{shown.line}"


def _short(table: Table, most: int | None) -> Table:
    if most is None or len(table.rows) <= most:
        return table
    note = f"只列出前 {most} 行，共 {len(table.rows)} 行；全部的在 html 或 json 里。"
    return Table(table.title, table.columns, table.rows[:most], note=note)
