"""Do vouchers and books agree? By 科目 of the legal books, to the fen."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.core.money import yuan_text
from union_ledger.importers.existing import place
from union_ledger.importers.vouchers.history import SOURCE_CODE
from union_ledger.importers.vouchers.identity import stem_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping as Map

    from beancount.core.data import Transaction

    from union_ledger.importers.vouchers.entries import Made
    from union_ledger.importers.vouchers.history import History
    from union_ledger.importers.vouchers.voucher import Voucher


def sums_of_voucher(voucher: Voucher) -> Counter[str]:
    """Return the fen of each 科目, debit positive."""
    sums: Counter[str] = Counter()
    for line in voucher.lines:
        sums[line.code] += line.signed
    return sums


def refuse_changed(
    made: Made,
    books: str,
    stems: Map[str, Transaction],
    known: Transaction | None,
    history: History,
) -> None:
    """Refuse a voucher that is booked already and says something else now.

    Raises:
        InputError: The file's voucher or the books' entry was changed since; both
            places are named.
    """
    voucher = made.voucher
    file, line = made.entry.meta["filename"], made.entry.meta["lineno"]
    name = f"凭证 {voucher.day:%Y-%m} {voucher.name}"
    if known is None:
        other = stems.get(stem_of(voucher, books))
        if other is None:
            return
        raise InputError(
            f"{name} 已记在 {place(other)}，内容与文件不同"
            f"（{_difference(sums_of_voucher(voucher), history.sums(other))}）",
            file=file,
            line=line,
            hint="凭证在原账里改过。请核对后删去账簿里那一笔，再导入。",
        )
    ours, theirs = history.sums(known), sums_of_voucher(voucher)
    if known.date != voucher.day or _differ(ours, theirs):
        day = f"日期 {known.date}，" if known.date != voucher.day else ""
        raise InputError(
            f"{name} 已记在 {place(known)}，但账簿里改过"
            f"（{day}{_difference(theirs, ours)}）",
            file=file,
            line=line,
            hint=f"换明细科目时，请在那一行下写 {SOURCE_CODE}: 原账的科目代码。",
        )


def untied(
    made: Iterable[Made], booked: Map[str, Transaction], history: History
) -> list[str]:
    """Return the 科目 of which file and books have different sums, as text."""
    ours: Counter[str] = Counter()
    theirs: Counter[str] = Counter()
    for each in made:
        theirs.update(sums_of_voucher(each.voucher))
        entry = booked.get(each.import_id)
        if entry is not None:
            ours.update(history.sums(entry))
    return [
        f"科目 {code}：文件 {yuan_text(theirs[code])}，账簿 {yuan_text(ours[code])}，"
        f"差 {yuan_text(theirs[code] - ours[code])}"
        for code in sorted(_differ(ours, theirs))
    ]


def _differ(one: Counter[str], other: Counter[str]) -> set[str]:
    return {code for code in one.keys() | other.keys() if one[code] != other[code]}


def _difference(file: Counter[str], books: Counter[str]) -> str:
    codes = sorted(_differ(file, books))
    if not codes:
        return "金额相同，摘要或日期不同"
    return "，".join(
        f"{code} 文件 {yuan_text(file[code])} 账簿 {yuan_text(books[code])}"
        for code in codes[:3]
    )
