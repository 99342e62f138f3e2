"""Asset labels（资产标签） as a page to print on A4 sheets of stickers.

A label carries what identifies the thing and nothing about persons.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment
from jinja2 import FunctionLoader
from jinja2 import StrictUndefined
from markupsafe import Markup

from union_ledger.core.asset_life import asset_lives
from union_ledger.core.asset_records import INTANGIBLE
from union_ledger.core.asset_records import UNION
from union_ledger.core.errors import InputError
from union_ledger.core.register_checks import not_registered
from union_ledger.desk.asset_tag import WHOLE_UNION
from union_ledger.desk.asset_tag import code_svg
from union_ledger.desk.asset_tag import tag_of
from union_ledger.desk.asset_tag import union_sign

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from union_ledger.core.asset_life import AssetLife
    from union_ledger.core.ledger import Ledger

_GRID = re.compile(r"^([1-5])[x×*]([1-9]|1\d)$", re.ASCII)


@dataclass(frozen=True, slots=True)
class Grid:
    """How many labels are side by side on an A4 sheet, and one below another."""

    across: int
    down: int

    @property
    def size(self) -> int:
        """Return the labels on a sheet."""
        return self.across * self.down


@dataclass(frozen=True, slots=True)
class Label:
    """One label; ``owner`` is empty for what the union owns."""

    number: str
    name: str
    unit: str
    owner: str
    pieces: int
    code: Markup


def parse_grid(text: str) -> Grid:
    """Return the grid of ``3x8``.

    Raises:
        InputError: The text is none, or one whose labels would be too small.
    """
    found = _GRID.match(text.strip().lower())
    if not found:
        raise InputError(
            f"标签排法“{text[:20]}”不对",
            hint="请写成 3x8（一行 3 个、一页 8 行），最多 5 列 19 行。",
        )
    return Grid(int(found[1]), int(found[2]))


def labels(
    ledger: Ledger,
    day: date,
    *,
    unit: str = "",
    numbers: Sequence[str] = (),
    each_piece: bool = False,
) -> list[Label]:
    """Return the labels of what is there on a day, in order of number.

    Args:
        ledger: The books.
        day: The day.
        unit: Only of this unit; empty for all.
        numbers: Only these; empty for all.
        each_piece: As many labels of a card as it has pieces.

    Raises:
        InputError: The unit or a number is not registered, or a thing is gone.
    """
    registers = ledger.books.registers
    if unit and unit not in registers.units:
        raise InputError(not_registered("单位", unit))
    lives = asset_lives(registers, day)
    for number in numbers:
        life = lives.get(number)
        now = life.on(day) if life else None
        if now is None or not now.is_held:
            why = "登记册里没有这个编号" if life is None else f"{day} 不在账上"
            raise InputError(f"{number} 没有标签可印：{why}", hint="请核对编号。")
    sign = union_sign(ledger)
    chosen = set(numbers)
    made: list[Label] = []
    for _, life in sorted(lives.items()):
        if _is_wanted(life, day, unit, chosen):
            label = _label(ledger, life, day, sign)
            made += [label] * (label.pieces if each_piece else 1)
    if not made:
        raise InputError(f"{unit or '本会'} 在 {day} 没有要贴标签的东西")
    return made


def labels_html(ledger: Ledger, made: Sequence[Label], grid: Grid, skip: int) -> str:
    """Return the page; ``skip`` labels of the first sheet are used already."""
    places: list[Label | None] = [*([None] * skip), *made]
    sheets = [places[n : n + grid.size] for n in range(0, len(places), grid.size)]
    whole = ledger.books.registers.units.get(WHOLE_UNION)
    union = ledger.entity if whole is None or "本级" in whole.name else whole.name
    template = _environment().get_template("labels.html")
    return template.render(union=union, sheets=sheets, grid=grid, count=len(made))


def _is_wanted(life: AssetLife, day: date, unit: str, chosen: set[str]) -> bool:
    now = life.on(day)
    if now is None or not now.is_held:
        return False
    if chosen:
        return life.number in chosen
    # Nothing to stick a label on.
    if life.card.class_ == INTANGIBLE:
        return False
    return not unit or now.unit == unit


def _label(ledger: Ledger, life: AssetLife, day: date, sign: str) -> Label:
    now = life.on(day)
    unit = now.unit if now else life.card.unit
    svg = code_svg(tag_of(sign, life.number))
    return Label(
        number=life.number,
        name=life.card.name,
        unit=f"{unit} {ledger.books.registers.unit_name(unit, day)}",
        owner="" if life.card.owner == UNION else life.card.owner,
        pieces=now.quantity if now else life.card.quantity,
        code=Markup(svg),  # noqa: S704 - made of letters and figures alone
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(_part),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _part(name: str) -> str:
    folder = files("union_ledger.desk") / "templates"
    return (folder / name).read_text(encoding="utf-8")
