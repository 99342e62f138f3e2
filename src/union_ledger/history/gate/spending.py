"""Spending that a change brings（新的支出）: papers, hands kept apart, and how much."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from beancount.core.amount import Amount
from beancount.core.data import Transaction

from union_ledger.history.gate.file_names import folded
from union_ledger.history.gate.originals import has_original
from union_ledger.history.gate.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.history.gate.change_facts import ChangeFacts
    from union_ledger.history.revisions.entry_changes import Written

# Cash, bank, and the projects on which the university keeps the union's money.
_MONEY = ("Assets:101-", "Assets:102-", "Assets:135-其他应收款:13502-")
_APART = (
    ("handler", "approver", "经办人", "审批人"),
    ("handler", "reviewer", "经办人", "审核人"),
    ("bookkeeper", "approver", "记账人", "审批人"),
    ("bookkeeper", "cashier", "记账人", "出纳"),
)
# Who must be somebody else than whoever makes the commit.
_OTHERS = {"approver": "审批人", "reviewer": "审核人"}


def paper_refusals(facts: ChangeFacts) -> Iterator[Refusal]:
    """Yield new spending with none of the keys that name its papers.

    A row of a bank export may wait for them, marked ``!``, while the export is kept.
    """
    keys = facts.policy.evidence.spending
    known: dict[str, bool] = {}
    for one in _transactions(facts):
        if not _expenses(one) or any(_said(one, key) for key in keys):
            continue
        source = one.text_of("source-sha256")
        if source and _is_waiting(one):
            if source not in known:
                known[source] = has_original(
                    facts.repository, facts.policy, facts.step.after, source
                )
            if known[source]:
                continue
        said = f"支出“{one.name}”没有票据（{'、'.join(keys)} 都没有写）"
        if source:
            said += "；导入的要标 !，原件也要在账簿里"
        yield _about(facts, "no-evidence", one, said)


def hand_refusals(facts: ChangeFacts) -> Iterator[Refusal]:
    """Yield entries whose hands are not kept apart, or that name another bookkeeper."""
    known = {
        (one.text_of("id"), key, one.text_of(key))
        for one in facts.entries.removed
        if one.text_of("id")
        for key in ("bookkeeper", *_OTHERS)
    }
    for one in _transactions(facts):
        for first, second, name, other in _APART:
            person = one.text_of(first)
            if person and person == one.text_of(second):
                said = f"“{one.name}”的{name}和{other}是同一个人（{person}）"
                yield _about(facts, "segregation", one, said)
        for key, name in _OTHERS.items():
            person = one.text_of(key)
            is_old = (one.text_of("id"), key, person) in known
            if person in facts.authors and not is_old:
                said = f"“{one.name}”的{name}写的是提交的人自己（{person}）"
                yield _about(facts, "segregation", one, said)
        bookkeeper = one.text_of("bookkeeper")
        is_old = (one.text_of("id"), "bookkeeper", bookkeeper) in known
        if bookkeeper and bookkeeper not in facts.authors and not is_old:
            authors = "、".join(sorted(facts.authors)) or "不明的人"
            said = f"“{one.name}”写的记账人是 {bookkeeper}，提交的是 {authors}"
            yield _about(facts, "not-the-bookkeeper", one, said)


def most_to_one(facts: ChangeFacts) -> tuple[Decimal, str]:
    """Return the most yuan that leave for one payee in a change, and the payee.

    A payment split into several counts as one; moving money between own accounts
    is none.
    """
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for one in _transactions(facts):
        entry = one.entry
        payee = (entry.payee or "") if isinstance(entry, Transaction) else ""
        sums[folded(payee.replace(" ", ""))] += amount_of(one)
    if not sums:
        return Decimal(0), ""
    payee = max(sums, key=lambda name: sums[name])
    return sums[payee], payee


def amount_of(one: Written) -> Decimal:
    """Return how many yuan an entry spends: expenses, or what leaves the money held."""
    left = sum(
        (-number for account, number in _postings(one) if account.startswith(_MONEY)),
        Decimal(0),
    )
    return max(left, _expenses(one), Decimal(0))


def named_in(facts: ChangeFacts) -> frozenset[str]:
    """Return who handles or books what a change brings: they do not approve it."""
    return frozenset(
        person
        for one in _transactions(facts)
        for key in ("handler", "bookkeeper", "cashier")
        if (person := one.text_of(key))
    )


def _transactions(facts: ChangeFacts) -> Iterator[Written]:
    return (one for one in facts.entries.added if one.is_transaction)


def _postings(one: Written) -> Iterator[tuple[str, Decimal]]:
    if not isinstance(one.entry, Transaction):
        return
    for posting in one.entry.postings:
        units = posting.units
        if isinstance(units, Amount) and units.currency == "CNY" and units.number:
            yield posting.account, units.number


def _expenses(one: Written) -> Decimal:
    if one.text_of("closing"):
        return Decimal(0)
    return sum(
        (n for account, n in _postings(one) if account.startswith("Expenses:")),
        Decimal(0),
    )


def _is_waiting(one: Written) -> bool:
    return isinstance(one.entry, Transaction) and one.entry.flag == "!"


def _said(one: Written, key: str) -> bool:
    value = (one.entry.meta or {}).get(key)
    if isinstance(value, Decimal):
        return value > 0
    return one.text_of(key) not in {"", "0"}


def _about(facts: ChangeFacts, code: str, one: Written, said: str) -> Refusal:
    return Refusal(code, said, facts.step.after, one.file, one.line)
