"""Writes the list of planted problems and of entries that only look wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.invent.innocent import WHY

if TYPE_CHECKING:
    from benchmarks.invent.entry import Entry
    from benchmarks.invent.planted import Plant


def voucher_of(entry: Entry) -> str:
    """Return the voucher with its month."""
    return f"{entry.day:%Y-%m} {entry.meta['voucher']}"


def planted_text(plants: list[Plant], entries: list[Entry]) -> str:
    """Return the list as YAML; every voucher and id as the books have them."""
    by_key: dict[str, Entry] = {}
    every: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.key:
            by_key.setdefault(entry.key, entry)
            every.setdefault(entry.key, []).append(entry)
    lines = [
        "# Written by benchmarks/invent with the reference year; do not edit by hand.",
        "# planted: what the rules must find, and where; innocent: what no rule may",
        "# call a violation, and why it is right.",
        "planted:",
    ]
    for plant in sorted(plants, key=lambda p: (p.rule, p.key)):
        entry = by_key.get(plant.key)
        # What stands in the registers is called by its number.
        lines += [
            f"  - rule: {plant.rule}",
            f'    voucher: "{voucher_of(entry) if entry else plant.key}"',
            f'    id: "{entry.meta["id"] if entry else plant.key}"',
            f"    severity: {plant.severity}",
            f"    why: {plant.why}",
        ]
        if plant.neighbour:
            lines.append(f'    neighbour: "{voucher_of(by_key[plant.neighbour])}"')
    lines.append("innocent:")
    for key, why in WHY:
        for entry in every[key]:
            lines += [
                f'  - voucher: "{voucher_of(entry)}"',
                f'    id: "{entry.meta["id"]}"',
                f"    why: {why}",
            ]
    return "\n".join(lines) + "\n"
