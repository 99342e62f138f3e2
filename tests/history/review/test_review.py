"""What a review tells of two revisions, and what it does not take for a change."""

from __future__ import annotations

from datetime import date

import pytest
from tests.history.review.scratch import JANUARY

from union_ledger.core.errors import InputError
from union_ledger.history.review.entry_words import differences
from union_ledger.history.review.review import review
from union_ledger.history.review.review_report import review_report
from union_ledger.history.review.snapshot import Held
from union_ledger.reports.formats import render

BALLS = "Expenses:501-职工活动支出:50102-文体活动"
BANK = "Assets:102-银行存款:01-基本户"

DAY = date(2024, 6, 1)


def reviewed(books, message="改动"):
    head = books.commit(message)
    return review(books.repository, books.base, head, None, today=DAY)


def words(made):
    return [(change.word, change.shown.name) for change in made.entries]


def test_an_added_entry_is_told_with_its_money_and_quota(books):
    books.add(
        "2024/02.beancount",
        f"""2024-02-05 * "示例球馆" "场地费"
  id: "OUT-3"
  voucher: "银付-0003"
  unit: "007"
  fund: "10"
  {BALLS}  800.00 CNY
  {BANK}  -800.00 CNY
""",
    )
    made = reviewed(books)
    assert words(made) == [("新增", "2024-02-05 银付-0003")]
    assert made.money == {
        ("2024-02", BANK, "007", "10"): (0, -80000),
        ("2024-02", BALLS, "007", "10"): (0, 80000),
    }
    assert made.quota == {
        ("2024-02", "Equity:Q01-可用额度:007:10"): (0, -80000),
        ("2024-02", "Equity:Q09-已用额度:007:10"): (0, 80000),
    }
    assert not made.problems
    assert not made.outside


def test_a_changed_entry_says_was_and_is(books):
    books.write("2024/01.beancount", JANUARY.replace("1200.00", "1250.00"))
    books.replace("2024/01.beancount", '"购买羽毛球"', '"购买羽毛球和网"')
    (change,) = reviewed(books).entries
    assert change.word == "修改"
    assert differences(change) == (
        "摘要 购买羽毛球 → 购买羽毛球和网；"
        f"{BALLS} 1,200.00 CNY → 1,250.00 CNY；{BANK} -1,200.00 CNY → -1,250.00 CNY"
    )


def test_a_removed_entry_is_told(books):
    text = JANUARY[: JANUARY.index("2024-01-20")]
    books.write("2024/01.beancount", text)
    made = reviewed(books)
    assert words(made) == [("删除", "2024-01-20 银付-0002")]
    assert made.money["2024-01", BANK, "000", "10"] == (3970000, 4000000)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("  1200.00 CNY", "             1200.00 CNY"),
        lambda text: f"; 说明\n\n\n{text}",
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\n\n".join(reversed(text.strip().split("\n\n"))) + "\n",
    ],
    ids=["blanks", "comments", "line ends", "order"],
)
def test_text_that_reads_the_same_is_no_change(books, change):
    books.write("2024/01.beancount", change(JANUARY))
    made = reviewed(books)
    assert not made.entries
    assert not made.money
    assert not made.findings


def test_a_file_that_moves_or_splits_is_no_change(books):
    parts = JANUARY.split("\n\n")
    books.write("2024/quota.beancount", "\n\n".join(parts[:2]))
    books.write("2024/bank.beancount", "\n\n".join(parts[2:]))
    (books.folder / "2024/01.beancount").unlink()
    made = reviewed(books)
    assert not made.entries
    assert not made.money
    assert not made.papers


def test_an_include_that_is_dropped_takes_its_entries_along(books):
    books.replace("main.beancount", 'include "2024/*.beancount"\n', "")
    made = reviewed(books)
    assert {word for word, _ in words(made)} == {"删除"}
    assert len(made.entries) == 5
    # The file is still there, and read by nobody.
    assert made.money["2024-01", BALLS, "007", "10"] == (120000, 0)


def test_text_that_is_not_included_is_a_file_outside_the_books(books):
    books.write("2025/01.beancount", JANUARY)
    made = reviewed(books)
    assert not made.entries
    assert [(paper.kind, paper.path) for paper in made.papers] == [
        ("没有读入的账簿文本", "2025/01.beancount")
    ]


def test_a_headcount_is_told_by_line_and_by_number(books):
    books.add("registers.beancount", '2024-02-01 custom "members" "007" 135\n')
    made = reviewed(books)
    assert made.members == {"007": (120, 135)}
    assert words(made) == [("新增", "2024-02-01 members 007 135")]


def test_a_register_line_that_changes_is_paired(books):
    books.replace("registers.beancount", '"members" "007" 120', '"members" "007" 400')
    (change,) = reviewed(books).entries
    assert (change.word, differences(change)) == ("修改", "007 120 → 007 400")


def test_assets_are_told_by_number(books):
    books.add(
        "registers.beancount",
        """2023-01-01 open Assets:162-固定资产:03-通用设备:2024 PC "STRICT"
2023-01-01 open Equity:301-资产基金:30104-固定资产 CNY
""",
    )
    books.add(
        "2024/02.beancount",
        """2024-02-06 * "接受捐赠" "电脑"
  id: "FA-IN"
  unit: "000"
  fund: "10"
  Assets:162-固定资产:03-通用设备:2024  1 PC {5000.00 CNY, 2024-02-06, "FA-1"}
  Equity:301-资产基金:30104-固定资产  -5000.00 CNY
""",
    )
    assert reviewed(books).assets == {"FA-1": (Held(0, 0), Held(1, 500000))}


