"""Which sample an auditor asked for: the form of 抽样 and what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from union_ledger.core.money import fen
from union_ledger.reports.sample import Drawing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from union_ledger.core.period import Period
    from union_ledger.core.registers import Registers

NAMES = ("above", "size", "from_unit", "seed")
_AMOUNT = re.compile(r"[0-9]{1,12}(\.[0-9]{1,2})?")
_COUNT = re.compile(r"[0-9]{1,5}")
_LONGEST_SEED = 40


@dataclass(frozen=True, slots=True)
class SampleForm:
    """The fields as they were typed, or as they stand before; ``wrong`` says what is.

    ``drawing`` is None where nothing was asked for, or nothing that can be drawn.
    """

    above: str
    size: str
    from_unit: str
    seed: str
    drawing: Drawing | None = None
    wrong: tuple[str, ...] = ()

    def arguments(self) -> dict[str, str]:
        """Return the form as arguments of an address."""
        return {name: getattr(self, name) for name in NAMES}


def sample_form(
    args: Mapping[str, str], registers: Registers, period: Period
) -> SampleForm:
    """Read the form; without a word of it, return the fields to begin with.

    The seed to begin with is the last day of the period, so that two auditors who
    leave it alone draw the same.
    """
    if not any(name in args for name in NAMES):
        return SampleForm("50000", "60", "", f"{period.last:%Y%m%d}")
    above, size, unit, seed = (args.get(name, "").strip() for name in NAMES)
    limit = fen(Decimal(above)) if _AMOUNT.fullmatch(above) else 0
    wrong = []
    if limit <= 0:
        wrong.append("金额界限要写大于 0 的数，如 50000。")
    if not _COUNT.fullmatch(size):
        wrong.append("件数要写 0 到 99999 的整数，如 60。")
    if unit and unit not in registers.units:
        wrong.append(f"没有登记单位“{unit}”。")
    if not 0 < len(seed) <= _LONGEST_SEED:
        wrong.append(f"随机种子要写，至多 {_LONGEST_SEED} 个字；种子相同，结果相同。")
    drawing = None if wrong else Drawing(limit, int(size), seed, unit)
    return SampleForm(above, size, unit, seed, drawing, tuple(wrong))
