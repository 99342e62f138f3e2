"""Nearly everything of a kind is bought from one seller（供应商集中）.

By year, unit and 明细科目: the share of the largest seller, and the Herfindahl index
(HHI, the sum of the squared shares: 1 where there is one seller, 1/n where n sell as
much). Either above its bound says that nobody else was asked.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from pydantic import Field

from union_ledger.core.money import yuan_text
from union_ledger.plugins.kinds.options import KindOptions
from union_ledger.plugins.sums import percent_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Row
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check
    from union_ledger.rules.loader import Value

PARAMETERS = ("share", "index")
FIELDS = ("unit_name", "year", "code", "payee", "share", "part", "count", "total")
_CATEGORY = 5
_Key = tuple[int, str, str]
_SHOWN = 10


class Options(KindOptions):
    """How much there must be before a share means something.

    ``payments`` in all and ``own_payments`` of the largest seller, at least; ``least``
    yuan in all. Payees with one of the words ``except_payees`` are chosen by nobody.
    """

    payments: int = Field(default=5, ge=2)
    own_payments: int = Field(default=3, ge=1)
    least: int = Field(default=30000, ge=0)
    except_payees: tuple[str, ...] = ()


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding for each year, unit and account; at the seller's last payment."""
    bought: dict[_Key, dict[str, list[Row]]] = defaultdict(dict)
    given: dict[str, bool] = {}
    where = check.loaded.rule.where
    for flow, sold in check.selected.sellers(where).items():
        code = next(iter(sold.values()))[0].code[:_CATEGORY]
        sellers = bought[flow[0], flow[2], code]
        for payee, rows in sold.items():
            if payee not in given:
                given[payee] = any(word in payee for word in options.except_payees)
            if not given[payee]:
                sellers[payee] = [*sellers[payee], *rows] if payee in sellers else rows
    for key, sellers in sorted(bought.items()):
        yield from _largest(check, options, key, sellers)


def _largest(
    check: Check, options: Options, key: _Key, sellers: dict[str, list[Row]]
) -> Iterator[Finding]:
    count = sum(map(len, sellers.values()))
    day = date(key[0], 12, 31)
    if count < options.payments or not check.loaded.rule.in_force(day):
        return
    sums = {payee: sum([row.amount for row in rows]) for payee, rows in sellers.items()}
    total = sum(sums.values())
    payee = _first(sums)
    if total < options.least * 100 or len(sellers[payee]) < options.own_payments:
        return
    share, index = check.value("share", day), check.value("index", day)
    squares = sum([part * part for part in sums.values()])
    struck = []
    if share and share.value is not None and sums[payee] > share.value * total:
        struck.append(share)
    if index and index.value is not None and squares > index.value * total * total:
        struck.append(index)
    if struck:
        yield _finding(check, key, sellers, sums, struck)


def _first(sums: dict[str, int]) -> str:
    return min(sums, key=lambda name: (-sums[name], name))


def _finding(
    check: Check,
    key: _Key,
    sellers: dict[str, list[Row]],
    sums: dict[str, int],
    struck: list[Value],
) -> Finding:
    year, unit, code = key
    payee = _first(sums)
    own = sorted(sellers[payee], key=lambda row: (row.entry.day, row.entry.place))
    last = own[-1]
    total, count = sum(sums.values()), sum(map(len, sellers.values()))
    share = percent_text(Fraction(sums[payee], total))
    index = Fraction(sum(part * part for part in sums.values()), total * total)
    return check.finding(
        last,
        subject=f"{year} {unit} {code}",
        unit=unit,
        amount=sums[payee],
        others=dict.fromkeys(row.entry for row in own),
        values=struck,
        evidence=(
            *(
                f"{row.entry.day} {row.entry.name} {yuan_text(row.amount)} 元"
                for row in own[:_SHOWN]
            ),
            f"付给这一家 {len(own)} 笔，全部 {count} 笔、{len(sellers)} 家",
            f"{yuan_text(sums[payee])} ÷ {yuan_text(total)} = {share}",
            f"各家份额平方和（HHI）{_three(index)}",
        ),
        unit_name=check.books.registers.unit_name(unit, last.entry.day),
        year=str(year),
        code=code,
        payee=last.entry.payee,
        share=share,
        part=yuan_text(sums[payee]),
        count=str(len(own)),
        total=yuan_text(total),
    )


def _three(index: Fraction) -> str:
    thousandths = int(index * 1000)
    return f"{thousandths // 1000}.{thousandths % 1000:03}"
