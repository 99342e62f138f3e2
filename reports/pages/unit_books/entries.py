"""Which entries are a unit's, and what is left of a voucher shared with others."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.amount import Amount
from beancount.core.data import Posting

from union_ledger.core.pots import CURRENCY
from union_ledger.core.pots import Place
from union_ledger.core.pots import account_of
from union_ledger.core.quota_kinds import KINDS

if TYPE_CHECKING:
    from beancount.core.data import Transaction

    from union_ledger.core.books import Books
    from union_ledger.core.books import Entry
    from union_ledger.core.books import QuotaRow
    from union_ledger.core.books import Row

COUNTER = "Equity:999-本账以外:01-其他单位和校本级"
"""The one counter-leg of a shared voucher: what of it is not the unit's."""
QUOTA_COUNTER = "Equity:999-本账以外:02-额度的另一方"
"""The same for quota. It is none of the four pots, so that no report counts it."""
USE_MARK = "quota-use"
SHARED = "与其他单位合开的凭证中本单位的部分"
_USED = "__quota_use__"
_CENTRE = "000"
_BUDGET = account_of(Place("Q00", "", ""))
# Of a shared voucher only what says which one it is; the rest may tell of the others.
_SHARED_KEYS = ("id", "voucher", "closing", "quota", "event-date")
_OWN_PLACE = {"filename", "lineno"}


@dataclass(slots=True)
class Kept:
    """The entries of a unit's ledger, in the order of the books, and their ids.

    ``whole`` are the ids of entries kept as they are, ``shared`` of those cut.
    """

    entries: list[Transaction] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    whole: dict[str, Entry] = field(default_factory=dict)
    shared: dict[str, Entry] = field(default_factory=dict)
    projects: set[str] = field(default_factory=set)


def entries_of(books: Books, unit: str) -> Kept:
    """Return what a unit's ledger holds of the books' entries."""
    kept = Kept()
    for entry in books.entries:
        if not _concerns(entry, unit):
            continue
        if _is_alone(entry, unit):
            kept.whole[entry.id] = entry
            kept.entries.append(_whole(entry))
        else:
            cut = _cut(entry, unit)
            if not cut.postings:
                continue
            kept.shared[entry.id] = entry
            kept.entries.append(cut)
        kept.ids.append(entry.id)
        kept.projects |= {row.project for row in entry.rows if row.unit == unit}
    return kept


def _concerns(entry: Entry, unit: str) -> bool:
    return any(row.place.unit == unit for row in entry.quota_rows) or any(
        row.unit == unit for row in entry.rows
    )


def _says(row: Row, unit: str) -> bool:
    return bool(row.meta.get("unit") == unit)


def _is_alone(entry: Entry, unit: str) -> bool:
    """Tell whether nothing in an entry is of another unit.

    Income and expenses of no unit are not this one's; a bank or cash leg without a
    unit is.
    """
    if any(row.place.unit not in {unit, ""} for row in entry.quota_rows):
        return False
    return (
        all(
            row.unit == unit or (not row.unit and row.code[:1] not in "45")
            for row in entry.rows
        )
        and str(entry.meta.get("unit") or unit) == unit
    )


def _whole(entry: Entry) -> Transaction:
    postings = [_posting(p) for p in entry.txn.postings]
    own = {id(row.posting): row for row in entry.rows}
    for place, posting in enumerate(entry.txn.postings):
        row = own.get(id(posting))
        if row is not None:
            postings[place] = _resolved(postings[place], row, entry)
    return entry.txn._replace(meta=_meta(entry.meta), postings=postings)


def _cut(entry: Entry, unit: str) -> Transaction:
    mine = [
        _resolved(_posting(r.posting), r, entry, cut=True)
        for r in entry.rows
        if _is_own(r, unit)
    ]
    quota = [_quota_leg(row) for row in entry.quota_rows if row.place.unit == unit]
    # What goes back to the budget is told from what goes to others by Q00.
    from_budget = any(row.place.pot == "Q00" for row in entry.quota_rows)
    other_side = _BUDGET if from_budget else QUOTA_COUNTER
    rest = _left(mine, "CNY", COUNTER) + _left(quota, CURRENCY, other_side)
    meta = {key: entry.meta[key] for key in _SHARED_KEYS if key in entry.meta}
    meta.setdefault("id", entry.id)
    others = {row.place.unit for row in entry.quota_rows} | {r.unit for r in entry.rows}
    between = others <= {unit, _CENTRE, ""} and not entry.rows
    kind = KINDS[entry.quota][0] if entry.quota in KINDS else ""
    said = entry.narration if between else f"{SHARED}{f'（{kind}）' if kind else ''}"
    none: frozenset[str] = frozenset()
    return entry.txn._replace(
        meta=meta,
        payee=None,
        narration=said,
        tags=none,
        links=none,
        postings=[*mine, *quota, *rest],
    )


def _is_own(row: Row, unit: str) -> bool:
    """Tell whether a leg of a shared voucher is the unit's and nobody else's."""
    return row.unit == unit and (row.code[:1] in "45" or _says(row, unit))


def _posting(posting: Posting) -> Posting:
    meta = _meta(posting.meta or {})
    if (posting.meta or {}).get(_USED):
        meta = {USE_MARK: True}
    return posting._replace(meta=meta)


def _quota_leg(row: QuotaRow) -> Posting:
    units = Amount(Decimal(row.amount).scaleb(-2), CURRENCY)
    meta: dict[str, Any] = {USE_MARK: True} if row.automatic else {}
    if row.reserve:
        meta["reserve"] = row.reserve
    return Posting(row.account, units, None, None, None, meta)


def _resolved(
    posting: Posting, row: Row, entry: Entry, *, cut: bool = False
) -> Posting:
    """Write unit, fund and project on a leg where the entry does not say them."""
    meta = dict(posting.meta or {})
    for key in ("unit", "fund", "project"):
        value = getattr(row, key)
        said = "" if cut else str(entry.meta.get(key) or "")
        if value and key not in meta and value != said:
            meta[key] = value
    return posting._replace(meta=meta)


def _left(legs: list[Posting], currency: str, account: str) -> list[Posting]:
    total = Decimal()
    for leg in legs:
        if leg.units is None or leg.units.number is None:
            continue
        each = getattr(leg.cost, "number", None)
        total += leg.units.number * (Decimal(1) if each is None else each)
    if not total:
        return []
    units = Amount(-total, currency)
    return [Posting(account, units, None, None, None, {})]


def _meta(meta: dict[str, Any]) -> dict[str, Any]:
    """Return what was written, without places: they are the whole books'."""
    return {
        key: value
        for key, value in meta.items()
        if key not in _OWN_PLACE and not key.startswith("__")
    }
