"""Distribution lists beside the books: exact sums, and where they disagree."""

from __future__ import annotations

import textwrap

import pytest

from union_ledger.core.errors import InputError
from union_ledger.core.ledger import load_ledger
from union_ledger.plugins import distribution
from union_ledger.plugins.distribution import read_distribution
from union_ledger.plugins.recipients import list_files

RULES = """
parameters:
  - key: festival_cap_year
    title: 节日慰问每人每年上限
    values:
      - {from: 2018-01-01, value: "2000.00", state: illustrative}
"""
FESTIVAL = "Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问"
OPEN = f"2020-01-01 open {FESTIVAL} CNY\n"
INDEX = 'title: "本级"\nversion: "1"\nparts: [own.yaml]\n'


@pytest.fixture
def books_with(write_books, tmp_path):
    """Load entries with lists beside them; the first entry begins at line 2."""

    def load(text, **lists):
        folder = tmp_path / "rules"
        folder.mkdir()
        (folder / "index.yaml").write_text(INDEX, encoding="utf-8")
        (folder / "own.yaml").write_text(RULES, encoding="utf-8")
        (tmp_path / "lists").mkdir()
        for name, lines in lists.items():
            path = tmp_path / "lists" / f"{name}.csv"
            path.write_text(lines, encoding="utf-8")
        body = OPEN + textwrap.dedent(text).strip()
        ledger = load_ledger(write_books(body, "rules/index.yaml"))
        assert [p.message for p in ledger.problems] == []
        return ledger

    return load


def found(ledger, *rules):
    """Return rule, line, severity and subject of what these rules found."""
    return [
        (f.rule, f.lineno, f.severity, f.subject)
        for f in ledger.findings
        if f.rule in rules
    ]


def spend(day, unit, yuan, **meta):
    """Write one purchase; the posting is its last line but one."""
    lines = [f'{day} * "某食品公司" "慰问品"', f'  unit: "{unit}"', '  fund: "10"']
    for key, value in meta.items():
        said = value if isinstance(value, int) else f'"{value}"'
        lines.append(f"  {key}: {said}")
    lines.append(f"  {FESTIVAL}  {yuan} CNY")
    lines.append(f"  Assets:102-银行存款:01-基本户  -{yuan} CNY")
    return "\n".join(lines) + "\n"


def test_a_list_proves_a_members_total_where_the_average_proves_nothing(books_with):
    """Two members, 1,500 each on average; one of them has 2,000.01."""
    ledger = books_with(
        spend("2024-02-01", "007", "3000.00", list="lists/a.csv"),
        a="编号,金额\nM001,2000.01\nM002,999.99\n",
    )
    assert found(ledger, "R09", "A261") == [("R09", 6, "违规", "2024 会员 M001")]
    finding = next(f for f in ledger.findings if f.rule == "R09")
    assert "名单所列 2,000.01 元" in finding.evidence[0]


def test_a_list_at_the_cap_passes_where_the_average_would_not(books_with):
    """410 members have nothing on the list; those two have exactly the cap."""
    ledger = books_with(
        spend("2024-02-01", "007", "4000.00", headcount=2, list="lists/a.csv"),
        a="编号,金额\nM001,2000.00\nM002,2000.00\n",
    )
    assert found(ledger, "R09", "A261", "A26", "R14") == []


def test_one_running_total_over_units_and_payers(books_with):
    """校本级 and both units of a member who moved: 1,000 + 600 + 400.01."""
    ledger = books_with(
        spend("2024-02-01", "000", "1000.00", event="春节", list="lists/a.csv")
        + spend("2024-06-01", "007", "600.00", event="端午", list="lists/b.csv")
        + spend("2024-09-10", "008", "400.01", event="中秋", list="lists/c.csv"),
        a="编号,金额,单位\nM001,1000.00,007\n",
        b="编号,金额\nM001,600.00\n",
        c="编号,金额\nM001,400.01\n",
    )
    assert found(ledger, "R09", "A26") == [("R09", 21, "违规", "2024 会员 M001")]


def test_a_listed_share_and_averages_are_joined_as_doubtful(books_with):
    """1,800 by list, and 300 of what was bought for the 412 of his own unit."""
    ledger = books_with(
        spend("2024-02-01", "000", "3600.00", event="春节", list="lists/a.csv")
        + spend("2024-09-10", "007", "123600.00", event="中秋"),
        a="编号,金额,单位\nM001,1800.00,007\nM002,1800.00,008\n",
    )
    assert found(ledger, "R09") == [("R09", 7, "疑点", "2024 会员 M001")]
    finding = next(f for f in ledger.findings if f.rule == "R09")
    assert finding.evidence[:3] == (
        "2024-02-01 " + finding.vouchers[0] + " 3,600.00 元，名单所列 1,800.00 元",
        finding.evidence[1],
        "合计 2,100.00 元，其中具名 1,800.00 元，其余为推算",
    )
    assert "123,600.00 元 ÷ 412 人（当日会员）= 300.00 元" in finding.evidence[1]


def test_many_members_over_the_cap_at_one_gift_are_one_finding(books_with):
    """Eleven lines too high are a wrong list, not eleven errors."""
    lines = "".join(f"M{n:03d},2100.00\n" for n in range(11))
    ledger = books_with(
        spend("2024-02-01", "007", "23100.00", list="lists/a.csv"),
        a="编号,金额\n" + lines,
    )
    assert found(ledger, "R09") == [("R09", 6, "违规", "2024 名单")]


