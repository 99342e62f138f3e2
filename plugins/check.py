"""A rule at work: bound to its kind, with the books and the rulebook at hand."""

from __future__ import annotations

import string
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from pydantic import ValidationError

from union_ledger.core.books import Row
from union_ledger.core.errors import InputError
from union_ledger.core.explain import explain
from union_ledger.core.findings import Finding
from union_ledger.core.findings import finding_id
from union_ledger.core.money import fen
from union_ledger.core.money import yuan_text
from union_ledger.core.record import Record
from union_ledger.plugins.kinds import KINDS
from union_ledger.plugins.selection import Selection
from union_ledger.plugins.selection import looks_at

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from pydantic import BaseModel

    from union_ledger.core.books import Books
    from union_ledger.core.books import Entry
    from union_ledger.core.books import Flow
    from union_ledger.core.findings import Severity
    from union_ledger.rules.loader import LoadedRule
    from union_ledger.rules.loader import Rulebook
    from union_ledger.rules.loader import Value


@dataclass(slots=True)
class Check:
    """One rule applied to one ledger.

    ``earlier`` are the findings of the other rules, for a kind that comes after them.
    ``idle`` says why the kind drew no conclusion: too few figures, say.
    """

    loaded: LoadedRule
    rulebook: Rulebook
    books: Books
    selected: Selection
    earlier: Sequence[Finding] = ()
    missing: set[str] = field(default_factory=set)
    idle: list[str] = field(default_factory=list)
    _values: dict[tuple[str, date], Value] = field(default_factory=dict)
    _fen: dict[tuple[str, date], tuple[int, Value] | None] = field(default_factory=dict)

    def applies(self, entry: Entry) -> bool:
        """Tell whether the rule is in force on the day of the entry's event."""
        return self.loaded.rule.in_force(entry.event_date)

    def flows(self) -> dict[Flow, list[Row]]:
        """Return the postings the rule looks at, closing entries left out.

        They come by year, account, unit, fund and project; each list is in order of
        date.
        """
        return self.selected.flows(self.loaded.rule.where)

    def rows(self) -> Iterator[Row]:
        """Yield the same postings, by account."""
        return chain.from_iterable(self.flows().values())

    def few(self) -> list[Entry] | None:
        """Return the entries the rule looks at in order of date; None where many."""
        return self.selected.few(self.loaded.rule.where)

    def rows_of(self, entry: Entry) -> Iterator[Row]:
        """Yield those of an entry's postings that the rule looks at."""
        where = self.loaded.rule.where
        return (row for row in entry.rows if looks_at(where, row))

    def value(self, name: str, day: date) -> Value | None:
        """Return a parameter's value in force, None (and noted) when missing."""
        key = self.loaded.rule.parameters[name]
        found = self._values.get((key, day))
        if found is None:
            found = self.rulebook.value(key, day)
            self._values[key, day] = found
        if found.value is None:
            self.missing.add(key)
            return None
        return found

    def fen_value(self, name: str, day: date) -> tuple[int, Value] | None:
        """Return a parameter in yuan as fen, with where it stands."""
        asked = (name, day)
        if asked not in self._fen:
            found = self.value(name, day)
            number = found.value if found else None
            self._fen[asked] = (
                (fen(number), found) if found and number is not None else None
            )
        return self._fen[asked]

    def most_fen(self, name: str) -> int:
        """Return the largest value a parameter ever has, in fen; 0 where none."""
        return max(self._all_fen(name), default=0)

    def least_fen(self, name: str) -> int:
        """Return the smallest value a parameter ever has, in fen; 0 where none."""
        return min(self._all_fen(name), default=0)

    def _all_fen(self, name: str) -> list[int]:
        return [fen(v) for v in self.rulebook.values(self.loaded.rule.parameters[name])]

    def finding(  # noqa: PLR0913 - what a finding says, by name
        self,
        place: Row | Entry | Record,
        *,
        called: str = "",
        dated: date | None = None,
        subject: str = "",
        unit: str | None = None,
        amount: int | None = None,
        evidence: Iterable[str] = (),
        others: Iterable[Entry] = (),
        severity: Severity | None = None,
        values: Iterable[Value] = (),
        **fields: str,
    ) -> Finding:
        """Make a finding that points at ``place``.

        ``fields`` fill the rule's message; ``voucher``, ``title`` and ``amount``
        are there always. ``others`` are further entries it is about. A register
        line has neither id nor voucher: it is ``called`` something instead. ``dated``
        is the day of the finding where the place's own is not.
        """
        entry = place.entry if isinstance(place, Row) else place
        rule = self.loaded.rule
        first: tuple[Entry, ...] = () if isinstance(entry, Record) else (entry,)
        entries = [*first, *(e for e in others if e is not entry)]
        own = () if first else (called,)
        ids = (*own, *(e.id for e in entries))
        vouchers = (*own, *(e.name for e in entries))
        used = list(values)
        lines = [*evidence, *(_said(value) for value in used)]
        illustrative = any(value.state == "illustrative" for value in used)
        fields |= {
            "voucher": vouchers[0],
            "title": rule.title,
            "amount": "—" if amount is None else yuan_text(amount),
        }
        return Finding(
            id=finding_id(rule.id, ids, subject),
            rule=rule.id,
            rule_title=rule.title,
            severity=severity or rule.severity,
            subject=subject,
            unit=_unit(place, entry) if unit is None else unit,
            day=dated or (entry.since if isinstance(entry, Record) else entry.day),
            amount=amount,
            message=rule.message.format(**fields),
            citation=str(self.loaded.citation),
            evidence=tuple(lines),
            vouchers=vouchers,
            entry_ids=ids,
            filename=place.filename,
            lineno=place.lineno,
            parameter_state="illustrative" if illustrative else "",
        )


