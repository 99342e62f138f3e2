"""What every declared layout says: how it is called and how its columns are found.

A layout is data: a new export is a new file in ``layouts/<family>/``, never code. A
family（类别）is one kind of export, with one model of what its layouts may say.
"""

from __future__ import annotations

import re
from typing import ClassVar
from typing import Literal

from pydantic import BaseModel
from pydantic import ConfigDict
from pydantic import Field
from pydantic import field_validator
from pydantic import model_validator

from union_ledger.importers.text import label


class Declared(BaseModel):
    """A part of a declaration: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Column(Declared):
    """How one column is found: its label or any alias, after normalisation."""

    labels: tuple[str, ...] = Field(min_length=1)
    required: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the labels as they are compared."""
        return tuple(label(text) for text in self.labels)


class Skip(Declared):
    """Rows without a date that are not entries.

    ``opening`` rows give the balance brought forward, ``totals`` rows the sums of
    their account so far, ``month_totals`` and ``year_totals`` those of a month or of
    the year up to it; all are checked. ``none`` rows are passed by.
    """

    what: str
    pattern: str
    means: Literal["opening", "totals", "month_totals", "year_totals", "none"] = "none"

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error as exc:
            raise ValueError(f"不是合法的正则表达式（{exc}）") from None
        return value

    def hits(self, squeezed: str) -> bool:
        """Return whether a cell, squeezed, begins with the words of this rule."""
        return re.match(self.pattern, squeezed) is not None


class Layout(Declared):
    """One declared layout of one source.

    Attributes:
        family: The kind of export; also the folder of its declarations.
        ROLES: The roles that columns of this family may have.
        id: Name of the layout, as in records and importer names.
        title: What the user calls it.
        source: Short name of the source, used in file names of the ledger.
        columns: For each role how its column is found.
        skip: Rows that are no entries.
        identifiers: Roles whose numbers must be kept digit by digit.
        absent: Labels that no header of this layout has.
        fallback: Whether it is taken only where no other layout matches.
    """

    family: ClassVar[str]
    ROLES: ClassVar[frozenset[str]]

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str
    source: str = Field(pattern=r"^[a-z][a-z0-9]*$")
    columns: dict[str, Column]
    skip: tuple[Skip, ...] = ()
    identifiers: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    fallback: bool = False

    @model_validator(mode="after")
    def _known_roles(self) -> Layout:
        unknown = sorted((set(self.columns) | set(self.identifiers)) - self.ROLES)
        if unknown:
            raise ValueError(f"不认识的列 {'、'.join(unknown)}")
        return self

    @property
    def told(self) -> str:
        """Return the title as it is told: with a warning where one is needed."""
        return self.title

    def required(self) -> dict[str, Column]:
        """Return the columns without which a table is not of this layout."""
        return {
            role: column for role, column in self.columns.items() if column.required
        }

    def skip_rule(self, squeezed: set[str]) -> Skip | None:
        """Return the first rule that one of a row's texts, squeezed, begins with."""
        for rule in self.skip:
            if any(rule.hits(text) for text in squeezed):
                return rule
        return None
