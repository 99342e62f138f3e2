"""What a statement said an account held, as register lines（对账单登记）."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.amount import Amount
from beancount.core.data import Custom
from beancount.core.data import new_metadata
from beancount.parser.grammar import ValueType

from union_ledger.core.bank_rows import tail_of_account
from union_ledger.core.money import yuan
from union_ledger.importers.decide import payee_of
from union_ledger.importers.decide import words_of
from union_ledger.importers.entries import CURRENCY
from union_ledger.importers.entries import own_of
from union_ledger.importers.periods import last_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from union_ledger.importers.classify import Classification
    from union_ledger.importers.classify import Own
    from union_ledger.importers.proof import Proof
    from union_ledger.importers.statement import Row
    from union_ledger.importers.statement import Statement


def statement_lines(
    statement: Statement, proof: Proof, book: Classification, kept: Mapping[str, str]
) -> dict[str, list[Custom]]:
    """Return one line for each account and month of a proven statement, by month.

    Only accounts whose balance is asserted get one. A month that the statement goes
    beyond is answered for to its end, the last one to the day of its last row.

    Args:
        statement: The statement.
        proof: What was found about it.
        book: The union's accounts.
        kept: ``document`` and ``sha256`` of the original.

    Raises:
        InputError: An own account is not registered.
    """
    owns = {number: own_of(statement, number, book) for number in proof.chains}
    names = [own.balance for own in owns.values()]
    lines: dict[str, list[Custom]] = defaultdict(list)
    for number, chain in proof.chains.items():
        name = owns[number].balance
        if name is None or names.count(name) > 1 or chain.opening is None:
            continue
        months: dict[str, list[Row]] = defaultdict(list)
        for row in chain.rows:
            months[f"{row.date:%Y-%m}"].append(row)
        opening = chain.opening
        for month, rows in sorted(months.items()):
            closing = opening + sum(row.signed for row in rows)
            last = rows[-1].date
            day = last if month == max(months) else last_day(last.year, last.month)
            meta: dict[str, Any] = new_metadata(str(statement.file), rows[-1].line)
            meta |= {
                "own-account": tail_of_account(number),
                "first": rows[0].date,
                "opening": Amount(yuan(opening), CURRENCY),
                "rows": Decimal(len(rows)),
                "source-file": statement.file.name,
                **kept,
            }
            values = [
                ValueType(name, str),
                ValueType(Amount(yuan(closing), CURRENCY), Amount),
            ]
            lines[month].append(Custom(meta, day, "statement", values))
            opening = closing
    return dict(lines)


def waiting_line(statement: Statement, row: Row, import_id: str, own: Own) -> Custom:
    """Return the register line of a row that waits for its voucher."""
    meta: dict[str, Any] = new_metadata(str(statement.file), row.line)
    said = {"payee": payee_of(row), "narration": words_of(row)}
    meta |= {"id": import_id, **{key: text for key, text in said.items() if text}}
    meta["source-file"] = statement.file.name
    values = [
        ValueType(own.balance or own.posting, str),
        ValueType(Amount(yuan(row.signed), CURRENCY), Amount),
    ]
    return Custom(meta, row.date, "bank-row", values)
