"""Prose of a report: a cover, an explanation, the sections of the notes."""

from __future__ import annotations

from dataclasses import dataclass


def to_fill_in(what: str) -> str:
    """Return the mark for what a person must write."""
    return f"〔请填写：{what}〕"


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of prose and the tables that belong below it.

    Neighbours of one ``page`` stand on one sheet of paper. A ``cover`` is set large
    and in the middle. ``tables`` are titles of the report's tables.
    """

    page: str
    title: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    cover: bool = False
