"""The balances that a proved statement ends with, as assertions of the books."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from beancount.core.amount import Amount
from beancount.core.data import Balance
from beancount.core.data import new_metadata

from union_ledger.core.bank_rows import bank_rows
from union_ledger.core.bank_rows import carries_forward
from union_ledger.core.bank_rows import tail_of_account
from union_ledger.core.chart import code_of
from union_ledger.core.errors import InputError
from union_ledger.core.money import yuan
from union_ledger.importers.entries import CURRENCY
from union_ledger.importers.entries import own_of
from union_ledger.importers.existing import ids_of
from union_ledger.importers.existing import place
from union_ledger.importers.identity import import_ids
from union_ledger.importers.matching import BEFORE

if TYPE_CHECKING:
    from datetime import date

    from union_ledger.importers.chain import Chain
    from union_ledger.importers.classify import Classification
    from union_ledger.importers.classify import Own
    from union_ledger.importers.existing import Existing
    from union_ledger.importers.proof import Proof
    from union_ledger.importers.statement import Statement

# Beancount by itself lets a balance of two decimals be wrong by one fen.
EXACTLY = Decimal("0.00")


def balances_of(
    statement: Statement, proof: Proof, book: Classification, existing: Existing
) -> list[Balance]:
    """Return the closing balances, dated the day after the last row.

    An account gets one only where ``classify.yaml`` names its ``balance`` account and
    no other account of the file shares it. One that the books hold is left out. So is
    one for a day on which bank and books may differ rightly: the books hold rows that
    the file has not, or 未达账项 are open (the statement's register line and
    银行存款余额调节表 answer for those).

    Raises:
        InputError: An earlier import asserted another balance for a day of the
            statement, or the books assert one where nothing is open.
    """
    owns = {account: own_of(statement, account, book) for account in proof.chains}
    names = [own.balance for own in owns.values()]
    ids = set(import_ids(proof.chains.values()).values())
    balances = []
    for account, chain in proof.chains.items():
        name = owns[account].balance
        if name is None or names.count(name) > 1 or not chain.rows:
            continue
        if chain.closing is None:
            continue
        _same_balances(statement, chain, name, existing)
        last = max(chain.rows, key=lambda row: row.date)
        day = last.date + timedelta(days=1)
        if _more_on(last.date, owns[account], existing, ids):
            continue
        if _open_on(last.date, owns[account], account, existing, chain):
            continue
        amount = Amount(yuan(chain.closing), CURRENCY)
        other = existing.balances.get((day, name))
        if other is not None:
            _same(statement, last.line, other, amount)
            continue
        meta = new_metadata(str(statement.file), last.line)
        meta["source-file"] = statement.file.name
        balances.append(Balance(meta, day, name, amount, EXACTLY, None))
    return balances


def _same_balances(
    statement: Statement, chain: Chain, name: str, existing: Existing
) -> None:
    """Hold what the books assert of the statement's days against it.

    A file that was exported in the middle of a day left an assertion that the rows
    still to come that day make untrue. What a person asserts may hold payments that
    the bank has not seen yet, and is not asked.
    """
    first = min(row.date for row in chain.rows)
    after = max(row.date for row in chain.rows) + timedelta(days=1)
    for (day, asserted), other in existing.balances.items():
        if asserted != name or not first < day <= after:
            continue
        if "source-file" not in other.meta:
            continue
        before = [row for row in chain.rows if row.date < day]
        expected = (chain.opening or 0) + sum(row.signed for row in before)
        _same(statement, before[-1].line, other, Amount(yuan(expected), CURRENCY))


def _same(statement: Statement, line: int, other: Balance, amount: Amount) -> None:
    if other.amount != amount:
        raise InputError(
            f"账簿在 {place(other)} 断言 {other.date} 的余额是 {other.amount}，"
            f"对账单是 {amount}",
            file=statement.file,
            line=line,
            hint="若先前的文件没有导完前一天，请删去那一行 balance 后再导入。",
        )


def _more_on(day: date, own: Own, existing: Existing, ids: set[str]) -> bool:
    """Return whether the books hold imported rows of that day that the file has not."""
    return any(
        entry.date == day
        and "source-file" in entry.meta
        and ids.isdisjoint(ids_of(entry))
        and any(own.holds(posting.account) for posting in entry.postings)
        for entry in existing.entries.values()
    )


def _open_on(
    day: date, own: Own, number: str, existing: Existing, chain: Chain
) -> bool:
    """Return whether 未达账项 are open at the end of a day.

    An entry may be dated before the bank's row of it, or after; one that met no row
    counts from shortly before the statement begins.
    """
    since = min(row.date for row in chain.rows) - timedelta(BEFORE)
    tail = tail_of_account(number)
    for entry in existing.transactions:
        postings = [p.meta for p in entry.postings if own.holds(p.account)]
        moved = own.booked_fen(entry) if postings else 0
        if not moved:
            continue
        rows = bank_rows(entry.date, moved, tail, entry.meta, postings)
        if rows is None:
            if since <= entry.date <= day and not carries_forward(
                code_of(posting.account) for posting in entry.postings
            ):
                return True
        elif any((row.day <= day) != (entry.date <= day) for row in rows):
            return True
    return False
