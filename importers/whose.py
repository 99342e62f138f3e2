"""Whose account a statement is of, and where its number stands."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError

if TYPE_CHECKING:
    from union_ledger.importers.header import Header
    from union_ledger.importers.statement import Statement
    from union_ledger.importers.statement_layout import StatementLayout

# （N4200…） as ICBC names its files, or （4200…）; a sheet named after the account.
_IN_BRACKETS = re.compile(r"[(（]\s*(N?)(\d{8,30})\s*(?:账号)?\s*[)）]", re.IGNORECASE)
_SHEET = re.compile(r"^\s*(\d{12,30})(?:\.\w{1,5})?\s*$", re.ASCII)
_SUBJECT = re.compile(r"^\s*(\d{3,})")


def refuse_private(
    header: Header, layout: StatementLayout, own_account: str | None
) -> None:
    """Refuse what is no account of the union, unless its number was given.

    Raises:
        InputError: It is a person's, a card's or a wallet's.
    """
    if layout.owner == "union" or (own_account and layout.owner != "card"):
        return
    what = {"person": "个人账户", "card": "信用卡", "wallet": "网络支付账户"}
    hint = "请核对拿错了文件没有。"
    if layout.owner != "card":
        hint += "确是登记过的代收账户，请用 --account 写明账号。"
    raise InputError(
        f"这是{what[layout.owner]}的流水（{layout.title}），"
        "工会经费不得存放在单位账户以外（公款私存）",
        file=header.table.file,
        line=header.table.rows[header.index][0],
        hint=hint,
    )


def file_account(
    layout: StatementLayout, statement: Statement, own_account: str | None
) -> str | None:
    """Return the account of the whole file, or ``None`` where a column gives it.

    Raises:
        InputError: There is none, two, or another than whoever imports has said.
    """
    if "column" in layout.own_account:
        return None
    found: dict[str, str] = {}
    for source in layout.own_account:
        for number in _from(source, layout, statement):
            found.setdefault(number, source)
        if found:
            break
    if len(found) > 1 and own_account not in found:
        raise InputError(
            f"文件名里有两个像账号的号码：{'、'.join(found)}",
            file=statement.file,
            hint="请用 --account 写明是哪个账号的流水。",
        )
    account = own_account if own_account in found else next(iter(found), own_account)
    if account and own_account and account != own_account and layout.of == "bank":
        raise InputError(
            f"文件里的本方账号是 {account}，不是指定的 {own_account}",
            file=statement.file,
        )
    if not account:
        raise InputError(
            "文件里没有本方账号",
            file=statement.file,
            hint="请用 --account 写明是哪个账号的流水。",
        )
    return account


def _from(source: str, layout: StatementLayout, statement: Statement) -> list[str]:
    if source == "preamble":
        if layout.of == "book":
            code = _SUBJECT.match(str(statement.stated.get("subject", "")))
            return [code[1]] if code else []
        account = str(statement.stated.get("own_account") or "")
        return [account] if account else []
    if source == "filename":
        found = _IN_BRACKETS.findall(statement.file.stem)
        return [number for mark, number in found if mark or _is_account(number)]
    if source == "sheet":
        sheet = _SHEET.match(statement.sheet or "")
        return [sheet[1]] if sheet and _is_account(sheet[1]) else []
    return []


def _is_account(number: str) -> bool:
    """Return whether a bare number is long enough, and not a moment."""
    if len(number) < 12:
        return False
    try:
        datetime.strptime(number[:14], "%Y%m%d%H%M%S")  # noqa: DTZ007 - only a shape
    except ValueError:
        return True
    return len(number) > 17
