"""``union-ledger rules``: cases, history, explanations and trials of other figures."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from union_ledger.core.errors import InputError
from union_ledger.core.ledger import load_ledger
from union_ledger.reports.explanation import explain_finding
from union_ledger.reports.explanation import explanation_text
from union_ledger.rules.loader import load_rulebook

HUST = Path(__file__).resolve().parents[2] / "ledgers" / "hust"
CAP = 'value: "2000.00", state: illustrative'


@pytest.fixture(scope="module")
def found():
    """What is found in the reference year."""
    return load_ledger(HUST).findings


@pytest.fixture
def hust_copy(tmp_path):
    """Return a copy of the reference year whose rules may be changed."""
    folder = tmp_path / "books"
    shutil.copytree(HUST, folder, ignore=shutil.ignore_patterns("exports"))
    return folder


def test_every_case_of_every_rule_passes_and_is_counted(run):
    code, out, _ = run("rules", "test", "--books", HUST)
    assert code == 0
    counted = re.search(r"共 (\d+) 条规则，(\d+) 个案例，通过 (\d+) 个。", out)
    rules, cases, passed = map(int, counted.groups())
    assert rules > 100
    assert passed == cases >= 4 * rules


def test_a_rule_with_a_wrong_case_and_too_few_of_them_fails(run, hust_copy):
    own = hust_copy / "rules" / "own.yaml"
    own.write_text(
        """\
document: {document: 本会规定}
rules:
  - id: X01
    title: 不得购买烟花
    kind: forbidden
    severity: 疑点
    with: {words: [烟花]}
    effective: 2024-01-01
    reviewed_on: 2026-11-23
    message: "{voucher} 含 {words}"
---
cases:
  X01:
    - name: 买烟花却写成通过
      ledger: |
        2024-05-10 * "某店" "烟花"
          id: "K1"
          unit: "007"
          fund: "10"
          Expenses:501-职工活动支出:50102-文体活动   1.00 CNY
          Assets:102-银行存款:01-基本户             -1.00 CNY
""",
        encoding="utf-8",
    )
    index = hust_copy / "rules" / "index.yaml"
    text = index.read_text(encoding="utf-8")
    index.write_text(text.rstrip() + "\n  - own.yaml\n", encoding="utf-8")
    code, out, _ = run("rules", "test", "--books", hust_copy)
    assert code == 1
    assert "X01  不符　0/1　不得购买烟花" in out
    assert "买烟花却写成通过：应在第 () 行查出，实际在第 (5,) 行" in out
    assert "案例只有 1 个，至少要 4 个" in out


def test_what_was_in_force_may_be_ended_but_not_rewritten(run, hust_copy):
    """Against a revision of the union's own rules, read through git."""
    rules = hust_copy / "rules" / "illustrative.yaml"
    before = rules.read_text(encoding="utf-8")
    settled = before.replace(CAP, 'value: "2000.00"', 1)
    rules.write_text(settled, encoding="utf-8")
    git(hust_copy, "init", "-q")
    git(hust_copy, "add", ".")
    git(hust_copy, "commit", "-qm", "first")
    code, out, _ = run("rules", "test", "--books", hust_copy, "--since", "HEAD")
    assert (code, "删改已生效规定 0 处" in out) == (0, True)
    later = settled.replace(
        '      - {from: 2018-01-01, value: "2000.00"}\n',
        '      - {from: 2018-01-01, value: "2000.00"}\n'
        '      - {from: 2999-01-01, value: "2500.00"}\n',
        1,
    )
    assert later != settled
    rules.write_text(later, encoding="utf-8")
    assert run("rules", "test", "--books", hust_copy, "--since", "HEAD")[0] == 0
    rules.write_text(
        settled.replace('value: "2000.00"}', 'value: "3000.00"}', 1), encoding="utf-8"
    )
    code, out, _ = run("rules", "test", "--books", hust_copy, "--since", "HEAD")
    assert code == 1
    assert "参数 festival_cap_year 自 2018-01-01 起的 2000.00 被改写成 3000.00" in out


def test_a_revision_that_is_not_there(run, hust_copy):
    git(hust_copy, "init", "-q")
    code, _, errors = run("rules", "test", "--books", hust_copy, "--since", "v9")
    assert code == 2
    assert "git 里找不到版本 v9" in errors


def git(folder, *words):
    who = ("-c", "user.name=t", "-c", "user.email=t@example.com")
    subprocess.run(["git", "-C", str(folder), *who, *words], check=True)


