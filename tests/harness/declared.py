"""A shape for every declared layout of a bank that has none of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.harness.histories import NAME
from tests.harness.histories import OWN
from tests.harness.shapes import SHAPES
from tests.harness.shapes import Shape
from tests.harness.shapes import yuan

from union_ledger.importers.families import statement_layouts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.harness.histories import Move
    from tests.harness.shapes import Rows

    from union_ledger.importers.statement_layout import StatementLayout


def _shape(layout: StatementLayout) -> Shape:
    labels = {role: column.labels[0] for role, column in layout.columns.items()}

    def cells(move: Move) -> dict[str, str]:
        paid = move.fen < 0
        own, other = (OWN, NAME), (move.party_account, move.party)
        payer, payee = (own, other) if paid else (other, own)
        flags = layout.flags
        flag = "" if flags is None else (flags.out if paid else flags.into)[0]
        said = {
            "date": f"{move.when:{layout.dates[0]}}",
            "time": f"{move.when:%H:%M:%S}",
            "out": yuan(-move.fen) if paid else "",
            "in": "" if paid else yuan(move.fen),
            "amount": yuan(move.fen if layout.signed else abs(move.fen)),
            "flag": flag,
            "balance": yuan(move.balance),
            "currency": "人民币",
            "own_account": OWN,
            "own_name": NAME,
            "counterparty": move.party,
            "counter_account": move.party_account,
            "payer_account": payer[0],
            "payer": payer[1],
            "payee_account": payee[0],
            "payee": payee[1],
            "summary": move.summary,
            "purpose": move.purpose,
            "serial": move.serial,
        }
        return {labels[role]: text for role, text in said.items() if role in labels}

    def above(moves: Sequence[Move]) -> Rows:
        out = [-m.fen for m in moves if m.fen < 0]
        into = [m.fen for m in moves if m.fen > 0]
        facts = {
            "own_account": OWN,
            "opening": yuan(moves[0].opening),
            "closing": yuan(moves[-1].balance),
            "sum_out": yuan(sum(out)),
            "sum_in": yuan(sum(into)),
            "count_out": str(len(out)),
            "count_in": str(len(into)),
        }
        stated = layout.preamble.items()
        return [[texts[0], facts[fact]] for fact, texts in stated if fact in facts]

    # Balances alone do not tell of rows at the end that add up to nothing.
    states = bool({"sum_out", "count_out"} & layout.preamble.keys())
    return Shape(layout.id, tuple(labels.values()), cells, above, states=states)


_OWN_SHAPES = {shape.name for shape in SHAPES}
ALL_SHAPES = (
    *SHAPES,
    *(
        _shape(layout)
        for layout in statement_layouts()
        if layout.owner == "union"
        and layout.of == "bank"
        and layout.id not in _OWN_SHAPES
    ),
)
