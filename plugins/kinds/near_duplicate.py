"""The same business booked twice under other papers（疑似重复报销）.

Same payee, same amount, few days apart, nearly the same words, and nothing written
that tells the two apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections import defaultdict
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from pydantic import Field

from union_ledger.core.money import yuan_text
from union_ledger.plugins.kinds.duplicate import normal
from union_ledger.plugins.kinds.options import KindOptions

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from union_ledger.core.books import Entry
    from union_ledger.core.findings import Finding
    from union_ledger.plugins.check import Check

PARAMETERS: tuple[str, ...] = ()
FIELDS = ("first", "days", "payee", "percent")
# 2月, 第二期, 3 号楼: another month, instalment or place is another business.
_ORDER = re.compile(r"\d+|[一二三四五六七八九十]+(?=[月期批次场季年届号])|[上下]半年")


class Options(KindOptions):
    """``days`` is the window, ``similar_percent`` how alike the words must be.

    Entries that differ under one of the keys ``apart`` are two businesses; so are
    those of two units with an invoice each. The same value under one of
    ``instalment`` makes them parts of one.
    """

    days: int = Field(default=30, ge=0)
    similar_percent: int = Field(default=85, ge=1, le=100)
    apart: tuple[str, ...] = ()
    instalment: tuple[str, ...] = ()


def check(check: Check, options: Options) -> Iterator[Finding]:
    """Yield a finding at the later of two such entries."""
    entries = check.books.entries
    amounts = [abs(entry.spent) for entry in entries]
    again = {amount for amount, n in Counter(amounts).items() if n > 1 and amount}
    alike: dict[tuple[str, int], list[Entry]] = defaultdict(list)
    for entry, amount in zip(entries, amounts, strict=True):
        if amount in again and entry.txn.payee:
            alike[entry.txn.payee, amount].append(entry)
    for claims in alike.values():
        if len(claims) > 1:
            yield from _among(check, options, _standing(claims))


def _standing(entries: Iterable[Entry]) -> list[Entry]:
    """Return the claims in order of date, those taken back by 红字 left out."""
    claims: list[Entry] = []
    for entry in sorted(entries, key=lambda e: (e.day, e.place)):
        if entry.spent > 0:
            claims.append(entry)
        elif claims:
            claims.pop()
    return claims


def _among(check: Check, options: Options, claims: list[Entry]) -> Iterator[Finding]:
    for number, entry in enumerate(claims):
        if next(check.rows_of(entry), None) is None or not check.applies(entry):
            continue
        for first in reversed(claims[:number]):
            days = (entry.day - first.day).days
            if days > options.days:
                break
            percent = 0 if _told_apart(options, first, entry) else _alike(first, entry)
            if percent >= options.similar_percent:
                yield _finding(check, first, entry, days, percent)
                break


def _told_apart(options: Options, one: Entry, other: Entry) -> bool:
    for key in options.apart:
        values = one.text_of(key), other.text_of(key)
        if all(values) and values[0] != values[1]:
            return True
    if any(
        one.text_of(key) and one.text_of(key) == other.text_of(key)
        for key in options.instalment
    ):
        return True
    papers = [{normal(n) for n in e.words_of("invoice")} for e in (one, other)]
    if papers[0] & papers[1]:
        # The same invoice is the finding of another rule.
        return True
    units = [{row.unit for row in e.rows if row.unit} for e in (one, other)]
    if all(papers) and not units[0] & units[1]:
        return True
    return _ORDER.findall(one.narration) != _ORDER.findall(other.narration)


def _alike(one: Entry, other: Entry) -> int:
    """Return how alike two narrations are, in percent rounded down."""
    before, after = ("".join(entry.narration.split()) for entry in (one, other))
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return int(matcher.ratio() * 100)


def _finding(
    check: Check, first: Entry, entry: Entry, days: int, percent: int
) -> Finding:
    return check.finding(
        entry,
        unit=next((row.unit for row in check.rows_of(entry)), ""),
        amount=entry.spent,
        others=(first,),
        evidence=(
            *(
                f"{e.day} {e.name} {e.payee} “{e.narration}” {yuan_text(e.spent)} 元"
                f"，发票 {e.text_of('invoice') or '未写'}"
                for e in (first, entry)
            ),
            f"相隔 {days} 天，摘要相似度 {percent}%",
        ),
        first=first.name,
        days=str(days),
        payee=entry.payee,
        percent=str(percent),
    )
