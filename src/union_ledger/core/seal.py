"""The seal of a closed month（封账）: what was in it, chained to the seal before.

A seal is a file of JSON beside the books, ``seals/2024-03.json``; its sha256 is the
head that the ``close`` line names. Whoever holds the last head on paper holds all
months before it.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections import deque
from dataclasses import asdict
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from beancount.core.data import Commodity
from beancount.core.data import Custom
from beancount.core.data import Document
from beancount.core.data import Open
from beancount.core.data import Query
from beancount.core.data import Transaction

from union_ledger.core.pots import USE_MARK
from union_ledger.core.seal_content import canonical
from union_ledger.core.seal_content import digest_of
from union_ledger.core.seal_content import is_written
from union_ledger.core.seal_content import name_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from beancount.core.data import Directive

FOLDER = "seals"
VERSION = 1
# Lines about closing itself are held by the chain and by no month.
_OF_THE_CHAIN = frozenset({"close", "reopen"})
# Opening an account says nothing yet; commands open them for the whole year. What is
# shown of the books, and how, is no part of them.
_APART = (Open, Commodity, Query)
_SHOWN = "fava-"
_OPTIONS = (
    *("name_assets", "name_liabilities", "name_equity", "name_income"),
    *("name_expenses", "booking_method", "inferred_tolerance_default"),
    *("tolerance_multiplier", "infer_tolerance_from_cost", "account_rounding"),
    *("use_precise_interpolation", "operating_currency", "plugin", "title"),
    *("documents", "plugin_processing_mode", "insert_pythonpath"),
    *("conversion_currency", "account_previous_balances"),
    *("account_previous_earnings", "account_previous_conversions"),
    *("account_current_earnings", "account_current_conversions"),
)


@dataclass(frozen=True, slots=True)
class Seal:
    """What one month held when it was closed.

    ``entries`` are names by digest. ``registers``, ``balances``, ``options`` are
    digests of what was in force at its end; ``documents`` the sha256 of files by their
    path. ``rulebook`` is the version of all rules, the program's with them, ``rules``
    the sha256 of the books' own; ``product`` is ours and no part of the head, for a
    newer program reads the same books. ``reopened`` are the digests of the lines that
    opened months again since the seal before, ``said`` that of what the close line says
    of who closed the month, what was let pass, and why.
    """

    month: str
    number: int
    previous: str
    entries: dict[str, str]
    registers: str
    balances: str
    options: str
    documents: dict[str, str]
    rulebook: str
    rules: str = ""
    reopened: tuple[str, ...] = ()
    said: str = ""
    product: str = ""
    version: int = VERSION

    @property
    def head(self) -> str:
        """Return the sha256 that the close line names."""
        said = asdict(self)
        del said["product"]
        return hashlib.sha256(_json(said).encode("utf-8")).hexdigest()

    def text(self) -> str:
        """Return the file: JSON with sorted keys, a line a key."""
        said = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, indent=1)
        return f"{said}\n"


def read_seal(text: str) -> Seal:
    """Return a seal from its file.

    Raises:
        ValueError: It is no such file.
    """
    try:
        said = json.loads(text)
    except RecursionError:
        raise ValueError("depth") from None
    if not isinstance(said, dict) or said.get("version") != VERSION:
        raise ValueError("version")
    try:
        seal = Seal(**said | {"reopened": tuple(said["reopened"])})
    except (KeyError, TypeError) as exc:
        raise ValueError(str(exc)) from None
    for held in (seal.entries, seal.documents):
        if not isinstance(held, dict) or {*map(type, held.values())} - {str}:
            raise ValueError("entries")
    return seal


def said_digest(by: str, accepted: str, reason: str, approver: str) -> str:
    """Return the digest of what a close line says besides; empty if nothing."""
    said = (by, accepted, reason, approver)
    return hashlib.sha256("\x1f".join(said).encode()).hexdigest() if any(said) else ""


def seal_path(month: str, months: Sequence[str]) -> str:
    """Return where a seal is kept; ``months`` are those closed before, in order."""
    times = months.count(month)
    return f"{FOLDER}/{month}{f'-{times + 1}' if times else ''}.json"


class Content(NamedTuple):
    """What the books hold of one month, as a seal has it: names, digests, files."""

    entries: dict[str, str]
    registers: str
    balances: str
    options: str
    documents: dict[str, str]


def make_seal(  # noqa: PLR0913 - what a seal is of, by name
    content: Content,
    month: date,
    *,
    number: int,
    previous: str,
    rulebook: str,
    rules: str,
    reopened: tuple[str, ...],
    said: str,
    product: str,
) -> Seal:
    """Return the seal of the month that begins on ``month``."""
    return Seal(
        month=f"{month:%Y-%m}",
        number=number,
        previous=previous,
        **content._asdict(),
        rulebook=rulebook,
        rules=rules,
        reopened=reopened,
        said=said,
        product=product,
    )


def contents(
    entries: Iterable[Directive],
    options: Mapping[str, Any],
    folder: Path,
    months: Iterable[date],
) -> Iterator[tuple[date, Content]]:
    """Yield what each month holds; all are reckoned in one pass over the entries.

    ``months`` are first days. A month's own registers are among its entries, what was
    said before it is in force; so are accounts, from the first posting on.
    """
    said = _hash([f"{key}={options.get(key)}" for key in _OPTIONS])
    waiting = deque(sorted(entries, key=attrgetter("date")))
    registers: list[str] = []
    opened: dict[str, str] = {}
    sums: dict[tuple[str, str], Any] = defaultdict(int)
    for month in sorted(months):
        own: dict[str, str] = {}
        documents: dict[str, str] = {}
        later: list[str] = []
        last = month_end(month)
        while waiting and waiting[0].date <= last:
            entry = waiting.popleft()
            if is_sealed(entry, month):
                content = canonical(entry, folder)
                own[_unlike(digest_of(content), own)] = name_of(entry)
                if isinstance(entry, Document):
                    path = Path(entry.filename)
                    documents[name_of_file(path, folder)] = file_digest(path)
                if _is_in_force(entry):
                    later.append(content)
            elif _is_in_force(entry):
                registers.append(canonical(entry, folder))
            if isinstance(entry, Open) and is_written(entry):
                held = f"{entry.currencies} {entry.booking}"
                opened[entry.account] = f"open {entry.account} {held}"
            elif isinstance(entry, Transaction):
                _add_up(sums, entry)
        used = [opened[a] for a in {a for a, _ in sums} if a in opened]
        balances = [f"{a} {sums[a, c]} {c}" for a, c in sorted(sums) if sums[a, c]]
        yield (
            month,
            Content(
                own,
                _hash(sorted([*registers, *used])),
                _hash(balances),
                said,
                documents,
            ),
        )
        registers += later


def _add_up(sums: dict[tuple[str, str], Any], entry: Transaction) -> None:
    for posting in entry.postings:
        if posting.units and not (posting.meta and USE_MARK in posting.meta):
            sums[posting.account, str(posting.units.currency)] += posting.units.number


def is_sealed(entry: Directive, month: date) -> bool:
    """Tell whether a month's seal holds a directive itself."""
    same = (entry.date.year, entry.date.month) == (month.year, month.month)
    return same and not _is_apart(entry)


