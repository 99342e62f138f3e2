"""The users file: who may look at the books over the web, and as what.

users:
- name: "zhangsan"
  role: "officer"
  unit: "007"
  password: "$argon2id$…"
"""

from __future__ import annotations

import re
import stat
from typing import TYPE_CHECKING
from typing import Annotated

from pydantic import BaseModel
from pydantic import ConfigDict
from pydantic import Field
from pydantic import model_validator

from union_ledger.core.errors import InputError
from union_ledger.core.record import UnitCode
from union_ledger.core.yamlfile import line_of
from union_ledger.core.yamlfile import read_model
from union_ledger.core.yamlfile import read_yaml
from union_ledger.reports.pages.gate.roles import WHOLE
from union_ledger.reports.pages.gate.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from union_ledger.core.yamlnodes import YamlMap

NAME = r"^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$"
_HASH = re.compile(
    r"\$argon2id\$v=19\$m=\d{4,6},t=\d{1,2},p=\d{1,2}"
    r"\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+"
)
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class Account(BaseModel):
    """One person; ``password`` is an argon2id hash, empty where a proxy logs in."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    name: Annotated[str, Field(pattern=NAME)]
    role: Role
    unit: UnitCode | None = None
    password: str | None = None

    @model_validator(mode="after")
    def _officers_have_a_unit(self) -> Account:
        if self.role == "officer" and self.unit is None:
            raise ValueError('officer（单位经办人）要写 unit，如 "007"')
        if self.role != "officer" and self.unit is not None:
            raise ValueError(f"{self.role} 看全账，不写 unit")
        return self

    @property
    def scope(self) -> str:
        """Return the unit whose ledger the person gets, or 全账."""
        return self.unit or WHOLE


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    users: Annotated[list[Account], Field(min_length=1)]


def read_accounts(path: Path, units: Iterable[str]) -> dict[str, Account]:
    """Return the accounts by name; ``units`` are those of the books.

    Raises:
        InputError: The file cannot be read, is open to others on this machine, names
            somebody twice, or a unit the books do not have.
    """
    data = read_yaml(path)
    if path.stat().st_mode & _OTHERS:
        raise InputError(
            "用户文件里有口令的散列，不能让同机的其他用户读写",
            file=path,
            hint=f"请先运行 chmod 600 {path}",
        )
    _need_hashes(data, path)
    found = read_model(_File, data, path)
    accounts: dict[str, Account] = {}
    known = set(units)
    for place, account in enumerate(found.users):
        line = line_of(data, "users", place, "name")
        if account.name in accounts:
            raise InputError(f"用户 {account.name} 写了两次", file=path, line=line)
        if account.unit is not None and account.unit not in known:
            raise InputError(
                f"账簿里没有登记单位 {account.unit}",
                file=path,
                line=line_of(data, "users", place, "unit"),
            )
        accounts[account.name] = account
    return accounts


def _need_hashes(data: YamlMap, path: Path) -> None:
    """Refuse a password written plainly, in words that do not show it."""
    users = data.get("users")
    for place, each in enumerate(users if isinstance(users, list) else ()):
        written = each.get("password", "") if isinstance(each, dict) else ""
        if written != "" and not _HASH.fullmatch(str(written)):
            raise InputError(
                "password 应是 argon2id 散列，不能写口令",
                file=path,
                line=line_of(data, "users", place, "password"),
                hint="请用 union-ledger user add；写在这里的口令不要再用。",
            )


def account_text(account: Account) -> str:
    """Return the lines of one account, as they stand under ``users:``."""
    told = account.model_dump(exclude_none=True)
    first, *others = (f'{key}: "{value}"' for key, value in told.items())
    return "\n".join([f"- {first}", *(f"  {other}" for other in others)]) + "\n"
