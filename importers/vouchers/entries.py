"""Whole vouchers to whole transactions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.amount import Amount
from beancount.core.data import EMPTY_SET
from beancount.core.data import Posting
from beancount.core.data import Transaction
from beancount.core.data import new_metadata

from union_ledger.core.chart import code_of
from union_ledger.core.money import yuan
from union_ledger.importers.decide import units_in
from union_ledger.importers.entries import CURRENCY
from union_ledger.importers.entries import UNPROVEN
from union_ledger.importers.mapping import UNMAPPED
from union_ledger.importers.mapping import Asked
from union_ledger.importers.vouchers.history import SOURCE_CODE
from union_ledger.importers.vouchers.identity import voucher_id
from union_ledger.importers.vouchers.subjects import SubjectError

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from union_ledger.importers.mapping import Mapping
    from union_ledger.importers.vouchers.history import History
    from union_ledger.importers.vouchers.subjects import Subjects
    from union_ledger.importers.vouchers.voucher import Line
    from union_ledger.importers.vouchers.voucher import Voucher
    from union_ledger.importers.vouchers.voucher import VoucherList

_PERSON = re.compile(r"^[A-Z]{1,2}-?\d{3,}$")
_PEOPLE = (
    ("handler", "handler"),
    ("maker", "bookkeeper"),
    ("reviewer", "reviewer"),
    ("cashier", "cashier"),
)


@dataclass(frozen=True, slots=True)
class Whose:
    """Unit, fund and project of one line of income or expense.

    ``line`` is the name of the mapping's line, ``None`` where none covers it; ``why``
    says why.
    """

    unit: str | None
    fund: str | None
    project: str | None
    line: str | None
    keys: tuple[tuple[str, str], ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Leg:
    """One line of a voucher, or a part of one, with its account here and whose it is.

    ``amount`` is fen, debit positive.
    """

    line: Line
    account: str
    amount: int
    whose: Whose | None


@dataclass(frozen=True, slots=True)
class Made:
    """One voucher with its id and its entry."""

    voucher: Voucher
    import_id: str
    legs: tuple[Leg, ...]
    entry: Transaction


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A 科目 without an account here: why, and the lines that use it."""

    code: str
    name: str
    why: str
    lines: tuple[int, ...]