def _said(value: Value) -> str:
    shown: Decimal | None = value.value
    note = "（示例值，待以正式规定替换）" if value.state == "illustrative" else ""
    source = f"，依据 {value.citation}" if value.citation else ""
    return f"参数“{value.title}” {shown:,} {value.unit}{note}{source}"


def _unit(place: Row | Entry | Record, entry: Entry | Record) -> str:
    if isinstance(entry, Record):
        return str(getattr(entry, "unit", None) or "")
    own = place.unit if isinstance(place, Row) else ""
    return own or entry.text_of("unit")


class Outcome(NamedTuple):
    """What the rules said.

    ``silent`` are those that could not be enforced, with the parameters they miss: on
    the last day of the books, or when one was needed. ``idle`` are those that could
    not conclude from these books, with the reason.
    """

    findings: list[Finding]
    silent: tuple[tuple[str, str], ...]
    idle: tuple[tuple[str, str], ...]


def run_rules(books: Books, rulebook: Rulebook) -> Outcome:
    """Apply every rule once.

    Raises:
        InputError: A rule names an unknown kind, or says what its kind does not
            know; the message names file and line.
    """
    bound = [(loaded, *bind(loaded)) for loaded in rulebook.rules.values()]
    findings: list[Finding] = []
    silent, idle = [], []
    selected = Selection(books)
    bound.sort(key=lambda each: comes_after(each[1]))
    for loaded, kind, options in bound:
        earlier = findings if comes_after(kind) else ()
        check = Check(loaded, rulebook, books, selected, earlier)
        if books.entries:
            for name in loaded.rule.parameters:
                check.value(name, books.entries[-1].day)
        findings += _with_own_ids(kind.check(check, options))
        if check.missing:
            silent.append((loaded.rule.id, " ".join(sorted(check.missing))))
        idle += [(loaded.rule.id, reason) for reason in check.idle]
    return Outcome(findings, tuple(silent), tuple(idle))


def comes_after(kind: Any) -> bool:  # noqa: ANN401 - a module
    """Tell whether a kind is asked after all others."""
    return bool(getattr(kind, "AFTER", False))


def _with_own_ids(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Tell findings apart that say the same of the same entry, in their order."""
    seen: dict[str, int] = {}
    for finding in findings:
        number = seen[finding.id] = seen.get(finding.id, 0) + 1
        if number > 1:
            subject = f"{finding.subject} #{number}"
            own = finding_id(finding.rule, finding.entry_ids, subject)
            yield replace(finding, id=own)
        else:
            yield finding


def bind(loaded: LoadedRule) -> tuple[Any, BaseModel]:
    """Return a rule's kind and its options, checked.

    Raises:
        InputError: The kind is unknown, an option is, or the message has a place
            the kind does not fill.
    """
    rule = loaded.rule
    kind = KINDS.get(rule.kind)
    if kind is None:
        raise InputError(
            f"规则 {rule.id} 的种类 {rule.kind} 不认识，只能是 {'、'.join(KINDS)}",
            file=loaded.file,
            line=loaded.line,
        )
    try:
        options = kind.Options.model_validate(rule.options)
    except ValidationError as exc:
        first = exc.errors()[0]
        line = loaded.option_lines.get(str(first["loc"][0]) if first["loc"] else "")
        raise InputError(
            f"规则 {rule.id}：{explain(first)}",
            file=loaded.file,
            line=line or loaded.line,
        ) from None
    for name in (*kind.PARAMETERS, *options.named):
        if name not in rule.parameters:
            raise InputError(
                f"规则 {rule.id} 的 parameters 缺少 {name}",
                file=loaded.file,
                line=loaded.line,
            )
    known = {"voucher", "title", "amount", *kind.FIELDS}
    for _, place, _, _ in string.Formatter().parse(rule.message):
        if place is not None and place not in known:
            raise InputError(
                f"规则 {rule.id} 的 message 里有不认识的 {{{place}}}，"
                f"只能是 {'、'.join(sorted(known))}",
                file=loaded.file,
                line=loaded.line,
            )
    return kind, options
