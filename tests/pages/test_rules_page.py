"""制度 as Fava shows it: every rule, with article, figures, state and what it finds."""

from __future__ import annotations

import html
import io
import re
from urllib.parse import parse_qs
from urllib.parse import urlsplit

import pytest
from openpyxl import load_workbook

from union_ledger.rules.loader import load_rulebook

PAGE = "extension/UnionRules/"


def shown(page):
    return re.findall(r'<details class="ul-cited" id="rule-(\w+)"', page)


def part(page, rule):
    return page.split(f'id="rule-{rule}"')[1].split("</details>")[0]


def test_every_rule_is_there_once(guarded):
    assert shown(guarded.text(PAGE)) == sorted(load_rulebook(None).rules)


def test_a_rule_says_what_it_compares_and_on_what_ground(guarded):
    """Kind, article with its basis, parameters with their state, remedy."""
    rule = part(guarded.text(PAGE), "R27")
    for word in ("怎样检查", "《现金管理暂行条例》", "1,000", "已确认", "规则文件"):
        assert word in rule


def test_a_missing_figure_says_that_the_rule_rests(guarded):
    assert "缺参数，不执行" in part(guarded.text(PAGE), "R29")
    resting = shown(guarded.text(PAGE, work="缺参数，不执行"))
    assert "R29" in resting
    assert "R27" not in resting


def test_what_it_finds_is_one_click_away(guarded):
    link = re.search(r'<a href="([^"]*)">本期发现 1 项</a>', guarded.text(PAGE))[1]
    there = urlsplit(html.unescape(link))
    assert there.path.endswith("/extension/UnionResults/")
    assert parse_qs(there.query)["rule"] == ["R01"]


@pytest.mark.parametrize(
    ("choice", "has", "lacks"),
    [
        ({"words": "现金 结算起点"}, "R27", "R01"),
        ({"words": "宴请"}, "R01", "R27"),
        ({"severity": "违规"}, "R27", "A06"),
        ({"layer": "national"}, "R01", ""),
    ],
)
def test_rules_can_be_looked_for(guarded, choice, has, lacks):
    rules = shown(guarded.text(PAGE, **choice))
    assert has in rules
    assert lacks not in rules


def test_nothing_found_is_said_and_stays_text(guarded):
    page = guarded.text(PAGE, words="<script>probe()</script>")
    assert "没有符合条件的规则，请放宽查找。" in page
    assert "<script>probe()" not in page


def test_what_is_left_to_people_is_on_the_page_and_in_the_workbook(guarded):
    assert "规则覆盖情况" in guarded.text(PAGE)
    answer = guarded.get(f"{PAGE}xlsx")
    book = load_workbook(io.BytesIO(answer.get_data()))
    assert "人工检查清单" in book.sheetnames
