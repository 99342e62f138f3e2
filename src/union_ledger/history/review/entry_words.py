"""How a changed directive is told（改动的说法）: what was, and what is."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from beancount.core.amount import Amount
from beancount.core.data import Custom
from beancount.core.data import Transaction

from union_ledger.core.keys import KEY_NAMES
from union_ledger.core.money import fen
from union_ledger.history.review.directive_words import LINE_KEYS
from union_ledger.history.review.directive_words import UNTOLD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.history.review.matching import Change
    from union_ledger.history.revisions.entry_changes import Written

_HEAD = {"flag": "标记", "payee": "对方", "narration": "摘要"}
_NONE = "（无）"
_PLACES = frozenset({"filename", "lineno"})


class _Leg(NamedTuple):
    """A posting as it is told: its account, and its amount with its own keys."""

    account: str
    said: str

    def __str__(self) -> str:
        return f"{self.account} {self.said}".strip()


def amount_of(one: Written) -> int | None:
    """Return what a transaction books in yuan, its debit side in fen; else None."""
    entry = one.entry
    if not isinstance(entry, Transaction):
        return None
    amounts = [
        posting.units.number
        for posting in entry.postings
        if isinstance(posting.units, Amount)
        and posting.units.number is not None
        and posting.units.currency in {"CNY", "QUOTA"}
    ]
    return fen(sum((max(n, Decimal(0)) for n in amounts), Decimal(0)))


def words_of(one: Written) -> str:
    """Return the other side and the summary, or what a register line says."""
    entry = one.entry
    if isinstance(entry, Transaction):
        return " ".join(part for part in (entry.payee, entry.narration) if part)
    if isinstance(entry, Custom):
        values = " ".join(str(value.value) for value in entry.values or ())
        more = "，".join(
            f"{LINE_KEYS.get(key) or KEY_NAMES.get(key, key)} {value}"
            for key, value in _keys(one).items()
            if key not in UNTOLD
        )
        return f"{values}　{more}".strip("　")
    return str(getattr(entry, "account", "") or getattr(entry, "comment", ""))


def differences(change: Change) -> str:
    """Return what changed, or the postings of an entry that came or went."""
    before, after = change.before, change.after
    if before is None or after is None:
        entry = change.shown.entry
        legs = _legs(entry) if isinstance(entry, Transaction) else []
        return "；".join(map(str, legs))
    return "；".join(_differences(before, after))


def _differences(before: Written, after: Written) -> Iterator[str]:
    old, new = before.entry, after.entry
    if old.date != new.date:
        yield f"日期 {old.date} → {new.date}"
    for name, was, now in _heads(old, new):
        if was != now:
            yield f"{name}{was or _NONE} → {now or _NONE}"
    keys = _keys(before), _keys(after)
    for key in sorted({*keys[0], *keys[1]}):
        was, now = keys[0].get(key, _NONE), keys[1].get(key, _NONE)
        if was != now:
            yield f"{KEY_NAMES.get(key, key)} {was} → {now}"
    if isinstance(old, Transaction) and isinstance(new, Transaction):
        yield from _moved(_legs(old), _legs(new))
    elif not isinstance(old, Custom):
        yield from _fields(old, new)


def _heads(old: Any, new: Any) -> Iterator[tuple[str, str, str]]:  # noqa: ANN401
    """Yield the words of two directives of one kind beside each other."""
    for field, name in _HEAD.items():
        yield f"{name} ", getattr(old, field, "") or "", getattr(new, field, "") or ""
    for field, name in (("tags", "标签"), ("links", "链接")):
        was, now = (" ".join(sorted(getattr(e, field, None) or ())) for e in (old, new))
        yield f"{name} ", was, now
    if isinstance(old, Custom):
        was, now = (" ".join(str(v.value) for v in e.values or ()) for e in (old, new))
        yield "", was, now


def _moved(was: list[_Leg], now: list[_Leg]) -> Iterator[str]:
    """Yield what became of the postings, those of one account beside each other."""
    gone, came = Counter(was) - Counter(now), Counter(now) - Counter(was)
    left = list(came.elements())
    for leg in gone.elements():
        same = next((other for other in left if other.account == leg.account), None)
        if same is None:
            yield f"去掉 {leg}"
        else:
            left.remove(same)
            yield f"{leg} → {same.said}"
    for leg in left:
        yield f"记入 {leg}"
    if was != now and not gone and not came:
        yield "分录行的次序变了"


def _fields(old: Any, new: Any) -> Iterator[str]:  # noqa: ANN401 - any directive
    for field in old._fields:
        if field in {"meta", "date", "tags", "links", "flag", "payee", "narration"}:
            continue
        was, now = getattr(old, field), getattr(new, field, None)
        if was != now:
            yield f"{was} → {now}"


def _legs(entry: Transaction) -> list[_Leg]:
    legs = []
    for posting in entry.postings:
        units = posting.units
        said = f"{units.number:,} {units.currency}" if isinstance(units, Amount) else ""
        cost = f" {{{_cost(posting.cost)}}}" if posting.cost else ""
        keys = " ".join(
            f"{KEY_NAMES.get(key, key)}={value}"
            for key, value in (posting.meta or {}).items()
            if key not in _PLACES and not key.startswith("__")
        )
        legs.append(
            _Leg(posting.account, f"{said}{cost}{f'（{keys}）' if keys else ''}")
        )
    return legs


def _cost(cost: Any) -> str:  # noqa: ANN401 - a cost or a specification of one
    return ", ".join(str(part) for part in cost if part is not None)


def _keys(one: Written) -> dict[str, str]:
    return {
        key: str(value)
        for key, value in (one.entry.meta or {}).items()
        if key not in _PLACES and not key.startswith("__")
    }
