"""检查结果 as stock Fava shows it."""

from __future__ import annotations

import html
import io
import json
import os
import re
from urllib.parse import parse_qs
from urllib.parse import parse_qsl
from urllib.parse import unquote
from urllib.parse import urlsplit

import pytest
from openpyxl import load_workbook

SCRIPT = "<script>probe()</script>"
IMAGE = "<img src=x onerror=probe()>"


def rules_of(page):
    """Return the rules of the findings shown, in order."""
    return re.findall(r'class="ul-rule" href="#rule-(\w+)"', page)


def target_of(page, text):
    href = re.search(rf'<a href="([^"]*)">{re.escape(text)}</a>', page)[1]
    return urlsplit(html.unescape(href))


def test_each_finding_tells_what_where_and_why(stock, kept_books):
    page = stock.results()
    assert rules_of(page) == ["R01", "R31", "R37"]
    assert '<dt>违规</dt><dd class="ul-figure-count">3</dd>' in page
    assert "摘要或对方含“宴请”" in page
    assert "2,000.00 元" in page
    assert "《基层工会经费收支管理办法》" in page
    assert "<details>" in page
    where = target_of(page, "main.beancount:26")
    assert where.path.endswith("/editor/")
    assert parse_qs(where.query) == {"file_path": [str(kept_books)], "line": ["26"]}


def test_a_voucher_leads_to_its_entry_alone(stock):
    """The number restarts every month; the link carries the entry's own id."""
    there = target_of(stock.results(), "2024-05 银付-0001")
    assert unquote(there.path).endswith("/journal/")
    entries = json.loads(stock.text("api/journal", **dict(parse_qsl(there.query))))
    assert [each["narration"] for each in entries["data"]] == ["宴请"]


@pytest.mark.parametrize(
    ("choice", "left"),
    [
        ({"rule": "R31"}, ["R31"]),
        ({"unit": "009"}, ["R37"]),
        ({"unit": "007", "rule": "R01"}, ["R01"]),
        ({"severity": "违规"}, ["R01", "R31", "R37"]),
        ({"severity": "疑点"}, []),
        ({"state": "已豁免"}, []),
        ({"unit": "<b>"}, []),
        ({"time": "2024-05"}, ["R01", "R31"]),
        ({"time": "2024-05", "unit": "009"}, []),
    ],
)
def test_the_choice_is_honoured(stock, choice, left):
    page = stock.results(**choice)
    assert rules_of(page) == left
    assert set(re.findall(r'id="rule-(\w+)"', page)) == set(left)
    if not left:
        assert "没有符合条件的发现" in page
    assert "<b>" not in page


def test_the_form_shows_the_choice_and_keeps_favas_filters(stock):
    """It is a plain form: it works without a script."""
    page = stock.results(rule="R31", time="2024")
    assert '<option value="R31" selected>' in page
    assert '<input type="hidden" name="time" value="2024">' in page
    assert '<option value="009">' in page
    assert "<script" not in page.split("<form")[1].split("</form>")[0]


def test_a_period_without_findings_says_so(stock):
    page = stock.results(time="2024-01")
    assert "2024 年 1 月没有检查发现。" in page
    assert "引用的规则" not in page


def test_cited_rules_are_told_with_remedy_and_source(stock):
    page = stock.results(rule="R31")
    cited = page.split("引用的规则")[1]
    assert "R31 支出须有原始凭证和经办、审核、审批" in cited
    assert "第四十八条、第五十一条" in cited
    assert "补齐单据和签字" in cited
    source = parse_qs(target_of(cited, "国家规则").query)["file_path"][0]
    assert stock.get("api/source", filename=source).status_code == 200


def test_rules_without_a_value_are_named(stock):
    """Silence of a rule that could not be applied is not a pass."""
    assert re.search(r"参数缺失，没有执行的规则：[^<]*R09", stock.results())


def test_an_example_value_is_marked(stock_site, tmp_path):
    (tmp_path / "index.yaml").write_text(
        'title: 本级规则\nversion: "1"\nparts: [own.yaml]\n', encoding="utf-8"
    )
    (tmp_path / "own.yaml").write_text(
        """
parameters:
  - key: festival_cap_year
    title: 节日慰问每人每年上限
    values:
      - {from: 2018-01-01, value: "1500.00", state: illustrative}
""",
        encoding="utf-8",
    )
    site = stock_site(FESTIVAL, "index.yaml")
    page = site.results(rule="R09")
    assert rules_of(page) == ["R09"]
    assert 'class="ul-badge ul-example"' in page
    assert "1,500.00 元" in page.split("引用的规则")[1]


def test_an_edited_rulebook_is_seen_by_a_running_fava(stock_site, tmp_path):
    """Fava reloads by the files the plugin lists, without a cache in the way."""
    (tmp_path / "index.yaml").write_text(
        'title: 本级规则\nversion: "1"\nparts: [own.yaml]\n', encoding="utf-8"
    )
    own = tmp_path / "own.yaml"
    own.write_text(OWN_CAP % "2000.00", encoding="utf-8")
    site = stock_site(FESTIVAL, "index.yaml")
    assert rules_of(site.results(rule="R09")) == []
    own.write_text(OWN_CAP % "1500.00", encoding="utf-8")
    later = own.stat().st_mtime + 5
    os.utime(own, (later, later))
    assert site.ledger.changed()
    assert rules_of(site.results(rule="R09")) == ["R09"]


