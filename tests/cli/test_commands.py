"""The command line: what it prints, what it refuses, and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HUST = ROOT / "ledgers" / "hust"

GOOD = """
2024-01-02 * "批复"
  id: "Q1"
  quota: "approve"
  Equity:Q00-预算批复          -100.00 QUOTA
  Equity:Q01-可用额度:007:10    100.00 QUOTA
2024-03-05 * "某店" "活动"
  id: "V1"
  unit: "007"
  fund: "10"
  invoice: "24000000000000000001"
  attachments: 1
  handler: "T0001"
  approver: "T0002"
  Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
  Assets:102-银行存款:01-基本户             -10.00 CNY
"""


def test_help_is_chinese(run):
    code, out, _ = run("--help")
    assert code == 0
    for word in (
        "用法：",
        "命令：",
        "demo",
        "import",
        "check",
        "report",
        "rules",
        "init",
    ):
        assert word in out
    assert "Show this message" not in out


def test_check_of_good_books_is_fine(run, write_books):
    code, out, _ = run("check", write_books(GOOD))
    assert code == 0
    assert "共 2 笔分录；错误 0 处；违规 0 项" in out
    # No figure was found for the province, so the cap is not guessed.
    assert "规则 R09 没有执行：参数 festival_cap_year 缺失" in out


def test_check_exits_1_on_a_violation_and_names_the_line(run, write_books):
    books = GOOD.replace('  approver: "T0002"\n', '  approver: "T0001"\n')
    code, out, _ = run("check", write_books(books))
    assert code == 1
    assert "main.beancount:6: 违规 R34：V1 10.00 元：经办与审批同为 T0001" in out


def test_check_exits_2_on_a_register_typo(run, write_books):
    code, out, _ = run("check", write_books('2024-01-01 custom "unit" "9" "短"'))
    assert code == 2
    assert "main.beancount:1: 错误：登记 unit：字段 code 的值 9 不对" in out


def test_check_exits_2_on_text_that_is_not_beancount(run, write_books):
    code, out, _ = run("check", write_books("2024-01-01 opne Assets:101-库存现金"))
    assert code == 2
    assert "main.beancount:1: 错误：" in out


def test_check_as_json(run):
    code, out, _ = run("check", HUST, "--format", "json", "--rule", "R33")
    data = json.loads(out)
    assert code == 1
    assert {finding["rule"] for finding in data["findings"]} == {"R33"}
    assert data["problems"] == []
    first = data["findings"][0]
    assert set(first) >= {"id", "severity", "message", "citation", "lineno", "amount"}


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["chek"], "没有命令 chek"),
        (["check", "--oops"], "没有选项 --oops"),
        (["check", "nowhere"], "找不到账簿"),
        (["report"], "缺少参数 报表名"),
        (["report", "现金流量表"], "只能是 overview、utilisation"),
        (["report", "findings", HUST, "--period", "24"], "期间“24”不对"),
        (["report", "findings", HUST, "--format", "xlsx"], "请用 -o 写明文件名"),
        (["report", "findings", HUST, "-o", "x.pdf"], "不认识格式 pdf"),
        (["rules", "show", "R99"], "没有规则 R99"),
        (["import", "x.csv"], "这里没有账簿"),
        (["import", "--dry-run", "x.csv"], "x.csv"),
    ],
)
def test_wrong_usage_is_one_chinese_line(run, args, said):
    code, out, errors = run(*args)
    assert code == 2
    assert said in out + errors


def test_report_goes_to_a_file_by_its_ending(run, tmp_path):
    code, out, _ = run(
        "report", "经费使用情况", HUST, "--period", "2024Q3", "-o", "a.md"
    )
    assert code == 0
    assert "已写出 a.md" in out
    text = (tmp_path / "a.md").read_text(encoding="utf-8")
    assert "2024 年第三季度" in text
    assert "机械科学与工程学院工会" in text


def test_rules_list_tells_what_is_enforced(run):
    code, out, _ = run("rules", "list")
    assert code == 0
    assert "共 151 条" in out
    assert "R09  违规　节日慰问每人每年不超过上限　〔国家·参数缺失，不执行〕" in out
    code, out, _ = run("rules", "list", "--books", HUST)
    assert "R09  违规　节日慰问每人每年不超过上限　〔国家·执行（参数为示例值）〕" in out


def test_rules_show(run):
    code, out, _ = run("rules", "show", "R27")
    assert code == 0
    assert "参数：现金结算起点（cash_settlement_point）：1,000.00 元（已确认）" in out
    assert "超过起点一分被查出——第 6 行查出" in out


def test_init_makes_books_that_check_without_error(run):
    code, out, _ = run("init", "账簿")
    assert code == 0
    assert "已在 账簿 新建账簿" in out
    code, out, _ = run("check", "账簿")
    assert code == 0, out
    code, _, errors = run("init", "账簿")
    assert code == 2
    assert "目录里已有文件，不会覆盖" in errors


def test_demo_goes_the_whole_way(run, tmp_path):
    code, out, _ = run("demo", "--no-serve")
    assert code == 0
    assert "余额逐行相符" in out
    folder = tmp_path / "build" / "demo"
    for title in ("经费使用情况", "检查发现"):
        for ending in ("xlsx", "html", "md", "json"):
            assert (folder / f"{title}.{ending}").stat().st_size > 1000
    imported = sorted((folder / "books" / "2024").glob("2024-12-*.beancount"))
    assert len(imported) == 3
    code, out, _ = run("demo", "--no-serve")
    assert code == 0


def test_demo_removes_nothing_it_did_not_write(run, tmp_path):
    precious = tmp_path / "build" / "demo" / "precious.txt"
    precious.parent.mkdir(parents=True)
    precious.write_text("x", encoding="utf-8")
    code, _, errors = run("demo", "--no-serve")
    assert code == 2
    assert "演示不会覆盖" in errors
    assert precious.read_text(encoding="utf-8") == "x"


def test_import_goes_into_the_books_or_a_folder_of_theirs(run, tmp_path):
    """A file of an account the books do not know is refused; nothing is written."""
    run("init", "账簿")
    export = HUST / "exports" / "工行基本户_202412.xlsx"
    before = sorted(path for path in (tmp_path / "账簿").rglob("*"))
    for place in ("账簿", "账簿/2026"):
        code, out, _ = run("import", export, "--into", place)
        assert code == 2
        assert "没有入账" in out
    assert sorted(path for path in (tmp_path / "账簿").rglob("*")) == before


def test_a_dry_run_needs_no_books(run):
    code, out, _ = run(
        "import", "--dry-run", HUST / "exports" / "工行基本户_202412.xlsx"
    )
    assert code == 0
    assert "对账通过" in out