def test_a_finding_is_explained_so_that_it_can_be_redone(run, found):
    finding = next(f for f in found if "按具名领取合计" in f.message)
    code, out, _ = run("rules", "explain", finding.id, HUST)
    assert code == 0
    assert "1,200.00 元" in out
    assert re.search(r"科目 +借方（元） +贷方（元）\n", out)
    assert re.search(r"5010501 节日慰问 +1,100\.00 +〔031 10〕\n", out)
    assert re.search(r"102 银行存款 +1,100\.00\n", out)
    assert "3. 合计 2,300.00 元" in out
    assert "（按这一天的规定判断）" in out
    # The other payment is not what the finding is about, but part of the sum.
    other = out.partition("算式引用的其他分录：")[2].partition("判断过程")[0]
    assert "1,200.00 元（事项发生日 2024-05-11）" in other
    assert (
        "2024-08-24 有效的是 2,000.00 元，自 2018-01-01 起"
        "（示例值，待以正式规定替换），本级，依据"
    ) in out
    assert "第八条第（四）项" in out
    code, out, _ = run("rules", "explain", finding.id, HUST, "--format", "json")
    data = json.loads(out)
    assert data["finding"]["id"] == finding.id
    assert data["values"][0]["value"] == "2000.00"
    assert data["values"][0]["since"] == "2018-01-01"
    assert [entry["event_date"] for entry in data["cited"]] == ["2024-05-11"]
    assert data["entries"][0]["postings"][0]["debit"] == "1100.00"


def test_a_figure_not_yet_compared_with_its_text_says_so(run, found):
    finding = next(f for f in found if f.rule == "R22")
    out = run("rules", "explain", finding.id, HUST)[1]
    assert "有效的是 100.00 元，自 2018-01-01 起（已确认，依据待核对），国家" in out


def test_a_finding_that_was_settled_says_by_whom(run, found):
    settled = {f.state: f.id for f in found if f.state != "待处理"}
    out = run("rules", "explain", settled["已豁免"], HUST)[1]
    assert "处理：2024-12-19 豁免，批准人 T0001，依据 校工委会〔2024〕31号" in out
    out = run("rules", "explain", settled["已销号"], HUST)[1]
    assert "处理：2024-06-28 销号，责任人 T0008，T0010 复核" in out


def test_an_unknown_finding_names_its_neighbours(run, found):
    some = found[0].id
    code, _, errors = run("rules", "explain", some[:-1] + "x", HUST)
    assert code == 2
    assert some in errors


def test_every_finding_of_the_reference_year_can_be_explained():
    ledger = load_ledger(HUST)
    rulebook = load_rulebook(HUST / "rules" / "index.yaml")
    for finding in ledger.findings:
        text = explanation_text(explain_finding(ledger, rulebook, finding.id))
        assert finding.message in text
        assert all(step in text for step in finding.evidence)


@pytest.mark.parametrize("cap", ["1800.00", "2350.00"])
def test_a_trial_finds_exactly_what_a_real_change_finds(run, hust_copy, cap):
    code, out, _ = run(
        *("rules", "whatif", "--set", f"festival_cap_year={cap}"),
        *("--books", hust_copy, "--format", "json"),
    )
    assert code == 0
    tried = json.loads(out)
    before = weights(hust_copy)
    rules = hust_copy / "rules" / "illustrative.yaml"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text.replace("2000.00", cap, 1), encoding="utf-8")
    after = weights(hust_copy)
    assert {f["id"] for f in tried["appear"]} == after.keys() - before.keys()
    assert {f["id"] for f in tried["vanish"]} == before.keys() - after.keys()
    assert {
        pair["now"]["id"]: pair["then"]["severity"] for pair in tried["change"]
    } == {
        key: after[key][0]
        for key in before.keys() & after.keys()
        if before[key] != after[key]
    }
    assert after.keys() != before.keys()


def weights(books):
    """What the books' findings are, and how grave."""
    findings = load_ledger(books).findings
    return {f.id: (f.severity, f.amount, f.state) for f in findings}


def test_a_trial_says_what_stays_but_becomes_lighter(run):
    """2,300 by name is over 2,000 for certain; over 2,350 only by an average."""
    out = run("rules", "whatif", "--set", "festival_cap_year=2350", "--books", HUST)[1]
    assert "仍在、轻重有变 1 项" in out
    now, then = (line for line in out.splitlines() if "P-00357" in line)
    assert "现在：违规 R09" in now
    assert "改后：疑点 R09" in then


def test_a_trial_writes_nothing_and_says_when_nothing_changes(run, hust_copy):
    before = {path: path.read_bytes() for path in hust_copy.rglob("*.*")}
    code, out, _ = run(
        *("rules", "whatif", "--set", "festival_cap_year=2000"),
        *("--books", hust_copy, "--from", "2030-01-01"),
    )
    assert code == 0
    assert "按这些数值，检查发现没有变化。" in out
    assert before == {path: path.read_bytes() for path in hust_copy.rglob("*.*")}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["festival_cap=1"], "没有参数 festival_cap"),
        (["festival_cap_year"], "认不出来"),
        (["festival_cap_year=abc"], "认不出来"),
        (["festival_cap_year=1", "--from", "明天"], "日期“明天”认不出来"),
    ],
)
def test_a_trial_of_nonsense_is_refused(run, words, said):
    code, out, errors = run("rules", "whatif", "--set", *words, "--books", HUST)
    assert code == 2
    assert said in out + errors


