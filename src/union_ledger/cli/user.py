"""``union-ledger user add``: an account for the web pages, its password hashed."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import cast
from typing import get_args

import click

from union_ledger.cli.chinese import Command
from union_ledger.cli.chinese import Group
from union_ledger.core.errors import InputError
from union_ledger.core.explain import os_problem
from union_ledger.core.yamlfile import parse_yaml
from union_ledger.reports.pages.gate.accounts import NAME
from union_ledger.reports.pages.gate.accounts import Account
from union_ledger.reports.pages.gate.accounts import account_text
from union_ledger.reports.pages.gate.passwords import LONGEST
from union_ledger.reports.pages.gate.passwords import SHORTEST
from union_ledger.reports.pages.gate.passwords import Passwords
from union_ledger.reports.pages.gate.roles import ROLE_NAMES
from union_ledger.reports.pages.gate.roles import Role


@click.group("user", cls=Group)
def command() -> None:
    """管理网页的用户（serve --users 用的用户文件）。"""


@command.command("add", cls=Command)
@click.argument("name", metavar="用户名")
@click.option(
    "--role",
    type=click.Choice(get_args(Role)),
    required=True,
    metavar="|".join(get_args(Role)),
    help="、".join(f"{role} {name}" for role, name in ROLE_NAMES.items()) + "。",
)
@click.option("--unit", metavar="单位", help="单位代码，如 007；只有 officer 要写。")
@click.option(
    "--users",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="写进这个用户文件（没有就新建）；不写时只显示要添的几行。",
)
@click.option(
    "--no-password", is_flag=True, help="不设口令，由统一身份认证（CAS）登录。"
)
def add(
    *, name: str, role: str, unit: str | None, users: Path | None, no_password: bool
) -> None:
    """添加一个用户；口令要输两遍，文件里只有它的 argon2 散列。"""
    if not re.fullmatch(NAME, name):
        raise InputError(
            f"用户名 {name} 不对", hint="只能用字母、数字和 . _ @ -，最多 64 个。"
        )
    if (role == "officer") != bool(unit):
        raise InputError(
            "officer（单位经办人）要写 --unit，其他角色不写",
            hint="如 --role officer --unit 007。",
        )
    if unit and not re.fullmatch(r"\d{3}", unit):
        raise InputError(f"单位代码 {unit} 不对", hint="应是三位数字，如 007。")
    before = _before(users, name)
    hashed = None if no_password else Passwords().hashed(_asked())
    account = Account(
        name=name, role=cast("Role", role), unit=unit or None, password=hashed
    )
    text = account_text(account)
    if users is None:
        click.echo(f"请把这几行添到用户文件的 users: 下面：\n{text}", nl=False)
        return
    _write(users, before + text)
    click.echo(f"已写入 {users}：{name}（{ROLE_NAMES[account.role]}）。")
    click.echo("网页服务要重新启动才认得新用户。")


def _before(users: Path | None, name: str) -> str:
    """Return what the users file holds, to which an account can be added."""
    if users is None or not users.exists():
        return "users:\n"
    try:
        text = users.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise InputError("用户文件读不出来", file=users) from None
    known = parse_yaml(text, users).get("users") or []
    if any(isinstance(each, dict) and each.get("name") == name for each in known):
        raise InputError(
            f"用户 {name} 已经有了", file=users, hint="请先删掉原来的几行。"
        )
    return text if text.endswith("\n") else f"{text}\n"


def _asked() -> str:
    password: str = click.prompt("口令", hide_input=True)
    if not SHORTEST <= len(password) <= LONGEST:
        raise InputError(f"口令要 {SHORTEST} 到 {LONGEST} 个字", hint="请再运行一次。")
    if click.prompt("再输一遍", hide_input=True) != password:
        raise InputError("两遍口令不一样", hint="请再运行一次。")
    return password


def _write(path: Path, text: str) -> None:
    """Write the file whole or not at all, for its owner only."""
    fresh = path.with_name(f".{path.name}.new")
    try:
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as exc:
        raise InputError(f"用户文件写不了（{os_problem(exc)}）", file=path) from None
