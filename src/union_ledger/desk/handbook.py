"""The rulebook as a document a committee adopts（工会经费使用规则手册）, as a page."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment
from jinja2 import FunctionLoader
from jinja2 import StrictUndefined
from markupsafe import Markup

from union_ledger.desk.handbook_content import TITLE
from union_ledger.desk.handbook_content import Handbook
from union_ledger.rules import words
from union_ledger.rules.coverage import HOW_NAMES

if TYPE_CHECKING:
    from datetime import date

    from union_ledger.rules.loader import Rulebook

_NOT_PLAIN = re.compile(r"[^\w\u3000-\u303f\uff00-\uffef ]")


def handbook_html(book: Rulebook, union: str, day: date) -> str:
    """Return the whole rulebook, as it stands on ``day``, as a page to print on A4.

    It needs no other file, no script and no colour. ``union`` is the union's name.

    Raises:
        InputError: The cases of a rule cannot be read.
    """
    template = _environment().get_template("handbook.html")
    return template.render(
        handbook=Handbook(book, union, day),
        title=TITLE,
        how_names=HOW_NAMES,
        words=words,
        css=Markup(_part("handbook.css")),  # noqa: S704 - the style sheet beside it
    )


def _css_string(text: str) -> Markup:
    """Return ``text`` as a CSS string that no text can leave."""
    escaped = _NOT_PLAIN.sub(lambda found: f"\\{ord(found[0]):06x}", text)
    return Markup(f'"{escaped}"')  # noqa: S704 - all but letters is escaped


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_part),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["css_string"] = _css_string
    return environment


@cache
def _part(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text(encoding="utf-8")