@pytest.mark.parametrize(
    ("lines", "meta", "said"),
    [
        ("M001,100.00\nM002,99.99\n", {}, "名单合计 199.99 元，分录 200.00 元"),
        ("M001,100.00\nM002,100.00\n", {"headcount": 3}, "名单 2 人，headcount 写了 3"),
        (
            "M001,100.00\nM002,100.00\n",
            {"member": "M001 M003"},
            "不一致的有 M002、M003",
        ),
        ("M001,100\n张三,100\n", {}, "第 3 行：编号应是大写字母开头的假名编号"),
        ("M001,100.00\nM002,1e2\n", {}, "第 3 行：金额应是"),
        ("M001,100.00\n合计,100.00,\n", {}, "第 3 行：有 3 格，应有 2 格"),
    ],
)
def test_a_list_that_disagrees_is_a_violation(books_with, lines, meta, said):
    """The sum, the heads and the named members are held against the posting."""
    ledger = books_with(
        spend("2024-02-01", "007", "200.00", **meta, list="lists/a.csv"),
        a="编号,金额\n" + lines,
    )
    findings = [f for f in ledger.findings if f.rule == "A261"]
    assert [f.severity for f in findings] == ["违规"]
    assert said in findings[0].message
    assert "lists/a.csv" in findings[0].message
    assert "张三" not in findings[0].message


def test_a_list_with_another_sum_decides_nothing(books_with):
    """What it says of M001 would be over the cap, but the list itself is wrong."""
    ledger = books_with(
        spend("2024-02-01", "007", "200.00", list="lists/a.csv"),
        a="编号,金额\nM001,2500.00\n",
    )
    assert found(ledger, "R09", "A261") == [("A261", 6, "违规", "lists/a.csv")]


def test_a_member_on_two_lines_is_doubtful(books_with):
    """Two lines of one member may be two goods, or one drawn twice."""
    ledger = books_with(
        spend("2024-02-01", "007", "200.00", list="lists/a.csv"),
        a="编号,金额\nM001,100.00\nM001,100.00\n",
    )
    assert found(ledger, "A261") == [("A261", 6, "疑点", "lists/a.csv")]


def test_a_list_at_a_posting_is_for_that_posting(books_with):
    """Each posting has a list of its own; together they would not add up."""
    ledger = books_with(
        f"""
        2024-02-01 * "某食品公司" "慰问品"
          fund: "10"
          {FESTIVAL}  100.00 CNY
            unit: "007"
            list: "lists/a.csv"
          {FESTIVAL}  300.00 CNY
            unit: "008"
            list: "lists/b.csv"
          Assets:102-银行存款:01-基本户  -400.00 CNY
        """,
        a="编号,金额\nM001,100.00\n",
        b="编号,金额\nM002,300.01\n",
    )
    assert found(ledger, "A261") == [("A261", 7, "违规", "lists/b.csv")]


def test_two_units_on_lists_for_one_festival(books_with):
    """校本级 gave by the member's unit; another unit gave for the same festival."""
    ledger = books_with(
        spend("2024-09-01", "000", "300.00", event="中秋", list="lists/a.csv")
        + spend("2024-09-10", "007", "200.00", event="中秋", list="lists/b.csv")
        + spend("2024-09-12", "008", "200.00", event="中秋", list="lists/b.csv"),
        a="编号,金额,单位\nM001,300.00,007\n",
        b="编号,金额\nM001,200.00\n",
    )
    assert found(ledger, "A26") == [("A26", 21, "违规", "会员 M001")]


def test_more_on_a_list_than_members_in_one_of_its_units(books_with):
    """413 of unit 007 on a list of 校本级, which has 562 members in all."""
    lines = "".join(f"M{n:03d},1.00,007\n" for n in range(413))
    ledger = books_with(
        spend("2024-09-01", "000", "413.00", list="lists/a.csv"),
        a="编号,金额,单位\n" + lines,
    )
    assert found(ledger, "R14") == [("R14", 6, "疑点", "007")]


def test_the_lists_read_are_those_that_exist(books_with, tmp_path):
    """Beancount's cache and Fava watch these files."""
    ledger = books_with(
        spend("2024-09-01", "007", "1.00", list="lists/a.csv")
        + spend("2024-09-01", "007", "1.00", list="lists/none.csv")
        + spend("2024-09-01", "007", "1.00", list="纸质名单"),
        a="编号,金额\nM001,1.00\n",
    )
    assert list_files(ledger.books) == [tmp_path / "lists" / "a.csv"]


def test_one_content_is_parsed_once(tmp_path, monkeypatch):
    """The second reading finds the first, under another name as well."""
    times = []
    parse = distribution._parse
    monkeypatch.setattr(
        distribution, "_parse", lambda *args: times.append(1) or parse(*args)
    )
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("编号,金额\nM777,12.30\n", encoding="utf-8-sig")
        assert read_distribution(tmp_path / name).amounts == {"M777": 1230}
    assert times == [1]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("编号,金额,姓名\nM001,1.00,张三\n".encode(), "不能有别的列"),
        ("编号\nM001\n".encode(), "第一行应是列名"),
        ("编号,金额\n".encode(), "一个人也没有"),
        ("编号,金额\nM001,1.00\n".encode("gb18030"), "不是 UTF-8"),
        ("编号,金额,单位\nM001,1.00,机械\n".encode(), "单位应是三位代码"),
        ('编号,金额\n"M001,1.00\n'.encode(), "引号不配对"),
        (b"", "文件是空的"),
    ],
)
def test_a_list_that_cannot_be_read_says_why(tmp_path, data, said):
    """Names are refused without being repeated."""
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    with pytest.raises(InputError, match=said) as caught:
        read_distribution(path)
    assert "张三" not in str(caught.value)
