"""Quota allotted to sub-unions by a list（额度下达）, as entries for review."""

from __future__ import annotations

from collections import Counter
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.core.money import fen
from union_ledger.core.money import yuan
from union_ledger.core.money import yuan_text
from union_ledger.desk.intake_rows import BOOKED
from union_ledger.desk.intake_rows import KNOWN
from union_ledger.desk.intake_rows import UNBOOKED
from union_ledger.desk.list_desk import refuse_changed
from union_ledger.desk.list_desk import resolved
from union_ledger.desk.register_text import value_text
from union_ledger.importers.entries import UNPROVEN
from union_ledger.importers.existing import parse_whole
from union_ledger.importers.existing import place
from union_ledger.importers.lists.period import last_day
from union_ledger.importers.lists.remittances import entry_day
from union_ledger.importers.lists.remittances import ratio_text
from union_ledger.importers.lists.units import UnitNames
from union_ledger.importers.text import squeeze

if TYPE_CHECKING:
    from datetime import date

    from beancount.core.data import Transaction

    from union_ledger.core.books import Books
    from union_ledger.core.registers import Registers
    from union_ledger.desk.intake_result import ImportResult
    from union_ledger.desk.journal import Journal
    from union_ledger.desk.open_books import OpenBooks
    from union_ledger.desk.original import Original
    from union_ledger.importers.lists.remittances import Remittance
    from union_ledger.importers.lists.remittances import RemittanceList

_POT = "Equity:Q01-可用额度"
_WHOLE = "000"


@dataclass(frozen=True, slots=True)
class _Allotment:
    """One line of the list as the entry it becomes."""

    row: Remittance
    day: date
    unit: str
    fund: str
    fund_name: str
    import_id: str

    def text(self, sha256: str, reason: str) -> str:
        row = self.row
        words = (
            f"返拨 {row.period}，基数 {yuan_text(row.base)}，{ratio_text(row.ratio)}"
        )
        unproven = f"  {UNPROVEN}: {value_text(reason)}\n" if reason else ""
        source, target = (
            f"{_POT}:{_WHOLE}:{self.fund}",
            f"{_POT}:{self.unit}:{self.fund}",
        )
        amount = yuan(row.amount)
        return (
            f"{self.day} ! {value_text(self.fund_name)} {value_text(words)}\n"
            f'  id: "{self.import_id}"\n'
            '  quota: "allot"\n'
            f'  source-sha256: "{sha256}"\n'
            f"{unproven}"
            f"  {source}  {-amount:>14} QUOTA\n"
            f"  {target}  {amount:>14} QUOTA\n"
        )


def allot(  # noqa: PLR0913, PLR0917 - the parts of one file
    original: Original,
    remittances: RemittanceList,
    whole: Books,
    result: ImportResult,
    books: OpenBooks,
    journal: Journal | None,
) -> dict[int, tuple[str, str, str]]:
    """Write what is not allotted yet; return state, reason and id of each line.

    Raises:
        InputError: A unit or fund is not known, or another amount was allotted to a
            unit for the period.
    """
    states: dict[int, tuple[str, str, str]] = {}
    fresh: list[_Allotment] = []
    for each in _allotments(remittances, whole.registers, states):
        known = books.existing.entries.get(each.import_id)
        if known is None:
            fresh.append(each)
            states[each.row.line] = (BOOKED, f"下达 {each.unit}", each.import_id)
        else:
            _same(each, known, remittances)
            states[each.row.line] = (KNOWN, f"见 {place(known)}", each.import_id)
    months: dict[str, list[_Allotment]] = defaultdict(list)
    for each in fresh:
        months[f"{each.day:%Y-%m}"].append(each)
    source = remittances.listing.layout.source
    places = {
        books.place(source, month, (each.import_id for each in part)): (month, part)
        for month, part in sorted(months.items())
    }
    if journal is not None:
        with journal.step():
            for path, (month, part) in places.items():
                refuse_changed(original)
                text = _file_text(original, month, part, result.accepted)
                journal.write_new(path, text)
        for path in places:
            books.existing.add(parse_whole(path)[0])
    result.written += places
    result.booked = len(fresh)
    result.known = sum(state == KNOWN for state, _, _ in states.values())
    if fresh:
        total = sum(each.row.amount for each in fresh)
        result.details.append(
            f"下达额度 {yuan_text(total)}，{len(fresh)} 笔，都标 !，请按批准的方案复核"
        )
    return states


def _allotments(
    remittances: RemittanceList,
    registers: Registers,
    states: dict[int, tuple[str, str, str]],
) -> list[_Allotment]:
    days = {row.line: entry_day(remittances, row) for row in remittances.rows}
    names = UnitNames(registers, max(days.values()))
    listed = [row.unit for row in remittances.rows]
    codes = resolved(names, listed, remittances.listing.file)
    seen: Counter[str] = Counter()
    found = []
    for row in remittances.rows:
        unit, day = codes[row.unit], days[row.line]
        if registers.units[unit].kind == "独立核算":
            why = "独立核算单位不用额度：由银行付款，记 508 或 212"
            states[row.line] = (UNBOOKED, why, "")
            continue
        fund = _fund(row, remittances, registers)
        stem = f"FB-{fund}-{row.period}-{unit}"
        seen[stem] += 1
        again = f"-{seen[stem]}" if seen[stem] > 1 else ""
        name = registers.funds[fund].name
        found.append(_Allotment(row, day, unit, fund, name, stem + again))
    return found


def _fund(row: Remittance, remittances: RemittanceList, registers: Registers) -> str:
    """Return the fund that a line or the list's heading names.

    Raises:
        InputError: Neither names one, or the heading names several.
    """
    day = last_day(row.last)
    funds = {code: f.name for code, f in registers.funds.items() if f.is_open(day)}
    if row.fund:
        named = {
            c for c, name in funds.items() if squeeze(row.fund) in {c, squeeze(name)}
        }
    else:
        heading = squeeze(remittances.heading)
        named = {c for c, name in funds.items() if squeeze(name) in heading}
    if len(named) == 1:
        return named.pop()
    said = "、".join(f"{code} {name}" for code, name in funds.items())
    raise InputError(
        f"看不出返拨的是哪一项经费（{row.fund or '标题里没有写'}）",
        file=remittances.listing.file,
        line=row.line,
        hint=f"请加一列“经费来源”，写 {said}。",
    )


def _same(each: _Allotment, known: Transaction, remittances: RemittanceList) -> None:
    """Hold what was allotted under an id against the list.

    Raises:
        InputError: It is another amount.
    """
    target = f"{_POT}:{each.unit}:{each.fund}"
    held = sum(
        fen(posting.units.number)
        for posting in known.postings
        if posting.account == target
        and posting.units is not None
        and isinstance(posting.units.number, Decimal)
    )
    if held != each.row.amount:
        raise InputError(
            f"{each.unit} {each.row.period} 已经下达 {yuan_text(held)}"
            f"（{place(known)}），清单是 {yuan_text(each.row.amount)}",
            file=remittances.listing.file,
            line=each.row.line,
            hint="要改的请另写一笔调整（quota: adjust），不要改动已下达的。",
        )


def _file_text(
    original: Original, month: str, part: list[_Allotment], reason: str
) -> str:
    name = "".join(c if c.isprintable() else "?" for c in original.file.name)
    head = (
        f";; 返拨下达额度，{month}，{len(part)} 笔\n"
        f";; 由 union-ledger import 从 {name} 写入；复核后把 ! 改成 *，编号 id 不要改\n"
    )
    return "\n".join([head, *(each.text(original.sha256, reason) for each in part)])
