"""A page of the legal books（银行存款明细账）: compared with these, never booked."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.core.money import yuan_text
from union_ledger.importers.existing import place

if TYPE_CHECKING:
    from datetime import date

    from union_ledger.desk.open_books import OpenBooks
    from union_ledger.importers.chain import Chain
    from union_ledger.importers.classify import Own
    from union_ledger.importers.proof import Proof
    from union_ledger.importers.statement import Row
    from union_ledger.importers.statement import Statement

_SHOWN = 50


def compare_page(statement: Statement, proof: Proof, books: OpenBooks) -> list[str]:
    """Return where the page and the books differ, in Chinese; one line if nowhere.

    Rows and entries are the same where day and amount are, and where all that is left
    of a day is the same sum. The rest is listed, and the balances at both ends of the
    page are compared.

    Raises:
        InputError: It is not clear which of the union's accounts the page is of.
    """
    own = _own(statement, books)
    (chain,) = proof.chains.values()
    first = min(row.date for row in chain.rows)
    last = max(row.date for row in chain.rows)
    ours: dict[tuple[date, int], list[str]] = defaultdict(list)
    before = within = 0
    for entry in books.existing.transactions:
        signed = own.booked_fen(entry)
        if not signed or entry.date > last:
            continue
        if entry.date < first:
            before += signed
            continue
        within += signed
        ours[entry.date, signed].append(place(entry))
    theirs: dict[date, list[Row]] = defaultdict(list)
    for row in chain.rows:
        if same := ours.get((row.date, row.signed)):
            same.pop()
        else:
            theirs[row.date].append(row)
    left: dict[date, list[tuple[int, str]]] = defaultdict(list)
    for (day, signed), places in sorted(ours.items()):
        left[day] += [(signed, where) for where in places]
    told = []
    for day in sorted(theirs.keys() | left.keys()):
        if sum(row.signed for row in theirs[day]) == sum(fen for fen, _ in left[day]):
            continue  # several payments in one voucher, or the other way round
        told += [
            f"明细账第 {row.line} 行 {day} {yuan_text(row.signed)} "
            f"{row.text.get('summary', '')}：账簿里没有"
            for row in theirs[day]
        ]
        told += [
            f"账簿 {where}（{day}，{yuan_text(fen)}）：明细账里没有"
            for fen, where in left[day]
        ]
    told = [*told[:_SHOWN], *([f"……共 {len(told)} 处"] if len(told) > _SHOWN else [])]
    told += _balances(chain, before, before + within)
    name = own.name or own.posting
    if not told:
        return [f"与账簿的 {name} 每天相符，期初期末余额相等"]
    return [f"与账簿的 {name} 不符：", *told]


def _own(statement: Statement, books: OpenBooks) -> Own:
    if books.book is None:
        raise InputError("没有账簿可比", file=statement.file)
    owns = [own for own in books.book.accounts if own.balance]
    if books.account:
        found = books.book.own(books.account, statement.layout.id)
        owns = [found] if found else []
    if len(owns) != 1:
        raise InputError(
            "明细账没有写银行账号，不知道与哪个账户比",
            file=statement.file,
            hint="请用 --account 写明 classify.yaml 里登记的账号。",
        )
    return owns[0]


def _balances(chain: Chain, before: int, after: int) -> list[str]:
    told = []
    for name, stated, booked in (
        ("期初", chain.opening, before),
        ("期末", chain.closing, after),
    ):
        if stated is not None and stated != booked:
            told.append(
                f"{name}余额：明细账 {yuan_text(stated)}，账簿 {yuan_text(booked)}，"
                f"相差 {yuan_text(stated - booked)}"
            )
    return told
