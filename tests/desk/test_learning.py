"""``import --explain`` and ``--learn``: what decided, and what a person decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from union_ledger.desk.intake import run
from union_ledger.desk.learning import learned_text

if TYPE_CHECKING:
    from pathlib import Path

UNKNOWN = "Assets:135-其他应收款:13599-待查"
SPORT = "Expenses:501-职工活动支出:50102-文体活动"
FEE = "Expenses:510-其他支出"


def correct(books: Path, old: str, new: str, count: int = 1) -> None:
    """Change accounts in the imported files as a person would."""
    for path in sorted(books.glob("2024/2024-*.beancount")):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(old, new, count), encoding="utf-8")
        if old in text:
            return


def test_explain_names_the_line_and_the_words(books: Path, export, rows) -> None:
    """Each row says which line decided, or which one it missed by a word."""
    (result,) = run([export(rows)], books, explain=True, dry_run=True)
    told = {row.line: row.told for row in result.rows}
    assert told[2] == (
        "由“拨缴经费”决定（classify.yaml:7）：方向是收入，摘要含“拨缴经费”",
        "记入 Income:402-拨缴经费收入，单位 000，资金 10",
    )
    assert told[5][0] == "待查：没有规则符合"


def test_explain_names_what_was_nearly_right(books: Path, export, rows) -> None:
    """Money out with the words of a line for money in misses by the direction."""
    row = rows[0].replace("贷,,26500.00,27500.00", "借,500.00,,500.00")
    (result,) = run([export([row])], books, explain=True, dry_run=True)
    told = result.rows[0].told
    assert told[1] == "差一点：“拨缴经费”（classify.yaml:7），但不符合“方向是收入”"


def test_nothing_corrected_teaches_nothing(books: Path, export, rows) -> None:
    """Entries as the list made them, or still in 待查, give no proposal."""
    assert "无从学起" in learned_text(books)
    run([export(rows)], books)
    assert "没有可学的更正" in learned_text(books)


def test_a_proposal_can_be_pasted_and_decides_the_same(
    books: Path, export, rows
) -> None:
    """A 待查 row that a person settled becomes a line that settles it."""
    path = export(rows)
    run([path], books)
    correct(books, UNKNOWN, FEE)
    text = learned_text(books)
    assert text.startswith("# 1 条建议")
    (line,) = yaml.safe_load(text)
    assert line["then"] == {"account": FEE}
    assert line["when"] == {"summary": ["手续费"], "direction": "out"}
    rules = books / "classify.yaml"
    pasted = yaml.safe_load(rules.read_text(encoding="utf-8"))
    pasted["lines"].append(line)
    rules.write_text(yaml.safe_dump(pasted, allow_unicode=True), encoding="utf-8")
    (again,) = run([path], books, dry_run=True)
    assert [row.account for row in again.rows].count(FEE) == 1


def test_a_line_that_was_wrong_is_overruled_before_it(
    books: Path, export, rows
) -> None:
    """One of two equal rows corrected: the proposal stands first and is doubtful."""
    run([export(rows)], books)
    correct(books, SPORT, "Expenses:505-业务支出:50502-会议")
    text = learned_text(books)
    assert "放在“二级工会报销”之前" in text
    assert "存疑：它会改变 1 笔已有分录的归类" in text
    (line,) = yaml.safe_load(text)
    assert line["then"]["unit"] == "from-text"


def test_without_the_original_nothing_is_guessed(books: Path, export, rows) -> None:
    """The row's own words are in the original; without it there is no example."""
    run([export(rows)], books)
    correct(books, UNKNOWN, FEE)
    for kept in books.glob("documents/**/*.csv"):
        kept.unlink()
    assert "无从学起" in learned_text(books)
