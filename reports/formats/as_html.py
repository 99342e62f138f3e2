"""A report as a page: to read, to print on A4, or to stand inside a Fava page."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment
from jinja2 import FunctionLoader
from jinja2 import StrictUndefined
from markupsafe import Markup

from union_ledger.reports.cells import MISSING
from union_ledger.reports.cells import clean
from union_ledger.reports.cells import link_of
from union_ledger.reports.cells import value_of
from union_ledger.reports.cells import value_text
from union_ledger.reports.formats.svg import drawing
from union_ledger.reports.tables import cell_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from union_ledger.reports.cells import Cell
    from union_ledger.reports.cells import Link
    from union_ledger.reports.model import Report
    from union_ledger.reports.tables import Column

    Resolver = Callable[[Link], str | None]


def render(
    report: Report, resolver: Resolver | None = None, *, home: str = ""
) -> bytes:
    """Return a whole page without scripts, its style sheet included.

    ``resolver`` gives the address a link leads to, or None to show text only;
    ``home`` is the address of the index that the page belongs to.
    """
    return _page("page.html", report, resolver, home).encode(errors="replace")


def render_body(report: Report, resolver: Resolver | None = None) -> Markup:
    """Return the figures, charts, tables and notes for a page of one's own.

    All classes begin with ``ul-``, no element has a style attribute, and headings
    begin at h2; ``stylesheet`` gives the looks.
    """
    return Markup(_page("body.html", report, resolver))  # noqa: S704


def stylesheet() -> str:
    """Return the style sheet that ``render`` puts into its page."""
    return _part("report.css")


def _page(
    template: str, report: Report, resolver: Resolver | None, home: str = ""
) -> str:
    def address(cell: Cell) -> str | None:
        link = link_of(cell)
        return resolver(link) if link and resolver else None

    drawings = [drawing(chart, report.table(chart.table)) for chart in report.charts]
    return (
        environment()
        .get_template(template)
        .render(
            report=report,
            home=home,
            drawings=[each for each in drawings if each.height],
            address=address,
            cell_text=cell_text,
            value_text=value_text,
            cell_class=_cell_class,
        )
    )


def _cell_class(column: Column, cell: Cell) -> str:
    value = value_of(cell)
    names = [f"ul-{column.kind}"]
    if value is None:
        names.append("ul-missing")
    elif column.is_number and value_text(value, column.kind).startswith("-"):
        names.append("ul-negative")
    return " ".join(names)


@cache
def environment() -> Environment:
    """Return what makes pages of the templates beside; ``layout.html`` is their frame.

    The frame wants ``title`` and ``home``, the address of the index or nothing.
    """
    # Everything is escaped, whatever a template is called.
    made = Environment(
        loader=FunctionLoader(_part),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=lambda value: clean(value) if type(value) is str else value,
    )
    made.globals["MISSING"] = MISSING
    made.globals["css"] = Markup(stylesheet())  # noqa: S704
    return made


@cache
def _part(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text(encoding="utf-8")