BARE = """
option "title" "甲大学工会"
option "operating_currency" "CNY"
plugin "union_ledger.plugins"%s
2020-01-01 custom "unit" "007" "机械学院工会"
2020-01-01 custom "members" "007" 412
2020-01-01 custom "fund" "10" "基础活动经费"
2020-01-01 open Assets:101-库存现金 CNY
2020-01-01 open Equity:322-工会资金结余:32205-累计结余 CNY
2020-01-01 open Expenses:501-职工活动支出:50102-文体活动 CNY
2024-01-01 * "期初"
  Assets:101-库存现金                            5000.00 CNY
  Equity:322-工会资金结余:32205-累计结余          -5000.00 CNY
2024-05-10 * "某文具公司" "用品"
  id: "K1"
  unit: "007"
  fund: "10"
  Expenses:501-职工活动支出:50102-文体活动         1500.00 CNY
  Assets:101-库存现金                           -1500.00 CNY
"""


def test_books_without_rules_of_their_own_are_explained_by_the_shipped(run, tmp_path):
    (tmp_path / "main.beancount").write_text(BARE % "", encoding="utf-8")
    finding = next(f for f in load_ledger(tmp_path).findings if f.rule == "R27")
    code, out, _ = run("rules", "explain", finding.id, tmp_path)
    assert code == 0
    assert "有效的是 1,000.00 元，自 2011-01-08 起（已确认），国家" in out
    assert run("rules", "list", "--books", tmp_path)[1].startswith("国家与湖北规则")


def test_the_rulebook_is_the_one_the_plugin_line_names(run, tmp_path):
    (tmp_path / "main.beancount").write_text(
        BARE % ' "supervision/all.yaml"', encoding="utf-8"
    )
    folder = tmp_path / "supervision"
    folder.mkdir()
    (folder / "all.yaml").write_text(
        'title: 甲大学规则\nversion: "7"\nparts: [own.yaml]\n', encoding="utf-8"
    )
    (folder / "own.yaml").write_text(
        LOOSER.replace("1500", "800") % "", encoding="utf-8"
    )
    finding = next(f for f in load_ledger(tmp_path).findings if f.rule == "R27")
    out = run("rules", "explain", finding.id, tmp_path)[1]
    assert "有效的是 800.00 元，自 2024-01-01 起（已确认，依据待核对），本级" in out
    assert run("rules", "list", "--books", tmp_path)[1].startswith("甲大学规则")
    # Without --books, the books one stands in.
    assert run("rules", "list")[1].startswith("甲大学规则")


LOOSER = """\
document: {document: 本会规定}
parameters:
  - key: cash_settlement_point
    title: 现金结算起点
    values:
      - {from: 2024-01-01, value: "1500.00"%s}
"""


def test_a_lower_layer_that_loosens_must_say_why(hust_copy):
    own = hust_copy / "rules" / "illustrative.yaml"
    own.write_text(LOOSER % "", encoding="utf-8")
    with pytest.raises(InputError, match="比上一层的") as told:
        load_rulebook(hust_copy / "rules" / "index.yaml")
    assert told.value.line == 6
    own.write_text(LOOSER % ", loosens: 校工会〔2024〕1号批准", encoding="utf-8")
    load_rulebook(hust_copy / "rules" / "index.yaml")
    own.write_text(LOOSER.replace("1500", "500") % "", encoding="utf-8")
    load_rulebook(hust_copy / "rules" / "index.yaml")


def test_the_handbook_is_written_as_page_and_as_document(run, tmp_path):
    for name, head in (("手册.html", b"<!doctype html"), ("手册.docx", b"PK")):
        code, out, _ = run("rules", "handbook", "-o", name, "--books", HUST)
        assert code == 0
        assert f"已写出 {name}：15" in out
        assert (tmp_path / name).read_bytes()[:20].lower().startswith(head.lower())
    text = (tmp_path / "手册.html").read_text(encoding="utf-8")
    assert "华中科技大学工会" in text
    assert "人工检查清单" in text


def test_a_handbook_of_another_kind_is_refused(run):
    code, out, errors = run("rules", "handbook", "-o", "手册.pdf")
    assert code == 2
    assert "请写成 .html 或 .docx" in out + errors


def test_the_coverage_accounts_for_every_provision(run):
    out = run("rules", "list", "--coverage")[1]
    for provision in (*(f"R{n:02}" for n in range(1, 51)), "L01", "L21"):
        assert f"\n{provision}" in f"\n{out}"
    data = json.loads(run("rules", "list", "--coverage", "--format", "json")[1])
    assert all(row["why"] and row["check"] for row in data if row["how"] != "enforced")