class Maker:
    """Turns vouchers into entries, by one mapping and one set of accounts.

    ``strangers`` are people who signed and have no id; their names are not written.
    """

    def __init__(
        self,
        found: VoucherList,
        mapping: Mapping,
        subjects: Subjects,
        units: Map[str, str],
        history: History,
    ) -> None:
        """Remember what decides.

        Args:
            found: The file.
            mapping: The union's mapping.
            subjects: The accounts of the books.
            units: Names of sub-unions to their codes.
            history: What the books hold of income and expenses; it grows with every
                voucher made, so make them by date.
        """
        self._found = found
        self._mapping = mapping
        self._subjects = subjects
        self._units = units
        self._history = history
        self._codes = history.codes
        self._people = mapping.people
        self._unplaced: dict[tuple[str, str, str], list[int]] = {}
        self.strangers: set[str] = set()

    @property
    def unplaced(self) -> list[Unplaced]:
        """Return each 科目 that had no account so far."""
        return [
            Unplaced(code, name, why, tuple(lines))
            for (code, name, why), lines in sorted(self._unplaced.items())
        ]

    def make(self, voucher: Voucher, said: Map[str, str]) -> Made | None:
        """Return a voucher as one entry; ``None`` if an account is not known.

        ``said`` are further metadata, such as the hash of the original.
        """
        asked = [Asked.of(line) for line in voucher.lines]
        accounts = [
            self._account(line, voucher, each)
            for line, each in zip(voucher.lines, asked, strict=True)
        ]
        known = [account for account in accounts if account is not None]
        if len(known) < len(accounts):
            return None
        closing = is_closing(voucher, known)
        legs: list[Leg] = []
        for line, account, each in zip(voucher.lines, known, asked, strict=True):
            if closing and is_flow(account):
                parts = self._history.spread(line, account, voucher.day.year)
                legs += [Leg(line, part, amount, None) for part, amount in parts]
            else:
                whose = self._whose(each) if is_flow(account) else None
                legs.append(Leg(line, account, line.signed, whose))
        import_id = voucher_id(voucher, self._mapping.books)
        entry = self._entry(voucher, tuple(legs), import_id, said, closing=closing)
        self._history.add(entry)
        return Made(voucher, import_id, tuple(legs), entry)

    def _account(self, line: Line, voucher: Voucher, asked: Asked) -> str | None:
        try:
            return self._subjects.account(line.code, line.name, voucher.day, asked)
        except SubjectError as exc:
            key = (line.code, line.name, str(exc))
            self._unplaced.setdefault(key, []).append(line.line)
            return None

    def _whose(self, asked: Asked) -> Whose:
        default = self._mapping.default
        line = self._mapping.first(asked)
        if line is None:
            return Whose(default.unit, default.fund, None, None, why="没有对应规则")
        then = line.then
        unit = then.unit
        if unit == "from-text":
            codes = units_in(" ".join(asked.words), self._units)
            if len(codes) != 1:
                many = f"有 {len(codes)} 个" if codes else "没有"
                why = f"规则“{line.name}”要从文字认出二级工会，文字里{many}"
                return Whose(default.unit, default.fund, None, None, why=why)
            unit = codes.pop()
        keys = tuple(then.keys.items())
        return Whose(unit, then.fund, then.project, line.name, keys)

    def _entry(
        self,
        voucher: Voucher,
        legs: tuple[Leg, ...],
        import_id: str,
        said: Map[str, str],
        *,
        closing: bool,
    ) -> Transaction:
        first = voucher.lines[0]
        meta: dict[str, Any] = new_metadata(str(self._found.file), first.line)
        meta["id"] = import_id
        meta["voucher"] = voucher.name
        if voucher.written != voucher.name:
            meta["source-voucher"] = voucher.written
        shared = _shared(legs)
        meta |= _dimensions(shared) if shared else {}
        if closing:
            meta["closing"] = str(voucher.day.year)
        meta |= self._papers(voucher)
        meta["source-file"] = self._found.file.name
        meta["source-line"] = Decimal(first.line)
        meta |= said
        uncovered = any(leg.whose and leg.whose.line is None for leg in legs)
        narration = next((x.summary for x in voucher.lines if x.summary), "")
        return Transaction(
            meta,
            voucher.day,
            "!" if uncovered or UNPROVEN in said else "*",
            None,
            narration,
            EMPTY_SET,
            EMPTY_SET,
            [
                self._posting(leg, narration, alone=shared is None, closing=closing)
                for leg in legs
            ],
        )

    def _papers(self, voucher: Voucher) -> dict[str, Any]:
        """Return the number of attachments and the ids of who signed the voucher."""
        papers: dict[str, Any] = {}
        count = voucher.first("attachments").removesuffix("张").strip()
        if count.isdigit():
            papers["attachments"] = Decimal(count)
        for role, key in _PEOPLE:
            name = voucher.first(role)
            if person := name if _PERSON.match(name) else self._people.get(name):
                papers[key] = person
            elif name:
                self.strangers.add(name)
        return papers

    def _posting(
        self, leg: Leg, narration: str, *, alone: bool, closing: bool
    ) -> Posting:
        line = leg.line
        meta: dict[str, Any] = new_metadata(str(self._found.file), line.line)
        if line.summary and line.summary != narration:
            meta["summary"] = line.summary
        if self._codes.get(leg.account) != line.code:
            meta[SOURCE_CODE] = line.code
        if line.side != usual_side(leg.account, leg.amount, closing=closing):
            meta["side"] = line.side
        if leg.whose:
            meta |= _dimensions(leg.whose) if alone else {}
            meta |= dict(leg.whose.keys)
            if leg.whose.line is None:
                meta[UNMAPPED] = True
        units = Amount(yuan(leg.amount), CURRENCY)
        return Posting(leg.account, units, None, None, None, meta)


def is_flow(account: str) -> bool:
    """Return whether an account is income or expense, which has unit and fund."""
    return account.startswith(("Income:", "Expenses:"))


def is_closing(voucher: Voucher, accounts: list[str]) -> bool:
    """Return whether a voucher closes income and expenses for the year（账结）.

    It has nothing but 4xx, 5xx, 321 and 322, some of the first and some of the last,
    and stands in December.
    """
    codes = [code_of(account) for account in accounts]
    flows = [code[:1] in {"4", "5"} for code in codes]
    ends = [code[:3] in {"321", "322"} for code in codes]
    whole = all(a or b for a, b in zip(flows, ends, strict=True))
    return voucher.day.month == 12 and whole and any(flows) and any(ends)


def usual_side(account: str, signed: int, *, closing: bool) -> str:
    """Return the side on which the books show an amount without a ``side`` key.

    红字 stays on the side where income and expenses grow.
    """
    grows = {"Expenses": "借", "Income": "贷"}.get(account.partition(":")[0])
    if grows and not closing:
        return grows
    return "贷" if signed < 0 else "借"


def _shared(legs: tuple[Leg, ...]) -> Whose | None:
    """Return unit, fund and project where the whole entry may carry them.

    Not beside an advance (135): an entry with unit and fund would reserve quota for it.
    """
    found = {
        (leg.whose.unit, leg.whose.fund, leg.whose.project): leg.whose
        for leg in legs
        if leg.whose
    }
    advance = any(code_of(leg.account).startswith("135") for leg in legs)
    return next(iter(found.values())) if len(found) == 1 and not advance else None


def _dimensions(whose: Whose) -> dict[str, str]:
    found = {"unit": whose.unit, "fund": whose.fund, "project": whose.project}
    return {key: value for key, value in found.items() if value}
