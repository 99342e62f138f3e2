"""check --since tells only what is new, and ends well where nothing is."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from union_ledger.cli.check import command


@pytest.fixture
def check(books, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def run(*words):
        return CliRunner().invoke(command, [str(books.folder), *words])

    return run


def test_old_violations_do_not_count(books, check):
    assert check().exit_code == 1
    done = check("--since", "HEAD")
    assert done.exit_code == 0
    assert "违规 0 项" in done.output
    books.replace("2024/01.beancount", "打印通知", "打印海报")
    assert check("--since", "HEAD").exit_code == 0


def test_a_new_violation_counts(books, check):
    text = (books.folder / "2024/01.beancount").read_text(encoding="utf-8")
    books.write("2024/01.beancount", text.replace("1200.00", "30000.00"))
    done = check("--since", "HEAD", "--format", "json")
    assert done.exit_code == 1
    rules = {f["rule"] for f in json.loads(done.output)["findings"]}
    assert "R37" in rules
    books.commit("照样提交")
    assert check("--since", "HEAD").exit_code == 0


def test_a_new_error_counts(books, check):
    books.add("2024/01.beancount", "2024-01-31 balance Assets:101-库存现金 5.00 CNY\n")
    done = check("--since", "HEAD")
    assert done.exit_code == 1
    assert "错误 1 处" in done.output


def test_there_is_no_such_revision(check):
    assert "找不到版本" in str(check("--since", "nothing").exception)
