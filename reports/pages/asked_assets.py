"""Which assets a reader asked for, and what can be chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import get_args

from union_ledger.core.asset_records import AssetState
from union_ledger.reports.assets.held import unit_text
from union_ledger.reports.pages.asked_findings import Choice

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from datetime import date

    from union_ledger.core.registers import Registers
    from union_ledger.reports.assets.held import Held

NONE = "-"
GONE = "已处置"
_GROUPED = (("unit", "按单位"), ("place", "按地点"))


@dataclass(frozen=True, slots=True)
class WantedAssets:
    """The choice of a reader; an empty field lets everything through.

    ``q`` is looked for in number, name, model and serial number. ``-`` asks for what
    has no custodian, or no place. ``by`` is how the list is put together.
    """

    q: str = ""
    unit: str = ""
    custodian: str = ""
    place: str = ""
    state: str = ""
    by: str = ""

    @property
    def is_everything(self) -> bool:
        """Tell whether nothing is left out."""
        return not any((self.q, self.unit, self.custodian, self.place, self.state))

    def lets(self, each: Held) -> bool:
        """Tell whether the reader asked for this thing."""
        card, now = each.card, each.now
        text = f"{card.number} {card.name} {card.model} {card.serial}".casefold()
        return (
            all(word in text for word in self.q.casefold().split())
            and self.unit in {"", now.unit}
            and self.custodian in {"", now.custodian or NONE}
            and self.place in {"", now.place or NONE}
            and self.state in {"", now.state}
        )


def wanted_assets(args: Mapping[str, str]) -> WantedAssets:
    """Read the choice from the arguments of a request."""
    return WantedAssets(
        **{name: args.get(name, "").strip() for name in WantedAssets.__slots__}
    )


def asset_choices(
    held: Iterable[Held], asked: WantedAssets, registers: Registers, day: date
) -> tuple[Choice, ...]:
    """Return the selects, with the units, people and places that have something."""
    each = list(held)
    units = {h.now.unit: unit_text(registers, h.now.unit, day) for h in each}
    people = {h.now.custodian or NONE: h.now.custodian or "没有保管人" for h in each}
    places = {h.now.place or NONE: h.now.place or "没有地点" for h in each}
    states = {state: state for state in get_args(AssetState)}
    return (
        _choice("unit", "单位", sorted(units.items()), asked.unit),
        _choice("custodian", "保管人", sorted(people.items()), asked.custodian),
        _choice("place", "存放地点", sorted(places.items()), asked.place),
        _choice("state", "状态", list(states.items()), asked.state),
        Choice("by", "排列", _GROUPED, asked.by or "unit"),
    )


def _choice(
    name: str, label: str, options: list[tuple[str, str]], chosen: str
) -> Choice:
    """Put what was asked for among the options, also where nothing is there."""
    if chosen and chosen not in dict(options):
        options = [*options, (chosen, f"{chosen}（没有资产）")]
    return Choice(name, label, (("", "全部"), *options), chosen)
