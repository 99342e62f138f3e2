"""One row against the list: account, unit and fund, or 待查 with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.importers.conditions import Facts
from union_ledger.importers.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Mapping

    from union_ledger.importers.classify import Classification
    from union_ledger.importers.classify import Line
    from union_ledger.importers.statement import Row

UNKNOWN_IN = "Liabilities:215-其他应付款:21599-待查"
UNKNOWN_OUT = "Assets:135-其他应收款:13599-待查"
SHARED = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a row becomes in the books.

    ``line`` is the name of the line that decided, ``None`` for 待查; ``why`` says
    why a row went to 待查.
    """

    account: str
    flag: str
    payee: str
    narration: str
    line: str | None = None
    unit: str | None = None
    fund: str | None = None
    project: str | None = None
    custodial: bool = False
    why: str = ""


def decide(
    row: Row, layout: str, book: Classification, units: Mapping[str, str]
) -> Decision:
    """Return the decision about one row.

    Args:
        row: The row.
        layout: Id of its layout.
        book: The list.
        units: Name or short name of a sub-union to its code; ``SHARED`` for a name
            that several have.
    """
    line = book.first(Facts.of(row, layout))
    if line is None:
        return _unknown(row, "没有规则符合")
    unit = line.then.unit
    if unit == "from-text":
        codes = units_in(" ".join(row.text.values()), units)
        if len(codes) != 1:
            found = (
                f"有 {len(codes)} 个（{'、'.join(sorted(codes))}）" if codes else "没有"
            )
            return _unknown(
                row, f"规则“{line.name}”要从文字认出二级工会，文字里{found}"
            )
        unit = codes.pop()
    then = line.then
    paid = then.account.startswith("Expenses:")
    return Decision(
        account=then.account,
        flag=then.flag or ("!" if paid else "*"),
        payee=payee_of(row) if then.payee is None else then.payee,
        narration=_narration(row, line),
        line=line.name,
        unit=unit,
        fund=then.fund,
        project=then.project,
        custodial=then.own == "代管",
    )


def units_in(text: str, units: Mapping[str, str]) -> set[str]:
    """Return the codes of the sub-unions whose names occur in ``text``.

    A name that is part of a longer name found is not counted for itself.
    """
    plain = squeeze(text)
    names = {
        name: code for raw, code in units.items() if (name := squeeze(raw)) in plain
    }
    kept = [
        name
        for name in names
        if not any(name != other and name in other for other in names)
    ]
    codes = {names[name] for name in kept}
    return {"同名的几个", "请写全名"} if SHARED in codes else codes


def _unknown(row: Row, why: str) -> Decision:
    account = UNKNOWN_IN if row.side == "in" else UNKNOWN_OUT
    return Decision(account, "!", payee_of(row), words_of(row), why=why)


def _narration(row: Row, line: Line) -> str:
    if line.then.narration is None:
        return words_of(row)
    text = line.then.narration
    for name in ("summary", "purpose", "counterparty"):
        text = text.replace("{" + name + "}", row.text.get(name, ""))
    return text.strip()


def payee_of(row: Row) -> str:
    """Return the other side's name: counterparty, or the unit of a project card."""
    return row.text.get("counterparty") or row.text.get("unit_name", "")


def words_of(row: Row) -> str:
    """Return the row's own words: summary, purpose and remark, each once."""
    words: list[str] = []
    for name in ("summary", "purpose", "remark"):
        word = row.text.get(name, "")
        if word and word not in words:
            words.append(word)
    return " ".join(words)
