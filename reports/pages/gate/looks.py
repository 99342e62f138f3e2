"""The gate's own few pages, which need no script."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment
from jinja2 import PackageLoader
from werkzeug.wrappers import Response


def page(status: int, title: str, **values: str) -> Response:
    """Return a page of the gate; ``values`` are those its template shows."""
    text = _templates().get_template("page.html").render(title=title, **values)
    return Response(text, status, content_type="text/html; charset=utf-8")


def bar(**values: str) -> str:
    """Return the line about the reader, as markup."""
    return _templates().get_template("bar.html").render(**values)


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("union_ledger.reports.pages.gate"), autoescape=True
    )