OWN_CAP = """
parameters:
  - key: festival_cap_year
    title: 节日慰问每人每年上限
    values:
      - {from: 2018-01-01, value: "%s", state: illustrative}
"""
FESTIVAL = """
    2024-01-01 custom "fava-extension" "union_ledger.reports.pages"
    2024-01-01 open Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问 CNY
    2024-02-05 * "某人" "春节慰问"
      id: "E1"
      voucher: "银付-0001"
      unit: "007"
      fund: "10"
      member: "T0003"
      attachments: 1
      handler: "T0001"
      approver: "T0002"
      Expenses:501-职工活动支出:50105-会员活动:5010501-节日慰问   1800.00 CNY
      Assets:102-银行存款:01-基本户                               -1800.00 CNY
"""


def test_the_workbook_holds_what_was_chosen(stock):
    page = stock.results(rule="R37", time="2024-11")
    href = re.search(r'href="([^"]*xlsx[^"]*)"[^>]*>下载 Excel', page)[1]
    answer = stock.client.get(html.unescape(href))
    told = unquote(answer.headers["Content-Disposition"])
    assert "filename*=UTF-8''检查发现_2024年11月.xlsx" in told
    cells = [
        str(cell.value)
        for sheet in load_workbook(io.BytesIO(answer.data))
        for row in sheet
        for cell in row
    ]
    assert "R37" in cells
    assert "R31" not in cells
    assert any("只列出筛选后的发现（R37）" in cell for cell in cells)


def test_text_from_the_books_stays_text(stock):
    """Payee, narration and the name of a unit are other people's text."""
    page = stock.results()
    assert SCRIPT not in page
    assert IMAGE not in page
    assert html.escape(SCRIPT) in page


def test_a_broken_rulebook_is_not_taken_for_a_clean_ledger(stock_site, tmp_path):
    (tmp_path / "index.yaml").write_text("title: [", encoding="utf-8")
    page = stock_site(index="index.yaml").results()
    assert "规则库读不了，本次没有检查任何规则" in page
    assert "没有检查，所以没有结果。" in page
    assert "查看全部错误" in page


def explained(page):
    return html.unescape(
        re.search(r'<pre class="ul-explained"[^>]*>(.*?)</pre>', page, re.DOTALL)[1]
    )


def test_a_finding_is_laid_open_in_the_words_of_the_command(guarded, kept_books):
    """The same text as ``rules explain``, but for the path on this machine."""
    from click.testing import CliRunner

    from union_ledger.cli.rules_explain import command

    page = guarded.results(rule="R01")
    why = urlsplit(html.unescape(re.search(r'<a href="([^"]*)#explained">', page)[1]))
    finding = dict(parse_qsl(why.query))["finding"]
    told = explained(guarded.results(finding=finding))
    said = CliRunner().invoke(command, [finding, str(kept_books)]).output
    lines = [line for line in said.split("\n") if not line.startswith("位置：")]
    assert told == "\n".join(lines).rstrip("\n")
    assert str(kept_books.parent) not in told


def test_a_finding_that_is_not_there_is_said(guarded):
    page = guarded.results(finding="<b>R99</b>")
    assert "没有检查发现 &lt;b&gt;R99&lt;/b&gt;" in page


@pytest.mark.parametrize(
    ("choice", "left"),
    [
        ({"words": "宴请"}, ["R01"]),
        ({"words": "2024-05 发票"}, ["R31"]),
        ({"words": "nothing of it"}, []),
        ({"late": "1"}, []),
        ({"sort": "amount"}, ["R01", "R31", "R37"]),
    ],
)
def test_words_terms_and_order(guarded, choice, left):
    assert rules_of(guarded.results(**choice)) == left


ANSWERED = """
    2024-01-01 custom "person" "T0009"
      unit: "000"
      roles: "auditor"
    2024-06-01 custom "answer" "{id}"
      state: "核实"
      owner: "T0001"
      due: 2024-07-01
    2024-06-02 custom "answer" "{id}"
      state: "确认"
      owner: "T0001"
      due: 2024-07-15
      note: "<script>probe()</script>"
"""


def test_answers_and_terms_are_shown(stock_site, guarded):
    """Who answers for it, and that the term is over; the books go on to November."""
    from tests.pages.conftest import BOOKS

    finding = re.search(r'id="finding-(R01-\w+)"', guarded.results())[1]
    site = stock_site(BOOKS + ANSWERED.format(id=finding))
    page = site.results(late="1")
    assert rules_of(page) == ["R01"]
    assert "2024-06-02 确认，责任人 T0001" in page
    assert "逾期</span>" in page
    assert rules_of(site.results(late="1", rule="R31")) == []