def month_end(month: date) -> date:
    """Return the last day of the month that begins on ``month``."""
    year, following = divmod(month.year * 12 + month.month, 12)
    return date.fromordinal(date(year, following + 1, 1).toordinal() - 1)


def name_of_file(path: Path, folder: Path) -> str:
    """Return a file's path as seen from the books' folder."""
    inside = path.is_relative_to(folder)
    return path.relative_to(folder).as_posix() if inside else path.name


def file_digest(path: Path) -> str:
    """Return the sha256 of a file; empty where it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def grouped(head: str) -> str:
    """Return a head in groups of four, to be read aloud and written by hand."""
    return " ".join(head[place : place + 4] for place in range(0, len(head), 4))


def _is_apart(entry: Directive) -> bool:
    return isinstance(entry, _APART) or (
        isinstance(entry, Custom)
        and (entry.type in _OF_THE_CHAIN or entry.type.startswith(_SHOWN))
    )


def _is_in_force(entry: Directive) -> bool:
    """Tell whether a directive goes on counting after its day; money is in balances."""
    return not isinstance(entry, Transaction) and not _is_apart(entry)


def _unlike(digest: str, taken: Mapping[str, str]) -> str:
    """Return a key for a digest that another line may have as well."""
    key, times = digest, 1
    while key in taken:
        times += 1
        key = f"{digest}-{times}"
    return key


def _hash(texts: list[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode("utf-8")).hexdigest()


def _json(said: Mapping[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
