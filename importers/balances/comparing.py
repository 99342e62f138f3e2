"""Trial balance against the books: account by account, to the fen."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.importers.vouchers.history import SOURCE_CODE
from union_ledger.importers.vouchers.subjects import OnlyBelowError
from union_ledger.importers.vouchers.subjects import SubjectError
from union_ledger.importers.vouchers.subjects import known_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping as Map

    from beancount.core.data import Open

    from union_ledger.core.books import Books
    from union_ledger.importers.balances.table import Account
    from union_ledger.importers.balances.table import TrialBalance
    from union_ledger.importers.vouchers.subjects import Subjects

Figures = tuple[int, int, int, int]
NOTHING: Figures = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Held:
    """What the books hold of one account, or of one 科目 put on it; fen.

    ``code`` is the 科目 of the legal books; ``placed`` tells that a mapping said so.
    """

    account: str
    code: str
    placed: bool
    figures: Figures


@dataclass(frozen=True, slots=True)
class Compared:
    """One row of the table beside the books.

    Attributes:
        row: The row, ``None`` for an account that only the books have.
        subject: Its code and name.
        account: The account here, ``None`` where there is none of its own.
        books: Opening, debit, credit and closing by the books.
        file: The same by the table.
        why: Why there is no account; empty otherwise.
        assertable: Whether a balance on ``account`` is what the row states.
    """

    row: Account | None
    subject: str
    account: str | None
    books: Figures
    file: Figures
    why: str = ""
    assertable: bool = False

    @property
    def agrees(self) -> bool:
        """Return whether all four figures are the same."""
        return self.books == self.file


def compare(
    found: TrialBalance, books: Books, subjects: Subjects, opens: Map[str, Open]
) -> list[Compared]:
    """Return what is to be compared: the lowest rows that the books have, and the rest.

    A row whose 明细 the books do not keep apart is compared as a whole; one that the
    books have only below is compared by the sum of what is below it.
    """
    held = _held(found, books, opens)
    children = found.children()
    done: list[Compared] = []
    covered: set[int] = set()

    def visit(row: Account) -> None:
        """Compare a row, or those below it where the books keep them apart."""
        below = children.get(row.code, [])
        if below and all(_has(child, held, subjects, found) for child in below):
            for child in below:
                visit(child)
            return
        done.append(_row(row, held, subjects, found, opens, covered))

    for root in children.get("", []):
        visit(root)
    done += [
        Compared(
            None, f"{each.code} {each.account}", each.account, each.figures, NOTHING
        )
        for index, each in enumerate(held)
        if index not in covered and each.figures != NOTHING
    ]
    return done


def _has(
    row: Account, held: list[Held], subjects: Subjects, found: TrialBalance
) -> bool:
    """Return whether the books keep this row apart, or it is empty anyway."""
    if row.figures == NOTHING or any(h.code.startswith(row.code) for h in held):
        return True
    try:
        subjects.account(row.code, row.name, found.months.end, None)
    except OnlyBelowError:
        return True
    except SubjectError:
        return False
    return True


def _row(  # noqa: PLR0913, PLR0917 - what one row is compared with
    row: Account,
    held: list[Held],
    subjects: Subjects,
    found: TrialBalance,
    opens: Map[str, Open],
    covered: set[int],
) -> Compared:
    account, why = None, ""
    try:
        account = subjects.account(row.code, row.name, found.months.end, None)
    except OnlyBelowError:
        pass
    except SubjectError as exc:
        why = str(exc)
    mine = {
        index
        for index, each in enumerate(held)
        if each.code.startswith(row.code)
        or (account and not each.placed and _below(each.account, account))
    }
    if why and not any(held[index].figures != NOTHING for index in mine):
        mine = set()
    covered |= mine
    figures = _sum(held[index].figures for index in mine)
    assertable = False
    if account is not None:
        tree = [each for each in held if _below(each.account, account)]
        money = all(
            "CNY" in (opened.currencies or ["CNY"])
            for name, opened in opens.items()
            if _below(name, account)
        )
        assertable = money and _sum(h.figures for h in tree)[3] == row.closing
    return Compared(row, row.subject, account, figures, row.figures, why, assertable)


def _below(account: str, top: str) -> bool:
    return account == top or account.startswith(f"{top}:")


def _sum(figures: Iterable[Figures]) -> Figures:
    opening = debit = credit = closing = 0
    for one in figures:
        opening, debit = opening + one[0], debit + one[1]
        credit, closing = credit + one[2], closing + one[3]
    return opening, debit, credit, closing


def _held(found: TrialBalance, books: Books, opens: Map[str, Open]) -> list[Held]:
    start, end = found.months.start, found.months.end
    codes = {name: known_of(opened).code for name, opened in opens.items()}
    sums: dict[tuple[str, str, bool], list[int]] = defaultdict(lambda: [0, 0, 0])
    for entry in books.entries:
        if entry.day > end:
            continue
        for row in entry.rows:
            said = row.meta.get(SOURCE_CODE)
            code = str(said) if said else codes.get(row.account, row.code)
            into = sums[row.account, code, said is not None]
            if entry.day < start:
                into[0] += row.amount
            else:
                into[1] += row.debit
                into[2] += row.credit
    return [
        Held(account, code, placed, (opening, debit, credit, opening + debit - credit))
        for (account, code, placed), (opening, debit, credit) in sorted(sums.items())
    ]
