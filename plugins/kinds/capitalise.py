"""What is a fixed asset is booked as one（固定资产入账）.

《工会会计制度》 art. 31: life over a year and a unit price of at least the threshold.
A purchase has four legs: 507 and the money, 162 and 301.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from pydantic import Field

from union_ledger.core.chart import label
from union_ledger.core.money import yuan_text
from union_ledger.plugins.kinds.options import KindOptions
from union_ledger.plugins.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.books import Entry
    from union_ledger.core.books import Row
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check
    from union_ledger.rules.loader import Value

PARAMETERS = ("threshold",)
FIELDS = ("account", "problem")
_ASSETS = ("161", "162", "171", "181")
_MIRROR = {"161": "30103", "162": "30104", "171": "30105", "181": "30106"}


class Options(KindOptions):
    """``words`` name things that last; ``unless`` show that none was bought.

    ``quantity`` is the metadata key with the number of pieces bought.
    """

    words: tuple[str, ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()
    quantity: str = "quantity"


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield what was bought as an asset without its legs, or booked as an activity.

    A missing leg is certain. That a thing of some name and price is an asset is
    judged by words, so it is only 疑点.
    """
    yield from _missing_legs(check)
    unless = re.compile("|".join(map(re.escape, options.unless)) or r"(?!)")
    words = Words(check.books, options.words)
    for entry, _ in words.entries():
        found = words.found_in(entry.narration)
        if not found or unless.search(entry.narration):
            continue
        if any(r.code.startswith(_ASSETS) for r in entry.rows):
            continue
        threshold = check.fen_value("threshold", entry.event_date)
        if threshold is None or not check.applies(entry):
            continue
        for row in check.rows_of(entry):
            pieces = _pieces(entry, options.quantity)
            if row.amount >= threshold[0] * pieces:
                yield _booked_as_activity(check, row, found[0], pieces, threshold[1])


def _booked_as_activity(
    check: Check, row: Row, word: str, pieces: int, threshold: Value
) -> Finding:
    each = yuan_text(round(row.amount / Decimal(pieces)))
    return check.finding(
        row,
        subject=row.account,
        amount=row.amount,
        severity="疑点",
        values=(threshold,),
        evidence=(
            f"摘要含“{word}”",
            f"{yuan_text(row.amount)} 元 ÷ {pieces} 件 = 每件 {each} 元",
        ),
        account=label(row.account),
        problem=f"买了“{word}”，单价 {each} 元，够固定资产标准，"
        "却列为活动支出，没有登记固定资产",
    )


def _pieces(entry: Entry, key: str) -> int:
    value = entry.text_of(key)
    return int(value) if value.isdigit() and int(value) > 0 else 1


def _missing_legs(check: Check) -> Iterator[Finding]:
    for row in check.books.of_code("507"):
        entry = row.entry
        if entry.closing or row.amount <= 0 or not check.applies(entry):
            continue
        if row is not next(r for r in entry.rows if r.code[:3] == "507"):
            continue
        problem = _legs_problem(entry)
        if problem:
            spent = sum(r.amount for r in entry.rows if r.code[:3] == "507")
            yield check.finding(
                row,
                subject="四分录",
                amount=spent,
                evidence=[_leg(r) for r in entry.rows],
                account=label(row.account),
                problem=problem,
            )


def _legs_problem(entry: Entry) -> str:
    bought = [r for r in entry.rows if r.code.startswith(_ASSETS) and r.amount > 0]
    if not bought:
        return "列了资本性支出，没有同时登记固定资产和资产基金（缺 162 与 301 两条）"
    spent = sum(r.amount for r in entry.rows if r.code[:3] == "507")
    # What is raised goes out of its lot and comes in again at its new cost.
    gained = sum(r.amount for r in entry.rows if r.code.startswith(_ASSETS))
    if gained != spent:
        return (
            f"资本性支出 {yuan_text(spent)} 元，"
            f"资产只增加 {yuan_text(gained)} 元，两者应相等"
        )
    for head in dict.fromkeys(row.code[:3] for row in bought):
        asset = sum(r.amount for r in entry.rows if r.code[:3] == head)
        fund = sum(r.amount for r in entry.rows if r.code == _MIRROR[head])
        if asset + fund:
            return (
                f"{head} 增加 {yuan_text(asset)} 元，"
                f"{_MIRROR[head]} 增加 {yuan_text(-fund)} 元，两者应相等"
            )
    return ""


def _leg(row: Row) -> str:
    side, amount = ("借", row.debit) if row.debit else ("贷", row.credit)
    return f"{side} {label(row.account)} {yuan_text(amount)} 元"
