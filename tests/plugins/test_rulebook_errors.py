"""A rulebook that cannot be used: one clear error with file and line, no guessing."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from union_ledger.core.ledger import load_ledger


@pytest.fixture
def broken(write_books, tmp_path):
    """Load books whose local layer holds ``text``; return the errors."""

    def load(text, index='title: "本级"\nversion: "1"\nparts: [own.yaml]\n'):
        folder = tmp_path / "rules"
        folder.mkdir()
        (folder / "index.yaml").write_text(index, encoding="utf-8")
        (folder / "own.yaml").write_text(text, encoding="utf-8")
        return load_ledger(write_books("", "rules/index.yaml")).problems

    return load


RULE = """
rules:
  - id: R90
    title: 试
    kind: {kind}
    severity: 违规
    effective: 2022-01-01
    reviewed_on: 2026-01-01
    message: "{message}"
    {more}
"""


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("rulez: []\n", 1, "不认识字段 rulez"),
        (RULE.format(kind="cap", message="x", more=""), 3, "种类 cap 不认识"),
        (RULE.format(kind="split", message="x", more=""), 3, "parameters 缺少 limit"),
        (
            RULE.format(kind="sequence", message="{oops}", more=""),
            3,
            "message 里有不认识的 {oops}",
        ),
        (
            RULE.format(kind="duplicate", message="x", more="with: {kee: invoice}"),
            10,
            "不认识字段 kee",
        ),
        (
            RULE.format(kind="sequence", message="x", more="expires: 2024-13-01"),
            10,
            "日期 2024-13-01 不存在",
        ),
        (
            RULE.format(kind="split", message="x", more="parameters: {limit: nope}"),
            3,
            "参数 nope 没有定义",
        ),
        (
            "parameters:\n  - key: k1\n    title: 试\n    values:\n"
            "      - {from: 2020-01-01, value: 20.50}\n",
            5,
            "小数没有加引号",
        ),
        (
            "parameters:\n  - key: k1\n    title: 试\n    values:\n"
            "      - {from: 2020-01-01, state: confirmed}\n",
            5,
            "必须写 value",
        ),
        ("rules: [\n", 2, "不是合法的 YAML"),
    ],
)
def test_one_error_with_file_and_line(broken, tmp_path, text, line, said):
    problems = [p for p in broken(text) if p.kind == "RulebookError"]
    assert len(problems) == 1
    assert problems[0].filename == str(tmp_path / "rules" / "own.yaml")
    assert problems[0].lineno == line
    assert said in problems[0].message


def test_a_part_that_is_not_there_is_named_where_it_is_listed(broken, tmp_path):
    index = 'title: "本级"\nversion: "1"\nparts:\n  - own.yaml\n  - gone.yaml\n'
    problem = broken("rules: []\n", index)[0]
    assert problem.filename == str(tmp_path / "rules" / "index.yaml")
    assert problem.lineno == 5
    assert "gone.yaml 不存在" in problem.message


def test_the_same_rule_twice_needs_a_reason(broken):
    text = RULE.format(kind="sequence", message="x", more="").replace("R90", "A21")
    assert "A21 已在" in broken(text)[0].message


def test_stock_bean_check_sees_an_edited_rulebook(write_books, tmp_path):
    """The cache of stock tools looks at the rulebook too: no stale verdicts."""
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "index.yaml").write_text(
        'title: "本级"\nversion: "1"\nparts: [own.yaml]\n', encoding="utf-8"
    )
    rule = RULE.format(
        kind="forbidden", message="含 {words}", more="with: {words: [文具]}"
    )
    own = folder / "own.yaml"
    own.write_text(rule, encoding="utf-8")
    main = write_books(
        """
        2024-01-02 * "批复"
          id: "Q1"
          quota: "approve"
          Equity:Q00-预算批复          -100.00 QUOTA
          Equity:Q01-可用额度:007:10    100.00 QUOTA
        2024-03-05 ! "文具店" "用品"
          id: "V1"
          unit: "007"
          fund: "10"
          Expenses:501-职工活动支出:50102-文体活动   10.00 CNY
          Assets:102-银行存款:01-基本户             -10.00 CNY
        """,
        "rules/index.yaml",
    )

    def bean_check():
        tool = shutil.which("bean-check") or f"{sys.prefix}/bin/bean-check"
        env = {
            "PATH": "/usr/bin:/bin",
            "BEANCOUNT_LOAD_CACHE_FILENAME": ".{filename}.c",
        }
        done = subprocess.run(
            [tool, str(main)], capture_output=True, text=True, env=env, check=False
        )
        return done.returncode, done.stderr

    assert "含 文具" in bean_check()[1]
    own.write_text(rule.replace("[文具]", "[教具]"), encoding="utf-8")
    assert bean_check() == (0, "")
