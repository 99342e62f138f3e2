"""classify.yaml: the first line that fits decides, and nothing is guessed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from union_ledger.core.errors import InputError
from union_ledger.importers.classify import Classification
from union_ledger.importers.classify import read_classification
from union_ledger.importers.decide import UNKNOWN_IN
from union_ledger.importers.decide import UNKNOWN_OUT
from union_ledger.importers.decide import decide
from union_ledger.importers.decide import units_in
from union_ledger.importers.statement import Row

if TYPE_CHECKING:
    from pathlib import Path

ACCOUNTS = """\
accounts:
  - number: "4200 8888"
    posting: "Assets:102-银行存款:01-工行基本户:1-自有"
lines:
"""
UNITS = {
    "机械科学与工程学院工会": "007",
    "机械学院": "007",
    "学院": "099",
    "电气学院": "008",
}


def book(tmp_path: Path, lines: str) -> Classification:
    path = tmp_path / "classify.yaml"
    path.write_text(ACCOUNTS + lines, encoding="utf-8")
    return read_classification(path)


def row(side: str = "out", amount: int = 10000, **text: str) -> Row:
    day = date(2024, 12, 1)
    return Row(3, day, None, side, amount, 0, "42008888", text, "")


CLAIM = """\
  - name: 报销
    when: {summary: 报销, direction: out, max: "500.00"}
    then: {account: "Expenses:501-职工活动支出", unit: from-text, fund: "10"}
  - name: 大额报销
    when: {summary: [报销, 付款]}
    then: {account: "Expenses:501-职工活动支出", unit: "000", fund: "10", flag: "*"}
  - name: 会费
    when: {text: "re:\\\\d+月会费$", direction: in}
    then: {account: "Income:401-会费收入", narration: "收{purpose}"}
"""


def test_first_line_that_fits_decides(tmp_path: Path) -> None:
    """Order, direction and amount choose; an expense waits for its papers."""
    lines = book(tmp_path, CLAIM)
    small = decide(row(summary="报 销", purpose="机械学院读书"), "x", lines, UNITS)
    assert (small.line, small.flag, small.unit) == ("报销", "!", "007")
    large = decide(row(amount=50001, summary="报销"), "x", lines, UNITS)
    assert (large.line, large.flag, large.unit) == ("大额报销", "*", "000")


def test_regular_expression_and_narration(tmp_path: Path) -> None:
    """``re:`` looks into blank-free text; a narration takes the row's words."""
    found = decide(
        row("in", summary="转账", purpose="12 月会费"), "x", book(tmp_path, CLAIM), {}
    )
    assert (found.line, found.flag) == ("会费", "*")
    assert found.narration == "收12 月会费"


@pytest.mark.parametrize(
    ("side", "account"), [("in", UNKNOWN_IN), ("out", UNKNOWN_OUT)]
)
def test_what_no_line_matches_goes_to_pending(tmp_path, side, account) -> None:
    """Never guessed: 待查 with a flag, and the reason kept."""
    found = decide(row(side, summary="不明"), "x", book(tmp_path, CLAIM), UNITS)
    assert (found.account, found.flag, found.line) == (account, "!", None)
    assert found.why == "没有规则符合"


@pytest.mark.parametrize("purpose", ["读书活动", "机械学院和电气学院联谊"])
def test_no_or_two_units_in_the_text(tmp_path: Path, purpose: str) -> None:
    """A line that needs the unit does not fall through to a later line."""
    found = decide(
        row(summary="报销", purpose=purpose), "x", book(tmp_path, CLAIM), UNITS
    )
    assert (found.account, found.unit) == (UNKNOWN_OUT, None)
    assert "规则“报销”" in found.why


def test_longest_name_wins_and_shared_names_do_not_count() -> None:
    """学院 inside 机械学院 is not another unit; a name of two units is no name."""
    assert units_in("机械学院 茶歇", UNITS) == {"007"}
    assert units_in("机械科学与工程学院工会、机械学院", UNITS) == {"007"}
    assert len(units_in("工会", {"工会": ""})) != 1


def test_payee_may_be_kept_out_of_the_books(tmp_path: Path) -> None:
    """Aid goes to persons whose names do not belong in a git history."""
    lines = """\
  - name: 困难帮扶
    when: {summary: 困难帮扶}
    then: {account: "Expenses:504-维权支出:50404-困难职工帮扶", payee: 帮扶对象}
"""
    found = decide(
        row(summary="困难帮扶", counterparty="张三"), "x", book(tmp_path, lines), {}
    )
    assert found.payee == "帮扶对象"


def test_accounts_by_number_and_by_layout(tmp_path: Path) -> None:
    """Blanks in a number do not matter; * takes all numbers of its layout."""
    path = tmp_path / "classify.yaml"
    path.write_text(
        ACCOUNTS.replace(
            "lines:\n",
            '  - {number: "*", layout: campus_project, '
            'posting: "Assets:135-其他应收款"}\n',
        ),
        encoding="utf-8",
    )
    lines = read_classification(path)
    own = lines.own("42008888", "icbc_a")
    assert own
    assert own.holds("Assets:102-银行存款:01-工行基本户:1-自有")
    assert not own.holds("Assets:102-银行存款:01-工行基本户")
    assert lines.own("0550001", "campus_project")
    assert lines.own("0550001", "icbc_a") is None


def test_cases_are_tried_when_the_list_is_read(tmp_path: Path) -> None:
    """A line put too early is found by the example of the line it shadows."""
    lines = """\
  - name: 全部
    when: {text: "re:."}
    then: {account: "Income:408-其他收入"}
  - name: 利息
    when: {summary: 利息}
    then: {account: "Income:408-其他收入"}
    cases:
      - {summary: 结息, direction: in, decides: false}
      - {summary: 利息, direction: in}
"""
    with pytest.raises(InputError, match="“利息”的例子 2 不符：归到“全部”") as caught:
        book(tmp_path, lines)
    assert caught.value.line == 13


GOOD = "  - {name: a, when: {summary: x}, then: {account: 'Income:4'}}\n"
WRONG = {
    "missing": ("  - {name: a, when: {summary: x}}", 5, "缺少字段"),
    "no-condition": (GOOD.replace("summary: x", "direction: in"), 5, "至少"),
    "account": (GOOD.replace("'Income:4'", "收入"), 5, "科目名称"),
    "typo": (GOOD.replace("summary", "sumary"), 5, "sumary"),
    "regex": (GOOD.replace("summary: x", "summary: 're:('"), 5, "正则表达式"),
    "float": (GOOD.replace("x}", "x, min: 1.5}"), 5, "没有加引号"),
    "unit": (GOOD.replace("account:", "unit: 机械, account:"), 5, "unit"),
    "twice": (GOOD + GOOD, 6, "名称“a”重复"),
}


@pytest.mark.parametrize(("line", "number", "message"), WRONG.values(), ids=WRONG)
def test_mistakes_are_named_with_their_line(
    tmp_path: Path, line: str, number: int, message: str
) -> None:
    """A typing mistake in the list is one clear error with file and line."""
    with pytest.raises(InputError, match=message) as caught:
        book(tmp_path, line + "\n")
    assert caught.value.line == number
    assert str(caught.value.file).endswith("classify.yaml")
