"""预算表, 调整表, 决算表 and 项目预算调整分析表 of a small year, by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from union_ledger.core.ledger import load_ledger
from union_ledger.core.period import parse_period
from union_ledger.reports.budget_forms.budget import budget
from union_ledger.reports.budget_forms.final_accounts import final_accounts
from union_ledger.reports.budget_forms.projects import project_budget
from union_ledger.reports.cells import value_of
from union_ledger.reports.formats import FORMATS
from union_ledger.reports.formats import render

YEAR = (Path(__file__).parent / "small_year.beancount").read_text(encoding="utf-8")
# A few rules, so that a new one in the rulebook does not alter the golden files.
RULES = {"R27", "R37"}
INCOME = """
2024-01-01 * "年初余额"
  Assets:102-银行存款:01-基本户             500.00 CNY
  Equity:322-工会资金结余:32205-累计结余   -500.00 CNY
2023-12-01 custom "budget-line" "2024" "401" 8600.00 CNY
  version: "V1"
  previous: 8000.00 CNY
2024-06-01 custom "budget-line" "2024" "401" 8500.00 CNY
  version: "V2"
  note: "会费减少"
2024-11-01 * "会费"
  voucher: "银收-0001"
  unit: "000"
  fund: "20"
  Assets:102-银行存款:01-基本户   4250.00 CNY
  Income:401-会费收入            -4250.00 CNY
"""
REPORTS = {
    "budget": budget,
    "final-accounts": final_accounts,
    "project-budget": project_budget,
}


@pytest.fixture
def made(write_books):
    """Make a report of the small year."""

    def make(name, period="2024", text=YEAR + INCOME):
        ledger = load_ledger(write_books(text))
        kept = tuple(f for f in ledger.findings if f.rule in RULES)
        ledger = replace(ledger, revision=None, rulebook="测试规则", findings=kept)
        return REPORTS[name](ledger, parse_period(period))

    return make


def rows(report, number=0):
    """Return the rows of a form by code, or by name where there is none."""
    table = report.tables[number]
    keys = [column.key for column in table.columns]
    found = {}
    for row in table.shown_rows:
        cells = dict(zip(keys, map(value_of, row.cells), strict=True))
        name = cells.get("code") or cells.get("name") or cells["project"]
        found[str(name or cells["entity"]).split()[0].strip("　")] = cells
    return found


def failed(report, number=0):
    """Return the checks that fail."""
    return [c.text for c in report.tables[number].filing.checks if not c.holds]


def test_the_budget_as_first_approved(made):
    """V1: 8,600 in, 9,000 out, 500 carried in; a project's 400 is part of 9,000."""
    report = made("budget")
    form = rows(report)
    assert form["401"]["planned"] == 8_600_00
    assert form["401"]["last"] == 8_000_00
    assert form["501"]["planned"] == form["50102"]["planned"] == 9_000_00
    assert form["二、支出合计"]["planned"] == 9_000_00
    assert form["六、年末资金结转结余"]["planned"] == 100_00
    assert failed(report) == []


def test_a_deficit_is_told_below_the_form(made):
    """V2: 8,500 in and 9,000 out need all 500; without them the check fails."""
    assert failed(made("budget"), 1) == []
    poor = INCOME.replace("500.00 CNY\n  Equity", "499.99 CNY\n  Equity")
    poor = poor.replace("-500.00 CNY", "-499.99 CNY")
    (said,) = failed(made("budget", text=YEAR + poor), 1)
    assert "无赤字：调整后收入＋年初结转结余 8,999.99 ≥ 调整后支出 9,000.00" in said
    assert said.endswith("相差 -0.01")


def test_the_adjustment_says_by_how_much_and_why(made):
    """401: 8,600 − 100 = 8,500, by 100 ÷ 8,600."""
    line = rows(made("budget"), 1)["401"]
    assert (line["planned"], line["change"], line["adjusted"]) == (
        8_600_00,
        -100_00,
        8_500_00,
    )
    assert line["share"] == Fraction(-100, 8600)
    assert line["note"] == "会费减少"
    assert rows(made("budget", "2024-03"), 1)["401"]["change"] == 0


def test_a_budget_below_what_is_spent_fails_its_check(made):
    """3,030.01 are spent under 50102; 3,000 would not be enough."""
    low = (YEAR + INCOME).replace('"50102" 9000.00', '"50102" 3000.00')
    said = failed(made("budget", text=low), 1)
    short = "50102 文体活动调整后预算数 3,000.00 ≥ 已发生金额 3,030.01"
    assert any(short in each for each in said)
    assert len(said) == 2


