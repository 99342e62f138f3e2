"""Vouchers as ledger text, and what became of their lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beancount.parser.printer import EntryPrinter

from union_ledger.core.money import yuan
from union_ledger.desk.intake_rows import BOOKED
from union_ledger.desk.intake_rows import KNOWN
from union_ledger.desk.intake_rows import REJECTED
from union_ledger.desk.intake_rows import SKIPPED
from union_ledger.desk.intake_rows import UNBOOKED
from union_ledger.desk.intake_rows import RowReport

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from union_ledger.importers.vouchers.entries import Leg
    from union_ledger.importers.vouchers.entries import Made
    from union_ledger.importers.vouchers.voucher import Line
    from union_ledger.importers.vouchers.voucher import VoucherList

_WIDTH = 44


def voucher_text(found: VoucherList, month: str, made: Sequence[Made]) -> str:
    """Return the text of one new ledger file: where it is from, then the vouchers."""
    printed = EntryPrinter(min_width_account=_WIDTH)  # type: ignore[no-untyped-call]
    name = "".join(char if char.isprintable() else "?" for char in found.file.name)
    head = (
        f";; {found.layout.title}，{month}，{len(made)} 张凭证\n"
        f";; 由 union-ledger import 从 {name} 写入；"
        "标 ! 的要在 mapping.yaml 补规则或改单位、经费，编号 id 不要改\n"
    )
    return "\n".join([head, *(printed(each.entry) for each in made)])


def voucher_rows(
    found: VoucherList, made: Mapping[int, Made], known: set[str], why: str
) -> list[RowReport]:
    """Return every data row of the file, in its order.

    Args:
        found: The file as read.
        made: The entry of each line, by its line in the file; empty if none was made.
        known: Import ids that the books held before.
        why: The reason to give for lines without an entry.
    """
    rows = [RowReport(n.line, SKIPPED, n.why, n.raw) for n in found.skipped]
    rows += [RowReport(n.line, REJECTED, n.why, n.raw) for n in found.rejected]
    for voucher in found.vouchers:
        for line in voucher.lines:
            each = made.get(line.line)
            leg = _leg(each, line) if each else None
            whose = leg.whose if leg else None
            state = UNBOOKED
            if each:
                state = KNOWN if each.import_id in known else BOOKED
            rows.append(
                RowReport(
                    line.line,
                    state,
                    (whose.line or whose.why) if whose else "" if each else why,
                    line.raw,
                    voucher.day.isoformat(),
                    str(yuan(line.signed)),
                    leg.account if leg else "",
                    each.import_id if each else "",
                    state == BOOKED and whose is not None and whose.line is None,
                    _words(voucher.name, line),
                )
            )
    return sorted(rows, key=lambda row: row.line)


def _leg(made: Made, line: Line) -> Leg:
    return next(leg for leg in made.legs if leg.line is line)


def _words(voucher: str, line: Line) -> str:
    keys = ("department_code", "department", "project_code", "project", "aux")
    extra = (line.text.get(key, "") for key in keys)
    return " ".join(filter(None, (voucher, line.subject, *extra, line.summary)))
