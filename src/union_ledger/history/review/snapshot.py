"""What one revision of the books adds up to, in a shape that can be compared.

Amounts are fen. Names of files are as seen from the books' folder, so that two
revisions written out to different folders say the same.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from union_ledger.core.ledger import rulebook_index
from union_ledger.history.review.rules_said import rules_said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from union_ledger.core.findings import Finding
    from union_ledger.core.ledger import Ledger
    from union_ledger.history.review.rules_said import RulesSaid

Money = tuple[str, str, str, str]
"""Month, account, unit and fund."""


@dataclass(frozen=True, slots=True)
class Held:
    """What the books hold of one asset: pieces, and their cost in fen."""

    quantity: int
    cost: int


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault of the books that is no finding, and the file it stands in."""

    kind: str
    file: str
    message: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One revision: sums, findings and faults.

    ``quota`` is by month and account, ``members`` the headcount of each unit after
    its last line, ``names`` are the units', ``files`` all that a load reads.
    """

    entity: str
    rulebook: str
    files: frozenset[str]
    money: Mapping[Money, int]
    quota: Mapping[tuple[str, str], int]
    assets: Mapping[str, Held]
    members: Mapping[str, int]
    names: Mapping[str, str]
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    rules: RulesSaid
    documents: frozenset[str]


def snapshot_of(ledger: Ledger) -> Snapshot:
    """Return the snapshot of a loaded ledger."""
    books, folder = ledger.books, ledger.main.parent
    money: dict[Money, int] = defaultdict(int)
    lots: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in books.rows:
        day = row.entry.day
        key = f"{day.year}-{day.month:02d}", row.account, row.unit, row.fund
        money[key] += row.amount
        if row.posting.cost:
            lot = lots[row.lot]
            lot[0] += row.quantity
            lot[1] += row.amount
    quota: dict[tuple[str, str], int] = defaultdict(int)
    for quota_row in books.quota_rows:
        day = quota_row.entry.day
        quota[f"{day.year}-{day.month:02d}", quota_row.account] += quota_row.amount
    registers = books.registers
    return Snapshot(
        entity=ledger.entity,
        rulebook=ledger.rulebook,
        files=frozenset(_inside(name, folder) for name in ledger.files),
        money={key: amount for key, amount in money.items() if amount},
        quota={key: amount for key, amount in quota.items() if amount},
        assets={label: Held(*lot) for label, lot in lots.items() if any(lot)},
        members={line.unit: line.count for line in registers.member_lines},
        names={code: unit.name for code, unit in registers.units.items()},
        findings=tuple(
            replace(finding, filename=_inside(finding.filename, folder))
            for finding in ledger.findings
        ),
        problems=tuple(
            Problem(
                problem.kind,
                _inside(problem.filename, folder),
                problem.message.replace(f"{folder}/", ""),
            )
            for problem in ledger.problems
        ),
        rules=rules_said(rulebook_index(ledger.main)),
        documents=frozenset(_inside(one.path, folder) for one in books.documents),
    )


def _inside(name: str, folder: Path) -> str:
    path = Path(name)
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else name
