"""What of an asset's life was one unit's custody（保管期间）; the rest is not told."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.amount import Amount

from union_ledger.core.asset_life import AssetLife
from union_ledger.core.asset_records import AssetMove
from union_ledger.core.depreciation import month_number
from union_ledger.reports.assets.held import month_ends

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.core.asset_records import Asset
    from union_ledger.core.asset_records import AssetLine
    from union_ledger.core.record import Record
    from union_ledger.core.registers import Registers

Spot = tuple[str, int]
"""The file and line a register line stands at."""
GIVEN = "移交本单位以外"
"""All that is said of where a thing went."""
TAKEN = "从本单位以外移交来的，以前的情况不在本账"
"""All that is said of where it came from."""
# No card is written off over a longer time.
_YEARS = 100


@dataclass(slots=True)
class Spell:
    """One time a thing was in the unit's custody, under ``number``.

    ``begun`` is the move that brought it, None where the card was the unit's. A thing
    that went and came back has a spell each; the earlier ones get a number of their
    own, for a card may be given away only once.
    """

    card: Asset
    begun: AssetMove | None
    before: list[AssetLine]
    number: str = ""
    lines: list[AssetLine] = field(default_factory=list)
    ended: AssetMove | None = None

    def taken_over(self) -> dict[str, Any]:
        """Return how the thing was when the unit got it, as a card's metadata."""
        if self.begun is None:
            return {}
        life, begun = AssetLife(self.card, list(self.before)), self.begun
        life.follow(date(begun.since.year + _YEARS, 12, 31))
        now = life.on(begun.since)
        if now is None:
            return {}
        told = {
            "cost": _yuan(now.cost),
            "quantity": Decimal(now.quantity),
            "unit": begun.unit,
            "custodian": begun.custodian,
            "place": begun.place,
            "state": now.state,
            "acquired": self.card.acquired_on,
            "note": TAKEN,
        }
        if self.card.is_own and self.card.life:
            told["depreciated"] = _yuan(now.written_off)
            told["life"] = Decimal(self._months(life))
        return {key: value for key, value in told.items() if value != ""}

    def _months(self, life: AssetLife) -> int:
        """Return 折旧月数 that leave the months to come what they are."""
        since = self.begun.since if self.begun else self.card.since
        used = month_number(since) - month_number(self.card.acquired_on)
        first = since.replace(day=1)
        if month_ends(since, since):
            # The charge of a month counts from its last day on.
            used, first = used + 1, date(since.year + since.month // 12, 1, 1)
            first = first.replace(month=since.month % 12 + 1)
        left = 0
        for day in month_ends(first, date(since.year + _YEARS, 12, 31)):
            if not life.charge(day):
                break
            left += 1
        return used + left if left else self.card.life or 1


class Custody:
    """The spells of one unit, to be asked by the register line.

    ``always`` are the numbers of what was never anybody else's.
    """

    def __init__(self, registers: Registers, unit: str) -> None:
        """Walk through every card and its lines in order of date."""
        self.registers = registers
        self.unit = unit
        self.always: set[str] = set()
        self.cards: dict[Spot, Spell] = {}
        self.begun: dict[Spot, Spell] = {}
        self.ended: dict[Spot, Spell] = {}
        self.lines: dict[Spot, Spell] = {}
        lines: dict[str, list[AssetLine]] = defaultdict(list)
        for line in registers.asset_lines:
            lines[line.number].append(line)
        for number, card in registers.assets.items():
            spells = list(_spells(card, lines.get(number, []), unit))
            for place, spell in enumerate(spells, start=1):
                is_last = place == len(spells)
                spell.number = number if is_last else f"{number}-Q{place}"
                self._note(spell)

    def _note(self, spell: Spell) -> None:
        if spell.begun is None:
            self.cards[_spot(spell.card)] = spell
            if spell.number == spell.card.number and spell.ended is None:
                self.always.add(spell.number)
        else:
            self.begun[_spot(spell.begun)] = spell
        for line in spell.lines:
            self.lines[_spot(line)] = spell
        if spell.ended is not None:
            self.ended[_spot(spell.ended)] = spell


def _spells(card: Asset, lines: list[AssetLine], unit: str) -> Iterator[Spell]:
    """Yield the times of custody; what is no more there is not handed on."""
    holder = card.unit
    spell = Spell(card, None, []) if holder == unit else None
    known: list[AssetLine] = []
    for line in lines:
        if line.since < card.since:
            continue
        known.append(line)
        moved = isinstance(line, AssetMove) and line.unit != holder
        if isinstance(line, AssetMove) and moved:
            holder = line.unit
            if spell is not None:
                spell.ended = line if _is_held(card, known) else None
                yield spell
                spell = None
            elif holder == unit and _is_held(card, known):
                spell = Spell(card, line, list(known))
        elif spell is not None:
            spell.lines.append(line)
    if spell is not None:
        yield spell


def _is_held(card: Asset, lines: list[AssetLine]) -> bool:
    life = AssetLife(card, list(lines))
    life.follow(lines[-1].since)
    now = life.on(lines[-1].since)
    return now is not None and now.is_held


def _spot(record: Record) -> Spot:
    return record.filename, record.lineno


def _yuan(fen: int) -> Amount:
    return Amount(Decimal(fen).scaleb(-2), "CNY")
