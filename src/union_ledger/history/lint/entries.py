"""Directives of ledger text as parsed: amounts written out, dates and kinds known."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.data import Custom
from beancount.core.data import Transaction

from union_ledger.core.keys import CODES
from union_ledger.core.keys import PEOPLE
from union_ledger.core.records import RECORDS
from union_ledger.history.lint.characters import has_ideograph
from union_ledger.history.lint.characters import odd_in_code
from union_ledger.history.lint.paths import is_inside

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from beancount.core.data import Directive
    from beancount.core.data import Posting

    from union_ledger.history.lint.error import Fault

_FIRST_DAY = date(1990, 1, 1)
_AHEAD = timedelta(days=2 * 366)
# Buildings may be old, and contracts may be long.
_FIRST_SAID = date(1900, 1, 1)
_SAID_AHEAD = timedelta(days=60 * 366)
_IN_FEN = ("CNY", "QUOTA")
_FLAGS = (None, "*", "!")
_CODE_KEYS = frozenset((*CODES, *PEOPLE, "project", "id", "voucher", "asset", "serial"))


def entry_faults(
    entries: Iterable[Directive], today: date, *, is_main: bool
) -> Iterator[Fault]:
    """Yield the faults of directives; a main file's own lines are left out."""
    for entry in entries:
        line = line_of(entry.meta)
        if not _FIRST_DAY <= entry.date <= today + _AHEAD:
            yield line, "date", f"日期 {entry.date} 不可能，请改正"
        yield from _meta_faults(entry.meta, today)
        if isinstance(entry, Transaction):
            yield from _transaction_faults(entry, today)
        elif isinstance(entry, Custom):
            yield from _custom_faults(entry, line, today, is_main=is_main)


def _transaction_faults(entry: Transaction, today: date) -> Iterator[Fault]:
    line = line_of(entry.meta)
    if entry.flag not in _FLAGS:
        yield line, "flag", f"分录的标记只能是 * 或 !，不能是 {entry.flag}"
    for posting in entry.postings:
        place = line_of(posting.meta or entry.meta)
        if posting.flag not in _FLAGS:
            yield place, "flag", f"分录行的标记不能是 {posting.flag}"
        yield from ((place, *fault) for fault in _amount_faults(posting))
        yield from _meta_faults(posting.meta or {}, today)


def _amount_faults(posting: Posting) -> Iterator[tuple[str, str]]:
    number = getattr(posting.units, "number", None)
    currency = getattr(posting.units, "currency", None)
    if not isinstance(number, Decimal) or not isinstance(currency, str):
        yield "missing-amount", "每一行都要写明金额和币种"
        return
    if currency in _IN_FEN and number != round(number, 2):
        yield "amount", f"金额 {number} 不足一分"


def _custom_faults(
    entry: Custom, line: int, today: date, *, is_main: bool
) -> Iterator[Fault]:
    if is_main and entry.type.startswith("fava-"):
        return  # looked at with the main file's other lines
    if entry.type not in RECORDS:
        code = "fava-option" if entry.type.startswith("fava-") else "custom"
        yield line, code, f"没有 {entry.type} 这种登记，或不能写在这里"
    for value, _ in entry.values or ():
        if isinstance(value, str) and not has_ideograph(value) and odd_in_code(value):
            yield line, "homoglyph", f"“{value}”里有全角或外文的字符，请重打"
        elif isinstance(value, date) and not _is_possible(value, today):
            yield line, "date", f"日期 {value} 不可能，请改正"


def _meta_faults(meta: dict[str, Any], today: date) -> Iterator[Fault]:
    for key, value in meta.items():
        if isinstance(value, date):
            if not _is_possible(value, today):
                yield line_of(meta), "date", f"{key} 的日期 {value} 不可能，请改正"
        elif not isinstance(value, str):
            continue
        elif key in _CODE_KEYS and odd_in_code(value):
            yield line_of(meta), "homoglyph", f"{key} 里有全角或外文的字符，请重打"
        elif _names_file(key) and not is_inside(value):
            yield line_of(meta), "document", f"{key} 要是账簿目录里的文件"


def _names_file(key: str) -> bool:
    return key.startswith("document") and not key.endswith("sha256")


def _is_possible(day: date, today: date) -> bool:
    return _FIRST_SAID <= day <= today + _SAID_AHEAD


def line_of(meta: dict[str, Any]) -> int:
    """Return the line a directive stands on; 1 where its text says another."""
    line = meta.get("lineno")
    return line if type(line) is int else 1
