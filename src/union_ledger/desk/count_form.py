"""A stocktaking form（盘点表） as data: what is printed on it for one unit and day.

Its number is made of what is printed, so that the same books give the same form, and
every row carries a check of its own: a row that was changed, or that belongs to
another form, shows.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from union_ledger.core.asset_life import asset_lives
from union_ledger.core.errors import InputError
from union_ledger.core.money import yuan
from union_ledger.core.register_checks import not_registered
from union_ledger.desk.asset_tag import union_sign

if TYPE_CHECKING:
    from collections.abc import Iterable

    from union_ledger.core.asset_life import AssetLife
    from union_ledger.core.ledger import Ledger

SEQUENCE, CODE, NUMBER, NAME, MODEL, CLASS = (
    *("序号", "二维码", "资产编号", "名称", "型号", "类别"),
)
PRINTED = (
    *(SEQUENCE, CODE, NUMBER, NAME, MODEL, CLASS),
    *("登记数量", "原值", "登记地点", "登记保管人", "登记状态"),
)
RESULT, FOUND, PLACE, CUSTODIAN, STATE, NOTE = (
    *("盘点结果", "实有数量", "实际地点", "实际保管人", "现状", "备注"),
)
FILLED = (RESULT, FOUND, PLACE, CUSTODIAN, STATE, NOTE)
CHECK = "校验"
HEADINGS = (*PRINTED, *FILLED, CHECK)
COUNTED_ON, COUNTED_BY = "盘点日期", "盘点人编号"
IDENTITY = "识别码（请勿改动）："
EXTRA, REFERENCE = "新", "备"
EXTRA_ROWS = 10
RESULTS = ("相符", "盘亏", "损毁", "位置不符", "保管人不符")
EXTRA_RESULTS = ("盘盈", "账外")
STATES = ("在用", "闲置", "出租", "出借", "维修", "待报废")
_VERSION = "ULPD1"
_SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True)
class FormRow:
    """One printed row; ``sequence`` is ``1``, ``备1`` for reference, ``新1`` if blank.

    ``printed`` are the texts of ``PRINTED`` behind the code, as they are read back.
    """

    sequence: str
    printed: tuple[str, ...]

    @property
    def number(self) -> str:
        """Return the asset's number."""
        return self.printed[0]

    @property
    def name(self) -> str:
        """Return the asset's name."""
        return self.printed[1]


@dataclass(frozen=True, slots=True)
class Identity:
    """What a form says of itself in one line, for the import."""

    sign: str
    unit: str
    day: date
    number: str
    rows: int
    digest: str

    @property
    def text(self) -> str:
        """Return the line, closed by a check of itself."""
        said = (
            *(_VERSION, self.sign, self.unit, self.day.isoformat(), self.number),
            *(str(self.rows), self.digest),
        )
        return ";".join((*said, _digest(said)[:8]))


@dataclass(frozen=True, slots=True)
class CountForm:
    """A unit's form: its own things, and what it keeps for others（备查）."""

    identity: Identity
    entity: str
    unit_name: str
    own: tuple[FormRow, ...]
    reference: tuple[FormRow, ...]
    custodians: tuple[str, ...]

    @property
    def rows(self) -> tuple[FormRow, ...]:
        """Return all rows of things, the unit's own first."""
        return self.own + self.reference


def make_form(ledger: Ledger, unit: str, day: date) -> CountForm:
    """Return the form of a unit for what it holds at the end of a day.

    Raises:
        InputError: The unit is not registered.
    """
    registers = ledger.books.registers
    if unit not in registers.units:
        known = "、".join(sorted(registers.units)[:8])
        raise InputError(
            not_registered("单位", unit), hint=f"登记了的单位有 {known} 等。"
        )
    held = [
        life
        for _, life in sorted(asset_lives(registers, day).items())
        if (now := life.on(day)) is not None and now.is_held and now.unit == unit
    ]
    own = _rows("", (life for life in held if life.card.is_own), day)
    reference = _rows(REFERENCE, (x for x in held if not x.card.is_own), day)
    sign = union_sign(ledger)
    said = [sign, unit, day.isoformat()]
    for row in own + reference:
        said += [row.sequence, *row.printed]
    digest = _digest(said)
    identity = Identity(
        sign=sign,
        unit=unit,
        day=day,
        number=f"PD-{day.year}-{unit}-{digest[:6].upper()}",
        rows=len(own) + len(reference),
        digest=digest[6:22],
    )
    return CountForm(
        identity=identity,
        entity=ledger.entity,
        unit_name=registers.unit_name(unit, day),
        own=own,
        reference=reference,
        custodians=tuple(
            sorted(
                code
                for code in registers.persons
                if (person := registers.person(code, day)) is not None
                and person.unit == unit
                and "custodian" in person.roles
            )
        ),
    )


def holding_units(ledger: Ledger, day: date) -> list[str]:
    """Return the registered units that hold something at the end of a day."""
    registers = ledger.books.registers
    standings = (life.on(day) for life in asset_lives(registers, day).values())
    held = {now.unit for now in standings if now is not None and now.is_held}
    return sorted(held & set(registers.units))


def extra_row(form_number: str, place: int) -> FormRow:
    """Return a blank row for what is on no card, counted from 1.

    What is found gets the number of the form and the row until it has a card.
    """
    return FormRow(f"{EXTRA}{place}", (f"{form_number}-N{place:02}",))


def row_check(form_number: str, sequence: str, printed: Iterable[str]) -> str:
    """Return the check of a row, eight hexadecimal figures."""
    return _digest((form_number, sequence, *printed))[:8]


def read_identity(text: str) -> Identity | None:
    """Return what a form says of itself; None if the line is none, or was changed."""
    parts = text.strip().split(";")
    if len(parts) != 8 or parts[0] != _VERSION:
        return None
    try:
        day = date.fromisoformat(parts[3])
        rows = int(parts[5])
    except ValueError:
        return None
    found = Identity(parts[1], parts[2], day, parts[4], rows, parts[6])
    return found if found.text == text.strip() else None


def _rows(prefix: str, lives: Iterable[AssetLife], day: date) -> tuple[FormRow, ...]:
    return tuple(
        FormRow(f"{prefix}{place}", printed_of(life, day))
        for place, life in enumerate(lives, 1)
    )


def printed_of(life: AssetLife, day: date) -> tuple[str, ...]:
    """Return what the form prints of a thing as it stands on a day.

    Raises:
        ValueError: There was no card on that day.
    """
    now, card = life.on(day), life.card
    if now is None:
        raise ValueError(f"{card.number} has no card on {day}")
    return (
        *(card.number, plain(card.name), plain(card.model), card.class_),
        *(str(now.quantity), str(yuan(now.cost)), plain(now.place)),
        *(plain(now.custodian), now.state),
    )


def plain(text: str) -> str:
    """Return text as a cell gives it back: one line, no blanks around."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256(_SEPARATOR.join(parts).encode()).hexdigest()
