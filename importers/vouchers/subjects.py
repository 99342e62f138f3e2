"""A 科目 of the legal books to an account of these: by code, name and date.

A code alone means nothing: nearly every 2010 code (财会〔2009〕7号) was given to
another account by the 2021 制度 (财会〔2021〕7号), in force from 2022-01-01.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from union_ledger.core.chart import load_chart
from union_ledger.core.chart import split
from union_ledger.importers.mapping import Asked
from union_ledger.importers.mapping import same_name
from union_ledger.importers.text import squeeze
from union_ledger.importers.vouchers.numbers import name_parts

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from beancount.core.data import Open

    from union_ledger.importers.mapping import Placed

CHART_2021 = date(2022, 1, 1)
_SHOWN = 4


class SubjectError(Exception):
    """Why a 科目 has no account here, and what to add, in Chinese."""


class OnlyBelowError(SubjectError):
    """Only 明细 of the 科目 are open; its sums are theirs."""


@dataclass(frozen=True, slots=True)
class Known:
    """An account of the books: its code and name down to the last level."""

    account: str
    code: str
    name: str
    opened: Open


def known_of(opened: Open) -> Known:
    r"""Return an account with its whole code: 明细 codes follow their parent's.

    ``Assets:102-银行存款:01-基本户`` is 10201 银行存款\基本户, and
    ``Expenses:501-…:50102-文体活动`` is 50102.
    """
    code = ""
    names = []
    for part in opened.account.split(":")[1:]:
        digits, name = split(part)
        code = digits if digits.startswith(code) else code + digits
        names.append(name)
    return Known(opened.account, code, "\\".join(names), opened)


class Subjects:
    """The accounts of the books, looked up by what the legal books call them."""

    def __init__(self, opens: Map[str, Open], placed: tuple[Placed, ...] = ()) -> None:
        """Index the accounts that are open at any time."""
        self._opens = opens
        self._placed = placed
        self._by_code: dict[str, list[Known]] = defaultdict(list)
        self._uncoded: dict[str, list[Known]] = defaultdict(list)
        for opened in opens.values():
            known = known_of(opened)
            # 162…:03-通用设备:2024 is a part of 16203, not 16203 itself.
            coded = split(opened.account.rpartition(":")[2])[0]
            index = self._by_code if coded else self._uncoded
            index[known.code].append(known)
        self._found: dict[tuple[str, str, date], str] = {}

    def account(self, code: str, name: str, day: date, asked: Asked | None) -> str:
        """Return the account of a 科目 on a day.

        Raises:
            SubjectError: There is none, or code, name and date contradict each other.
        """
        for placed in self._placed:
            if placed.fits(code, name, asked):
                return self._usable(placed.account, day)
        key = (code, name, day)
        if key not in self._found:
            self._found[key] = self._usable(self._match(code, name, day), day)
        return self._found[key]

    def _match(self, code: str, name: str, day: date) -> str:
        today = _code_of_2021(code, name, day)
        fitting = self._by_code.get(today, [])
        named = [known for known in fitting if same_name(known.name, name)]
        if len(named) == 1:
            return named[0].account
        if named:
            shown = "、".join(known.account for known in named)
            raise SubjectError(f"账簿里有几个都像：{shown}；请在 accounts 写明是哪一个")
        if fitting:
            raise SubjectError(
                f"代码 {today} 在账簿里是 {fitting[0].name}，名称不同；"
                f"若是同一科目，请在 accounts 写 account: {fitting[0].account}"
            )
        raise self._missing(today, name)

    def _missing(self, code: str, name: str) -> SubjectError:
        below = sorted(
            known.account
            for index in (self._by_code, self._uncoded)
            for other, found in index.items()
            if other.startswith(code)
            for known in found
        )
        if below:
            more = "等" if len(below) > _SHOWN else ""
            return OnlyBelowError(
                "账簿里只有它的明细 "
                + "、".join(below[:_SHOWN])
                + f"{more}；请在 accounts 按摘要或部门写明记哪一个，或 open 这个科目"
            )
        last = name_parts(name)[-1:]
        same = sorted(
            known.account
            for found in self._by_code.values()
            for known in found
            if last and name_parts(known.name)[-1:] == last
        )
        hint = f"，账簿里同名的是 {same[0]}" if same else ""
        return SubjectError(
            f"账簿里没有这个科目{hint}；请 open 它，或在 accounts 写明是哪一个"
        )

    def _usable(self, account: str, day: date) -> str:
        opened = self._opens.get(account)
        if opened is None:
            raise SubjectError(f"对应的 {account} 没有 open")
        if opened.date > day:
            raise SubjectError(f"对应的 {account} 到 {opened.date} 才启用")
        if opened.currencies and "CNY" not in opened.currencies:
            raise SubjectError(
                f"对应的 {account} 按件（批次）记账，凭证只有金额；"
                "请 open 一个记 CNY 的明细（如待建卡），在 accounts 写明"
            )
        return account


def _code_of_2021(code: str, name: str, day: date) -> str:
    """Return the code by today's chart.

    Raises:
        SubjectError: The code is of the other chart than the date's, or its name is
            another one.
    """
    chart = load_chart()
    top = code[:3]
    parts = name_parts(name)
    named = parts[0] if len(parts) > 1 or (parts and len(code) == 3) else ""
    subject = chart.by_code.get(top)
    old = chart.old_by_code.get(top)
    is_new = subject is not None and named in {"", squeeze(subject.name)}
    is_old = old is not None and named in {"", squeeze(old.name)}
    if day >= CHART_2021:
        if not is_new and is_old and old is not None and named:
            now = f"2021 年制度为 {old.code2021} {old.name2021}"
            raise SubjectError(
                f"{top} {old.name} 是 2010 年制度的科目，"
                f"{now if old.code2021 else '2021 年制度已取消'}，"
                f"凭证日期 {day} 应用 2021 年制度"
            )
        if subject is not None and not is_new:
            raise SubjectError(f"{top} 应是“{subject.name}”，文件写的是“{parts[0]}”")
        return code
    if old is None:
        return code
    if not is_old:
        new = "2021 年制度的名称" if is_new else "别的名称"
        raise SubjectError(
            f"{top} 在 2010 年制度是“{old.name}”，文件写的是{new}“{parts[0]}”，"
            f"凭证日期 {day} 应用 2010 年制度"
        )
    if not old.code2021 or len(code) > 3:
        raise SubjectError(
            f"{top} {old.name} 是 2010 年制度的科目，不能自动换成 2021 年的明细；"
            "请在 accounts 写明是哪一个"
        )
    return old.code2021
