"""What an electronic invoice says, whatever file it came in."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from union_ledger.core.money import yuan_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from datetime import date

_ASIDE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """One line of goods; fen, None where the invoice leaves it out."""

    name: str
    net: int | None
    tax: int | None


@dataclass(frozen=True, slots=True)
class Invoice:
    """One invoice; money in fen.

    Attributes:
        form: ``einvoice_xml``, ``ofd``, ``pdf``, or ``typed`` where a person read it.
        number: 发票号码; 20 digits for 数电票.
        code: 发票代码 of the older ones, else empty.
        day: 开票日期.
        net: 合计金额, without tax.
        tax: 合计税额.
        total: 价税合计.
        lines: The goods, in the order of the invoice; empty where not carried.
        kind: 发票, 财政电子票据 or 铁路电子客票.
        blue: Code and number of the invoice that a red one（红字）takes back.
    """

    form: str
    number: str
    code: str
    day: date
    seller: str
    seller_id: str
    buyer: str
    buyer_id: str
    net: int
    tax: int
    total: int
    lines: tuple[InvoiceLine, ...] = ()
    kind: str = "发票"
    blue: str = ""

    @property
    def is_red(self) -> bool:
        """Return whether it takes another invoice back（红字）."""
        return self.total < 0

    def said(self) -> dict[str, str]:
        """Return what must agree with every other reading of it, as text."""
        return {
            "number": self.number,
            "code": self.code,
            "day": self.day.isoformat(),
            "net": yuan_text(self.net),
            "tax": yuan_text(self.tax),
            "total": yuan_text(self.total),
        }

    @property
    def key(self) -> str:
        """Return what tells this invoice from every other: code and number."""
        return f"{self.code}{self.number}"

    def problems(self, buyers: Iterable[str]) -> Iterator[str]:
        """Yield why it cannot be booked for a union of one of these names."""
        if self.net + self.tax != self.total:
            yield (
                f"金额 {yuan_text(self.net)} ＋ 税额 {yuan_text(self.tax)} "
                f"≠ 价税合计 {yuan_text(self.total)}"
            )
        yield from self._line_problems()
        if not self.total:
            yield "价税合计是 0 元，没有可以报销的金额"
        if self.is_red and not self.blue:
            yield (
                f"价税合计 {yuan_text(self.total)} 元，是红字发票，"
                "但没有写被红冲的蓝字发票号码"
            )
        known = {plain_name(name) for name in buyers}
        stated = self.buyer or self.kind != "铁路电子客票"
        if known and stated and plain_name(self.buyer) not in known:
            yield f"购买方是“{self.buyer or '（空）'}”，不是本工会"

    def _line_problems(self) -> Iterator[str]:
        for what, said, parts in (
            ("金额", self.net, [line.net for line in self.lines]),
            ("税额", self.tax, [line.tax for line in self.lines]),
        ):
            known = [part for part in parts if part is not None]
            if known and len(known) == len(parts) and sum(known) != said:
                yield (
                    f"明细{what}合计 {yuan_text(sum(known))} "
                    f"≠ 票面合计{what} {yuan_text(said)}"
                )


def plain_name(name: str) -> str:
    """Return a legal name for comparing: one width, no blanks."""
    return _ASIDE.sub("", unicodedata.normalize("NFKC", name))