def test_the_findings_about_the_budget_stand_below_it(made):
    """R37 is listed with its state; R27, about cash, is another report's."""
    for number in (0, 1):
        remarks = made("budget").tables[number].filing.remarks
        found = [line for line in remarks if line.startswith("检查发现")]
        assert len(found) == 2
        assert all(line.startswith("检查发现 R37（违规，待处理）") for line in found)
    early = made("budget", "2024-01").tables[0].filing.remarks
    assert "检查发现：没有关于本年预算的发现。" in early


def test_cover_and_explanation_are_filled_from_the_versions(made):
    """Known days stand in the sentences, what nobody registered is marked."""
    cover, said = made("budget").passages
    assert cover.title == "2024 年度工会经费收支预算"
    assert "报出日期：2023 年 12 月 1 日" in cover.paragraphs
    discussed, examined = said.paragraphs[:2]
    assert discussed.startswith("本预算业经 2023 年 12 月 20 日第〔请填写：届〕届")
    assert examined == "本预算业经 2023 年 12 月 10 日经费审查委员会审查。"
    assert "收入预算 8,600.00 元" in " ".join(said.paragraphs)
    without = made("budget", text="").passages[1]
    assert "业经 〔请填写：年、月、日〕经费审查委员会审查" in without.paragraphs[1]


def test_the_final_accounts_agree_with_the_income_statement(made):
    """4,250 came of 8,500: a half; 500 + 4,250 − 3,030.01 are left."""
    report = made("final-accounts", "2024-03")
    form = rows(report)
    assert form["401"]["actual"] == 4_250_00
    assert form["401"]["share"] == Fraction(1, 2)
    assert form["二、支出合计"]["actual"] == 3_030_01
    assert form["六、年末资金结转结余"]["actual"] == 1_719_99
    assert failed(report) == []


def test_the_projects_with_both_rates(made):
    """P2024-01: 400 + 200 = 600, used 1,200; a loan without a project is told apart."""
    report = made("project-budget")
    form = rows(report)
    line = form["P2024-01"]
    assert [line[key] for key in ("planned", "up", "down", "adjusted", "approved")] == [
        400_00, 200_00, 0, 600_00, 600_00,
    ]  # fmt: skip
    assert (line["used"], line["left"], line["rate"]) == (1_200_00, -600_00, 2)
    assert form["P2024-02"]["rate"] is None
    assert "P2024-99（未登记）" in form
    assert any("借款 700.00 元" in r for r in report.tables[0].filing.remarks)
    assert len(failed(report)) == 2


def test_what_is_on_the_way_counts_in_one_rate_only(made):
    """A loan of 700 and a reservation of 60 with the project's name."""
    named = YEAR.replace('  id: "JK-1"\n', '  id: "JK-1"\n  project: "P2024-01"\n')
    named += INCOME + (
        '2024-04-11 * "预占"\n  id: "SQ-1"\n  quota: "reserve"\n'
        '  reserve: "SQ-1"\n  project: "P2024-01"\n'
        "  Equity:Q01-可用额度:007:10  -60.00 QUOTA\n"
        "  Equity:Q05-冻结额度:007:10   60.00 QUOTA\n"
    )
    before = rows(made("project-budget", "2024-03", named))["P2024-01"]
    assert (before["loan"], before["claim"], before["rate_all"]) == (0, 0, 3)
    line = rows(made("project-budget", "2024-06", named))["P2024-01"]
    assert (line["loan"], line["claim"]) == (700_00, 60_00)
    assert line["rate"] == 2
    assert line["rate_all"] == Fraction(1200 + 760, 600)
    assert line["left"] == (600 - 1200 - 760) * 100


@pytest.mark.parametrize("name", REPORTS)
def test_golden(made, name, file_regression):
    """The whole report, as text that a reviewer can read."""
    text = render(made(name), "md").decode()
    file_regression.check(text, extension=".md", encoding="utf-8")


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("name", REPORTS)
def test_empty_books_give_a_report_that_says_so(made, name, format_name):
    """No version, no line, no division by nothing."""
    report = made(name, text="")
    assert render(report, format_name)
    remarks = " ".join(report.tables[0].filing.remarks)
    assert "账簿里没有登记 2024 年预算" in remarks
    assert failed(report) == []
