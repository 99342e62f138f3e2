"""The group of `asset` commands: told in Chinese, each with its help."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from union_ledger.cli.asset import command

NAMES = command.list_commands(click.Context(command))


@pytest.mark.parametrize("name", NAMES)
def test_help_is_in_chinese(name):
    """Every command can be imported and says what it is for."""
    said = CliRunner().invoke(command, [name, "--help"]).output
    assert said.startswith("用法：")
    assert "[required]" not in said
    assert "显示这段说明" in said


def test_a_number_out_of_range(run):
    """click's own English does not come through."""
    words = ("asset", "dispose", "A", "--date", "2024-01-01", "--how", "报废")
    code, _, said = run(*words, "--reason", "坏", "--quantity", "0")
    assert code == 2
    assert "参数 --quantity 的值不对：应是整数，不小于 1" in said


@pytest.mark.parametrize("cost", ["NaN", "1e999999", "-5", "1.234", "八千", ""])
def test_what_is_no_amount(cost, run):
    """Amounts are read strictly, and refused in Chinese."""
    words = ("--name", "x", "--class", "通用设备", "--unit", "007", "--cost", cost)
    code, _, said = run("asset", "buy", *words)
    assert code == 2
    assert "--cost" in said


def test_no_books(run, tmp_path):
    """A folder without books is named."""
    words = ("idle", "FA-1", "--date", "2024-01-01", "--books", tmp_path)
    code, _, said = run("asset", *words)
    assert code == 2
    assert "找不到账簿" in said
