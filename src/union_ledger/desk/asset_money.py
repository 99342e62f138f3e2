"""Which accounts the money of an asset moves through（资金科目）."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.chart import code_of
from union_ledger.core.chart import load_chart
from union_ledger.core.errors import InputError
from union_ledger.plugins.balances import is_held

if TYPE_CHECKING:
    from union_ledger.core.books import Books

_CAPITAL = {
    "房屋及构筑物": "50701",
    "专用设备": "50703",
    "通用设备": "50702",
    "文物和陈列品": "50707",
    "图书档案": "50707",
    "家具用具装具及动植物": "50702",
    "无形资产": "50706",
}
REPAIRS = "50705"
_HEADS = {
    "182": "Assets:182-待处理财产损溢:01-待处理财产价值",
    "21501": "Liabilities:215-其他应付款:21501-质保金",
    "408": "Income:408-其他收入",
    "30101": "Equity:301-资产基金:30101-库存物品",
    "30103": "Equity:301-资产基金:30103-在建工程",
    "510": "Expenses:510-其他支出",
}
_CUSTODIAL = ("代管",)


def bank_account(books: Books, asked: str) -> str:
    """Return the union's own bank or cash account that is meant.

    Args:
        books: The books.
        asked: A part of its name; empty where there is only one.

    Raises:
        InputError: None or several are meant.
    """
    leaves = [a for a in _leaves(books, ("101", "102")) if not is_held(a, _CUSTODIAL)]
    whole = [account for account in leaves if account == asked]
    found = whole or [
        account
        for account in leaves
        if asked in account and (asked or code_of(account).startswith("102"))
    ]
    if len(found) == 1:
        return found[0]
    known = "、".join(leaves) or "一个也没有"
    raise InputError(
        f"“{asked}”不能认定是哪个账户" if asked else "不止一个账户，要写明用哪一个",
        hint=f"请用 --bank 写出科目里独有的字样；账上有 {known}。",
    )


def capital_account(books: Books, class_: str, asked: str) -> str:
    """Return the account of 507 for a class, or that of the code asked for.

    Raises:
        InputError: The code is none below 507.
    """
    code = asked or _CAPITAL[class_]
    known = load_chart().by_code.get(code)
    if known is None or known.parent != "507":
        listed = "、".join(
            f"{s.code} {s.name}" for s in load_chart().details.get("507", ())
        )
        raise InputError(f"科目 {code} 不是资本性支出的明细", hint=f"只能是 {listed}。")
    usual = f"Expenses:507-资本性支出:{code}-{known.name}"
    return _opened(books, code) or usual


def usual_account(books: Books, code: str) -> str:
    """Return one of the accounts that are used as the rules name them.

    It is the books' own where they have opened one.
    """
    return _opened(books, code) or _HEADS[code]


def owed_account(books: Books, asked: str) -> str:
    """Return the account of 215 that is meant by a part of its name.

    Raises:
        InputError: None or several are meant.
    """
    return _meant(books, "215", asked)


def building_account(books: Books, asked: str) -> str:
    """Return the account of 161 that is meant; empty where there is only one.

    Raises:
        InputError: None or several are meant.
    """
    if not asked and not _leaves(books, ("161",)):
        return "Assets:161-在建工程:01-建筑安装工程投资"
    return _meant(books, "161", asked)


def stock_account(books: Books, asked: str) -> str:
    """Return the account of 141 that is meant; empty where there is only one.

    Raises:
        InputError: None or several are meant.
    """
    return _meant(books, "141", asked)


def spending_account(books: Books, asked: str) -> str:
    """Return the account of expenses with a code, or that is meant by its name.

    Raises:
        InputError: None or several are meant, or it is 507.
    """
    leaves = _leaves(books, ("5",))
    found = [a for a in leaves if code_of(a) == asked] or [
        a for a in leaves if asked in a
    ]
    if len(found) != 1 or code_of(found[0]).startswith("507"):
        raise InputError(
            f"“{asked}”不能认定是哪个支出科目",
            hint="请写科目代码，如 50102；库存物品不列资本性支出（507）。",
        )
    return found[0]


def _meant(books: Books, code: str, asked: str) -> str:
    leaves = _leaves(books, (code,))
    found = [account for account in leaves if asked in account]
    if len(found) != 1:
        raise InputError(
            f"“{asked}”不能认定是 {code} 的哪一个明细",
            hint=f"请写科目里独有的字样；账上有 {'、'.join(leaves) or '一个也没有'}。",
        )
    return found[0]


def _opened(books: Books, code: str) -> str:
    return next((a for a in _leaves(books, (code,)) if code_of(a) == code), "")


def _leaves(books: Books, codes: tuple[str, ...]) -> list[str]:
    opened = list(books.opened)
    return [
        account
        for account in opened
        if code_of(account).startswith(codes)
        and not any(other.startswith(f"{account}:") for other in opened)
    ]
