"""What both pages share: the ledger of this load, the period, the looks, the file."""

from __future__ import annotations

import io
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from typing import TypeVar
from typing import cast
from urllib.parse import urlencode

from fava.ext import FavaExtensionBase
from fava.ext import extension_endpoint
from flask import Response
from flask import request
from flask import send_file
from markupsafe import Markup

from union_ledger.core.ledger import OPTIONS_KEY
from union_ledger.core.ledger import Ledger
from union_ledger.core.ledger import ledger_of
from union_ledger.core.period import parse_period
from union_ledger.reports.cells import value_text
from union_ledger.reports.formats import render
from union_ledger.reports.formats.as_html import stylesheet
from union_ledger.reports.pages.asked import asked_period
from union_ledger.reports.pages.asked import unheeded
from union_ledger.reports.pages.links import address

if TYPE_CHECKING:
    from collections.abc import Callable

    from union_ledger.core.period import Period
    from union_ledger.reports.model import Report

_OFFICE = "application/vnd.openxmlformats-officedocument"
_MIME_TYPES = {
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    # To be kept: a browser that sees no page opens none.
    "html": "application/octet-stream",
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
}
_NO_PLUGIN = (
    "监督插件没有运行，或中途出错：没有检查过任何规则，额度也不完整。"
    '主文件里应有 plugin "union_ledger.plugins" "rules/index.yaml"。'
)
_NO_RULES = "规则库读不了，本次没有检查任何规则；“没有发现”不等于没有问题。"

_F = TypeVar("_F", bound="Callable[[Any], Response]")


def endpoint(name: str) -> Callable[[_F], _F]:
    """Answer GET under the page's own address; Fava's decorator, with its type."""
    return cast("Callable[[_F], _F]", extension_endpoint(name))


class UnionPage(FavaExtensionBase):
    """A page made from reports; what it computes is kept until Fava loads again."""

    value_text = staticmethod(value_text)
    _books: Ledger | None = None

    def after_load_file(self) -> None:
        """Forget what was computed from the load before."""
        self._books = None

    @property
    def books(self) -> Ledger:
        """The ledger as Fava loaded it, put together at the first request."""
        books = self._books
        if books is None:
            books = ledger_of(
                Path(self.ledger.beancount_file_path),
                list(self.ledger.all_entries),
                list(self.ledger.errors),
                dict(self.ledger.options),
            )
            self._books = books
        return books

    @property
    def css(self) -> Markup:
        """The style sheets, which are files of ours and hold nothing of the books."""
        return _css()

    @property
    def unchecked(self) -> str:
        """Why no rule was applied to the books at all; empty where they were."""
        if OPTIONS_KEY not in self.ledger.options:
            return _NO_PLUGIN
        kinds = {problem.kind for problem in self.books.problems}
        return _NO_RULES if "RulebookError" in kinds else ""

    @property
    def problem_count(self) -> int:
        """How many errors the books have that are no rule's finding."""
        return len(self.books.problems)

    @property
    def errors_page(self) -> str:
        """The address of Fava's own list of errors."""
        return address("report", report_name="errors")

    def asked(self) -> tuple[Period, tuple[str, ...]]:
        """Return the period to show, and what the reader must be told."""
        period, about_time = asked_period(request.args.get("time", ""), self._default())
        notes = (about_time, unheeded(request.args), self.unchecked)
        return period, tuple(note for note in notes if note)

    def file_address(self, format_name: str = "xlsx", /, **values: str) -> str:
        """Return the address of this page as a file, usually a workbook."""
        page = address("extension_report", extension_name=self.name)
        return f"{page}{format_name}?{urlencode(values)}"

    def _default(self) -> Period:
        share, entries = self.books.share, self.books.books.entries
        if share is not None and share.ends is not None:
            return parse_period(f"{share.ends.year:04d}")
        # Books without an entry have no year of their own.
        year = entries[-1].day.year if entries else date.today().year  # noqa: DTZ011
        return parse_period(f"{year:04d}")


def refused(status: int, message: str) -> Response:
    """Return the answer to who asks for a file that cannot be made."""
    return Response(f"{message}\n", status, content_type="text/plain; charset=utf-8")


def workbook(report: Report) -> Response:
    """Return a report as a workbook to keep."""
    return as_file(report, "xlsx")


def as_file(report: Report, format_name: str) -> Response:
    """Return a report as a file to keep, never to open, with a Chinese file name."""
    period = report.period.replace(" ", "")
    return send_file(
        io.BytesIO(render(report, format_name)),
        mimetype=_MIME_TYPES[format_name],
        as_attachment=True,
        download_name=f"{report.title}_{period}.{format_name}",
    )


@cache
def _css() -> Markup:
    own = files(__package__).joinpath("templates", "pages.css")
    return Markup(stylesheet() + own.read_text(encoding="utf-8"))  # noqa: S704
