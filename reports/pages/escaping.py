"""Fava's journal escaped: payees and narrations come from other people's files."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from beancount.core.data import Note
from beancount.core.data import Query
from beancount.core.data import Transaction
from flask import get_template_attribute
from jinja2 import BaseLoader

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from jinja2 import Environment

PROBE = "<img src=x onerror=probe>"
_RAW = re.compile(r"\{%-?\s*autoescape\s+false\s*-?%\}")


class Escaping(BaseLoader):
    """Fava's own templates, with no part of them left unescaped.

    Fava's journal switches escaping off for speed; here it is on, and the template
    otherwise stays the installed one.
    """

    def __init__(self, inner: BaseLoader) -> None:
        """Load from ``inner``."""
        self.inner = inner

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Return the template's text with every ``autoescape false`` turned."""
        text, filename, is_current = self.inner.get_source(environment, template)
        return self.turned(text), filename, is_current

    @staticmethod
    def turned(text: str) -> str:
        """Return a template's text that switches escaping on where it was off."""
        return _RAW.sub("{% autoescape true %}", text)

    def list_templates(self) -> list[str]:
        """Return the names ``inner`` knows."""
        return self.inner.list_templates()


def journal_is_raw(app: Flask, page: str, base_url: str) -> bool:
    """Tell whether a payee, narration, note or query name comes out as markup."""
    meta = {"filename": "probe", "lineno": 1}
    day, none = date(2000, 1, 1), frozenset[str]()
    entries = [
        Transaction(meta, day, "*", PROBE, PROBE, none, none, []),
        Note(meta, day, "Assets:1", PROBE, none, none),
        Query(meta, day, PROBE, PROBE),
    ]
    with app.test_request_context(page, base_url=base_url):
        app.preprocess_request()
        table = get_template_attribute("_journal_table.html", "journal_table_contents")
        shown = str(table(list(enumerate(entries))))
    return PROBE in shown or "img src=x" not in shown
