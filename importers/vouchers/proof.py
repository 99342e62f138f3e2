"""Is the list whole? Every voucher balances, every row is accounted for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.core.money import yuan_text

if TYPE_CHECKING:
    from union_ledger.importers.vouchers.voucher import Line
    from union_ledger.importers.vouchers.voucher import Voucher
    from union_ledger.importers.vouchers.voucher import VoucherList


@dataclass(slots=True)
class VoucherProof:
    """What was found: ``why`` is empty when proven."""

    unbalanced: list[Voucher]
    why: list[str]

    @property
    def verdict(self) -> str:
        """Return ``proven`` or ``unproven``."""
        return "unproven" if self.why else "proven"


def prove_vouchers(found: VoucherList) -> VoucherProof:
    """Check each voucher's two sides, the totals rows and the count of rows."""
    why = [
        f"第 {noted.line} 行读不懂：{noted.why}（{noted.raw[:60]}）"
        for noted in found.rejected
    ]
    read = len(found.lines) + len(found.skipped) + len(found.rejected)
    if read != found.data_rows:
        why.append(f"数据行 {found.data_rows}，只交代了 {read} 行")
    if not found.lines:
        why.append("没有一行是凭证分录")
    unbalanced = [v for v in found.vouchers if v.lines and v.debit != v.credit]
    why += [
        f"凭证 {voucher.day:%Y-%m} {voucher.name} 借贷不平："
        f"借方 {yuan_text(voucher.debit)}，贷方 {yuan_text(voucher.credit)}，"
        f"第 {_lines(voucher)} 行"
        for voucher in unbalanced
    ]
    why += _repeated(found)
    for total in found.totals:
        above = found.lines[: total.above]
        for side, name, stated in (
            ("借", "借方合计", total.debit),
            ("贷", "贷方合计", total.credit),
        ):
            summed = sum(line.amount for line in above if line.side == side)
            if stated is not None and stated != summed:
                why.append(
                    f"第 {total.line} 行写的{name} {yuan_text(stated)}，"
                    f"与明细的 {yuan_text(summed)} 不符"
                )
    return VoucherProof(unbalanced, why)


def _repeated(found: VoucherList) -> list[str]:
    """Say which vouchers stand in the file twice, with others between.

    Two exports pasted into one double a voucher, and it still balances.
    """
    order = {line.line: place for place, line in enumerate(found.lines)}
    why = []
    for voucher in found.vouchers:
        blocks: list[list[Line]] = []
        for line in voucher.lines:
            beside = blocks and order[blocks[-1][-1].line] + 1 == order[line.line]
            if beside:
                blocks[-1].append(line)
            else:
                blocks.append([line])
        seen: dict[tuple[tuple[str, ...], ...], int] = {}
        for block in blocks:
            content = sorted((x.code, x.side, str(x.amount), x.summary) for x in block)
            first = seen.setdefault(tuple(content), block[0].line)
            if first != block[0].line:
                why.append(
                    f"凭证 {voucher.day:%Y-%m} {voucher.name} 在第 {first} 行和"
                    f"第 {block[0].line} 行各出现一遍"
                )
    return why


def _lines(voucher: Voucher) -> str:
    numbers = sorted(line.line for line in voucher.lines)
    return f"{numbers[0]}–{numbers[-1]}" if len(numbers) > 1 else str(numbers[0])
