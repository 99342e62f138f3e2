"""The entry of a month's depreciation（计提分录） as ledger text, and where it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.asset_accounts import CLASSES
from union_ledger.core.asset_accounts import class_of
from union_ledger.core.asset_accounts import contra_code
from union_ledger.core.asset_accounts import cost_code
from union_ledger.core.asset_records import INTANGIBLE
from union_ledger.core.chart import code_of
from union_ledger.core.errors import InputError
from union_ledger.core.includes import is_included
from union_ledger.core.ledger import load_ledger
from union_ledger.desk.asset_draft import Draft
from union_ledger.desk.asset_draft import Leg
from union_ledger.desk.asset_lots import class_account
from union_ledger.desk.asset_lots import fund_account

if TYPE_CHECKING:
    from pathlib import Path

    from union_ledger.core.books import Books
    from union_ledger.core.ledger import Ledger
    from union_ledger.desk.asset_depreciation import MonthCharge
    from union_ledger.desk.journal import Journal


def readable(books: Path) -> Ledger:
    """Load books whose entries are to be added to.

    Raises:
        InputError: There are none, or a part of them cannot be read: what is not
            read would be booked again.
    """
    ledger = load_ledger(books)
    for problem in ledger.problems:
        if problem.is_unreadable:
            raise InputError(
                f"账簿有读不通的地方：{problem.message.rstrip('。')}",
                file=problem.filename,
                line=problem.lineno,
                hint="请先用 union-ledger check 看清楚，改正以后再计提。",
            )
    return ledger


def charge_entry(charge: MonthCharge, books: Books) -> Draft:
    """Return the month's entry: 借 资产基金, 贷 累计折旧 and 累计摊销 by class."""
    day = charge.period.last
    draft = Draft(day)
    legs: list[Leg] = []
    for code in ("162", "171"):
        booked = [
            (class_, charge.booked[class_])
            for class_ in CLASSES
            if class_ in charge.booked and cost_code(class_) == code
        ]
        legs.append(Leg(fund_account(books, code), sum(fen for _, fen in booked)))
        legs += [Leg(_contra_account(books, class_), -fen) for class_, fen in booked]
    what = "折旧、摊销" if INTANGIBLE in charge.booked else "折旧"
    narration = f"计提{day.year}年{day.month}月{what}"
    draft.entry(books, narration, legs, {"id": f"ZJ-{day:%Y-%m}"})
    return draft


def write_charge(
    draft: Draft, charge: MonthCharge, main: Path, journal: Journal | None
) -> Path:
    """Write the entry into a file of its own; only say where without a journal.

    Raises:
        InputError: Main.beancount would not include it, a file has the name, or the
            disk refuses.
    """
    year, month = f"{charge.period.last:%Y}", f"{charge.period.last:%m}"
    path = main.parent / year / f"{month}-depreciation.beancount"
    if not is_included(main, path):
        raise InputError(
            f"{main.name} 没有包括 {year} 年的文件，写了也不会进账",
            file=main,
            hint=f'请加一行：include "{year}/*.beancount"',
        )
    if journal is not None:
        head = f";; 由 union-ledger asset depreciate --month {year}-{month} 写入\n\n"
        journal.write_new(path, head + draft.text)
    return path


def _contra_account(books: Books, class_: str) -> str:
    """Return the account of 163 or 172 that the books use for a class, else have."""
    code = contra_code(class_)
    used = {row.account for row in books.of_code(code)}
    for accounts in (used, books.opened):
        fitting = [
            account
            for account in accounts
            if code_of(account)[:3] == code and class_of(account) == class_
        ]
        if fitting:
            return min(fitting)
    return class_account(books, code, class_)