@pytest.mark.parametrize(
    ("old", "new", "direction"),
    [
        ('"2000.00"', '"3000.00"', "放宽"),
        ('"2000.00"', '"1500.00"', "收紧"),
        ("state: illustrative", "state: confirmed", "要人判断"),
    ],
)
def test_a_parameter_that_loosens_is_said_so(books, old, new, direction):
    books.replace("rules/own.yaml", old, new)
    made = reviewed(books)
    assert [one.direction for one in made.rules] == [direction]
    assert "own_ball_limit" in made.rules[0].subject
    assert [(paper.word, paper.kind) for paper in made.papers] == [("替换", "规则文件")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"title" "示例工会"', '"title" "另一个工会"'),
        ('include "2024/*.beancount"', 'include "2024/0*.beancount"'),
        ('"rules/index.yaml"', '"rules/other.yaml"'),
    ],
    ids=["option", "include", "plugin"],
)
def test_what_decides_how_text_is_read_is_told(books, old, new):
    books.write("rules/other.yaml", "title: 另一套\nversion: '1'\nparts: []\n")
    books.base = books.commit("备用")
    books.replace("main.beancount", old, new)
    made = reviewed(books)
    assert [one.word for one in made.settings] == ["删除", "新增"]
    assert new in made.settings[1].text
    assert not made.entries


def test_a_list_that_an_entry_names_is_told(books):
    rows = "member,amount\nM1,600.00\nM2,600.00\n"
    books.write("lists/2024-01.csv", rows)
    books.replace(
        "2024/01.beancount",
        '  id: "OUT-1"\n',
        '  id: "OUT-1"\n  list: "../lists/2024-01.csv"\n',
    )
    books.base = books.commit("名单")
    books.write("lists/2024-01.csv", rows.replace("M2", "M3"))
    assert [(p.word, p.path) for p in reviewed(books).papers] == [
        ("替换", "lists/2024-01.csv")
    ]


def test_a_finding_that_comes_and_one_that_goes(books):
    books.write("2024/01.beancount", JANUARY.replace("1200.00 CNY", "30000.00 CNY"))
    made = reviewed(books)
    assert "R37" in {one.shown.rule for one in made.findings if one.word == "新出现"}
    assert {one.rule for one in made.new_violations} == {"R37"}
    books.base = books.git("rev-parse", "HEAD")
    books.write("2024/01.beancount", JANUARY)
    back = reviewed(books)
    assert "R37" in {one.shown.rule for one in back.findings if one.word == "消失"}
    assert not back.new_violations


def test_a_finding_that_moves_to_another_entry_did_not_come_anew(books):
    books.write("2024/01.beancount", JANUARY.replace("1200.00 CNY", "30000.00 CNY"))
    books.base = books.commit("超支")
    books.replace("2024/01.beancount", '"OUT-1"', '"OUT-1A"')
    made = reviewed(books)
    moved = {one.shown.rule for one in made.findings if one.word == "换了地方"}
    assert "R37" in moved
    assert "R37" not in {one.rule for one in made.new_violations}


def test_text_that_does_not_parse_is_told_with_its_line(books):
    books.add("2024/02.beancount", "2024-02-01 * 缺引号\n")
    made = reviewed(books)
    first = made.faults[0]
    assert (first.path, first.line, first.code) == ("2024/02.beancount", 2, "syntax")
    assert made.problems


@pytest.mark.parametrize(
    "line",
    ['plugin "evil"', 'option "insert_pythonpath" "True"', 'include "/etc/passwd"'],
)
def test_a_main_file_that_runs_other_code_is_not_loaded(books, line):
    canary = books.folder / "ran"
    books.write("evil.py", f"open({str(canary)!r}, 'w')\n__plugins__ = []\n")
    books.add("main.beancount", f"{line}\n")
    with pytest.raises(InputError, match="没有读这套账"):
        reviewed(books)
    assert not canary.exists()


def test_papers_are_told_by_digest(books):
    books.write("papers/发票1.pdf", b"one")
    books.add(
        "2024/02.beancount",
        f'2024-01-15 document {BANK} "../papers/发票1.pdf"\n',
    )
    made = reviewed(books)
    assert [(p.word, p.kind, p.before, p.after[:8]) for p in made.papers] == [
        ("新增", "附件", "", "7692c3ad")
    ]
    books.base = books.git("rev-parse", "HEAD")
    books.write("papers/发票1.pdf", b"two")
    assert [p.word for p in reviewed(books).papers] == ["替换"]
    books.base = books.git("rev-parse", "HEAD")
    books.git("mv", "papers/发票1.pdf", "papers/发票2.pdf")
    books.replace("2024/02.beancount", "发票1", "发票2")
    assert [(p.word, p.came_from) for p in reviewed(books).papers] == [
        ("移动", "papers/发票1.pdf")
    ]


def test_the_work_tree_plays_no_part(books):
    head = books.commit("空", allow_empty=True)
    books.write("2024/01.beancount", "")
    made = review(books.repository, books.base, head, None, today=DAY)
    assert not made.entries


def test_a_ten_line_change_gives_one_screen(books, file_regression):
    """The markdown of a small change, as a merge request shows it."""
    books.add(
        "2024/02.beancount",
        f"""2024-02-05 * "示例球馆" "场地费"
  id: "OUT-3"
  voucher: "银付-0003"
  unit: "007"
  fund: "10"
  {BALLS}  800.00 CNY
  {BANK}  -800.00 CNY
""",
    )
    made = reviewed(books, "场地费")
    text = render(review_report(made), "md").decode()
    assert len(text.splitlines()) <= 50
    for changing in (made.base.short, made.head.short, made.after.rulebook):
        text = text.replace(changing, "0123456789")
    file_regression.check(text, extension=".md", encoding="utf-8")
