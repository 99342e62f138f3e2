"""Put a loaded ledger into its table of postings, in one pass."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.data import Document
from beancount.core.data import Open
from beancount.core.data import Pad
from beancount.core.data import Transaction
from beancount.core.position import Cost

from union_ledger.core.books import Attached
from union_ledger.core.books import Books
from union_ledger.core.books import BooksProblem
from union_ledger.core.books import Entry
from union_ledger.core.books import QuotaRow
from union_ledger.core.books import Row
from union_ledger.core.chart import code_of
from union_ledger.core.money import UnevenFenError
from union_ledger.core.money import fen
from union_ledger.core.pots import USE_MARK
from union_ledger.core.pots import place_of
from union_ledger.core.registers import read_registers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from beancount.core.amount import Amount
    from beancount.core.data import Directive
    from beancount.core.data import Posting


_UNENDING = Decimal("1e-9")


def build_books(entries: Iterable[Directive]) -> Books:
    """Build the table from a ledger's entries, which are in order of date."""
    entries = entries if isinstance(entries, list) else list(entries)
    registers, register_problems = read_registers(entries)
    books = Books(registers, register_problems)
    builder = _Builder(books)
    for entry in entries:
        if type(entry) is Transaction:
            builder.add(entry)
        elif type(entry) is Open:
            books.opened[entry.account] = entry.date
        elif type(entry) is Pad:
            books.pads.append(_as_entry(entry))
        elif type(entry) is Document:
            links = frozenset(entry.links or ())
            books.documents.append(Attached(entry.filename, entry.date, links))
    return books


def _as_entry(pad: Pad) -> Entry:
    """Return a ``pad`` as an entry without postings, for rules to point at."""
    said = f"pad {pad.account} {pad.source_account}"
    none: frozenset[str] = frozenset()
    txn = Transaction(pad.meta, pad.date, "", None, said, none, none, [])
    return Entry(txn, pad.meta, pad.date, "", "", "", -1, [], [])


class _Builder:
    """What the one pass keeps at hand.

    The pass is the plugin's largest cost after Beancount's own, so its inner loop
    is written out.
    """

    def __init__(self, books: Books) -> None:
        self.books = books
        self.projects = books.registers.projects
        self.by_code = books._by_code  # noqa: SLF001

    def add(self, txn: Transaction) -> None:  # noqa: C901, PLR0912, PLR0915 - as said
        meta = txn.meta
        get = meta.get
        closing, quota = get("closing"), get("quota")
        books = self.books
        entry = Entry(
            txn,
            meta,
            txn.date,
            str(get("voucher") or ""),
            str(closing) if closing else "",
            str(quota) if quota else "",
            len(books.entries),
            [],
            [],
        )
        books.entries.append(entry)
        unit = get("unit") or ""
        fund = get("fund") or ""
        project = get("project") or ""
        year = txn.date.year
        if closing:
            books.closing_entries.append(entry)
        heads = ""
        flows = books.flows
        for posting in txn.postings:
            units = posting.units
            if units is None or units.number is None:
                continue
            if units.currency == "CNY":
                number: Any = units.number
            elif units.currency == "QUOTA":
                self._quota(entry, posting, units)
                continue
            else:
                number = self._cost(entry, posting, units)
                if number is None:
                    continue
            hundredfold = number * 100
            amount = int(hundredfold)
            if amount != hundredfold:
                self._uneven(entry, posting, number)
            code = code_of(posting.account)
            row = Row(
                entry, posting.account, code, amount, unit, fund, project, posting
            )
            own = posting.meta
            if own and len(own) > 2:
                # More than file and line stands there.
                row = row._replace(
                    unit=own.get("unit") or unit,
                    fund=own.get("fund") or fund,
                    project=own.get("project") or project,
                )
                marked = True
            else:
                marked = False
            if row.project or type(row.unit) is not str or type(row.fund) is not str:
                row = self._completed(row)
            entry.rows.append(row)
            books.rows.append(row)
            if marked:
                books.marked.append(row)
            self.by_code[code[:3]].append(row)
            head = code[:1]
            heads += head
            if head == "5":
                entry.spent += amount
            if (head == "5" or head == "4") and not closing:  # noqa: PLR1714 - faster
                flow = (year, row.account, row.unit, row.fund, row.project)
                flows[flow].append(row)
        if quota or entry.quota_rows:
            books.quota_entries.append(entry)
        elif "5" in heads or ("1" in heads and _has_advance(entry)):
            books.using.append(entry)

    def _completed(self, row: Row) -> Row:
        """Take unit and fund from the project; make text of what is none."""
        unit, fund = row.unit, row.fund
        known = self.projects.get(row.project)
        if known is not None:
            unit = unit or known.unit or ""
            fund = fund or known.fund or ""
        return row._replace(unit=str(unit), fund=str(fund), project=str(row.project))

    def _quota(self, entry: Entry, posting: Posting, units: Amount) -> None:
        meta = posting.meta or {}
        number: Any = units.number
        try:
            place = place_of(posting.account)
            amount = fen(number)
        except ValueError as exc:
            self._problem(entry, posting, str(exc))
            return
        self.books.add_quota(
            QuotaRow(
                entry,
                posting.account,
                place,
                amount,
                USE_MARK in meta,
                str(meta.get("reserve") or entry.meta.get("reserve") or ""),
                meta,
            )
        )

    def _cost(self, entry: Entry, posting: Posting, units: Amount) -> Any:  # noqa: ANN401
        cost = posting.cost
        if isinstance(cost, Cost) and cost.currency == "CNY" and units.number:
            total = units.number * cost.number
            # Pieces that do not share the cost evenly cost a number without end.
            return total.quantize(_UNENDING) if _is_long(total) else total
        message = f"{units.currency} 没有以 CNY 计的单价，不能入账"
        self._problem(entry, posting, message)
        return None

    def _uneven(self, entry: Entry, posting: Posting, number: Any) -> None:  # noqa: ANN401
        try:
            fen(number)
        except UnevenFenError as exc:
            self._problem(entry, posting, str(exc))

    def _problem(self, entry: Entry, posting: Posting, message: str) -> None:
        meta = posting.meta or {}
        self.books.problems.append(
            BooksProblem(
                str(meta.get("filename") or entry.filename),
                int(meta.get("lineno") or entry.lineno),
                message,
            )
        )


def _is_long(number: Decimal) -> bool:
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and exponent < -9


def _has_advance(entry: Entry) -> bool:
    return any(row.code[:3] == "135" for row in entry.rows)
