"""The users file, its key, and ``union-ledger user add`` that writes it."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher
from click.testing import CliRunner

from union_ledger.cli.user import command
from union_ledger.core.errors import InputError
from union_ledger.reports.pages.gate.accounts import read_accounts
from union_ledger.reports.pages.gate.sessions import key_of

HASH = PasswordHasher(time_cost=1, memory_cost=1024).hash("x")
GOOD = f"""\
users:
- name: "o7"
  role: "officer"
  unit: "007"
  password: "{HASH}"
- name: "acc"
  role: "accountant"
"""


@pytest.fixture
def write(tmp_path):
    def written(text, mode=0o600):
        path = tmp_path / "users.yaml"
        path.write_text(text, encoding="utf-8")
        path.chmod(mode)
        return path

    return written


def test_accounts_are_read(write):
    accounts = read_accounts(write(GOOD), ["007"])
    assert accounts["o7"].scope == "007"
    assert accounts["acc"].scope == "全账"
    assert accounts["acc"].password is None


@pytest.mark.parametrize(
    ("before", "after", "line", "said"),
    [
        ('"officer"', '"chief"', 3, "officer"),
        ('unit: "007"', "unit: 007", 4, ""),
        ('unit: "007"', 'unit: "077"', 4, "没有登记单位 077"),
        ('  unit: "007"\n', "", 2, "要写 unit"),
        ('"accountant"', '"accountant"\n  unit: "007"', 6, "不写 unit"),
        ('"acc"', '"o7"', 6, "写了两次"),
        ('"o7"', '"o 7"', 2, ""),
        pytest.param(HASH, "plain password", 5, "", id="plain"),
        ("  role", "  colour: 1\n  role", 3, ""),
        (GOOD, "users: []\n", 1, ""),
    ],
)
def test_what_is_wrong_is_named_with_its_line(write, before, after, line, said):
    path = write(GOOD.replace(before, after, 1))
    with pytest.raises(InputError) as refused:
        read_accounts(path, ["007"])
    assert said in refused.value.message
    assert (refused.value.file, refused.value.line) == (str(path), line)
    assert "plain password" not in str(refused.value)


def test_a_file_open_to_others_is_refused(write):
    with pytest.raises(InputError, match="chmod 600"):
        read_accounts(write(GOOD, 0o644), ["007"])


def test_the_key_is_made_once_and_for_its_owner(tmp_path):
    path = tmp_path / "users.key"
    key = key_of(path)
    assert len(key) >= 32
    assert path.stat().st_mode & 0o777 == 0o600
    assert key_of(path) == key
    path.chmod(0o640)
    with pytest.raises(InputError, match="chmod 600"):
        key_of(path)


def test_a_short_key_is_refused(tmp_path):
    path = tmp_path / "users.key"
    path.touch(0o600)
    with pytest.raises(InputError, match="密钥太短"):
        key_of(path)


def add(*arguments, typed="a good password\na good password\n"):
    return CliRunner().invoke(command, ["add", *arguments], input=typed)


def test_add_writes_a_file_that_serves(tmp_path):
    path = tmp_path / "users.yaml"
    officer = ["--role", "officer", "--unit", "007", "--users", str(path)]
    assert add("o7", *officer).exit_code == 0
    assert add("acc", "--role", "accountant", "--users", str(path)).exit_code == 0
    sso = ["--role", "auditor", "--no-password", "--users", str(path)]
    assert add("aud", *sso, typed="").exit_code == 0
    assert path.stat().st_mode & 0o777 == 0o600
    accounts = read_accounts(path, ["007"])
    assert list(accounts) == ["o7", "acc", "aud"]
    assert PasswordHasher().verify(accounts["o7"].password, "a good password")
    assert "a good password" not in path.read_text(encoding="utf-8")
    assert "用户 o7 已经有了" in str(add("o7", *officer).exception)


def test_add_shows_the_lines_without_a_file():
    done = add("o7", "--role", "officer", "--unit", "007")
    assert '- name: "o7"' in done.output
    assert "$argon2id$" in done.output
    assert "a good password" not in done.output


@pytest.mark.parametrize(
    ("arguments", "typed", "said"),
    [
        (["o 7", "--role", "auditor"], "", "用户名 o 7 不对"),
        (["o7", "--role", "officer"], "", "要写 --unit"),
        (["a", "--role", "auditor", "--unit", "007"], "", "要写 --unit"),
        (["o7", "--role", "officer", "--unit", "7"], "", "单位代码 7 不对"),
        (["a", "--role", "auditor"], "short\n", "口令要 10 到 200 个字"),
        (["a", "--role", "auditor"], "a good password\nother\n", "两遍口令不一样"),
    ],
)
def test_add_refuses(arguments, typed, said):
    assert said in str(add(*arguments, typed=typed).exception)
