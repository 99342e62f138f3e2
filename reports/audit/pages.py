"""The pages of the package that are no report: index, cases, vouchers of a month."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import ChoiceLoader
from jinja2 import FunctionLoader
from markupsafe import Markup

from union_ledger.core.money import yuan_text
from union_ledger.reports.audit import guide as places
from union_ledger.reports.audit.case_list import NOTES
from union_ledger.reports.audit.case_list import unit_of
from union_ledger.reports.audit.voucher import source_of
from union_ledger.reports.audit.voucher import voucher_of
from union_ledger.reports.formats.as_html import environment
from union_ledger.reports.source import provenance_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from jinja2 import Environment

    from union_ledger.core.books import Entry
    from union_ledger.core.findings import Finding
    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period
    from union_ledger.reports.audit.guide import Guide
    from union_ledger.reports.audit.paper import Paper

_UP = "../"
_SHOWN_LINES = 30


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the package: what it is and the files to open.

    ``files`` are titles, each with its forms: 网页, Excel, Word and their paths.
    """

    folder: str
    what: str
    files: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A file of the package: its path, its hash and its size in bytes."""

    path: str
    sha256: str
    size: int


def index_page(  # noqa: PLR0913, PLR0917 - what an index shows
    ledger: Ledger,
    period: Period,
    guide: Guide,
    parts: Sequence[Part],
    papers: Sequence[Paper],
    listed: Sequence[Listed],
) -> bytes:
    """Return the page to begin with: every part, case, voucher and file."""
    return _page(
        "index.html",
        "",
        ledger=ledger,
        period=period,
        guide=guide,
        parts=parts,
        papers=papers,
        listed=listed,
        provenance=provenance_of(ledger),
        notes=NOTES,
    )


def problems_page(ledger: Ledger, period: Period, guide: Guide) -> bytes:
    """Return every case with its findings, arithmetic and vouchers."""
    told = {
        case.id: excerpt(ledger, case.lead)
        for case in guide.cases
        if not guide.entries_of(case.entry_ids)
    }
    return _page(
        "problems.html",
        _UP,
        ledger=ledger,
        period=period,
        guide=guide,
        excerpts=told,
        provenance=provenance_of(ledger),
    )


def vouchers_page(
    ledger: Ledger,
    guide: Guide,
    month: str,
    entries: Sequence[Entry],
    papers: Mapping[int, Sequence[Paper]],
) -> bytes:
    """Return the vouchers of one month that cases refer to."""
    findings: dict[str, list[Finding]] = {}
    for finding in ledger.findings:
        for each in finding.entry_ids:
            findings.setdefault(each, []).append(finding)
    vouchers = [
        voucher_of(
            ledger,
            entry,
            guide.voucher(entry),
            findings.get(entry.id, ()),
            papers.get(entry.position, ()),
        )
        for entry in entries
    ]
    return _page(
        "vouchers.html",
        _UP,
        ledger=ledger,
        guide=guide,
        month=month,
        vouchers=vouchers,
        provenance=provenance_of(ledger),
    )


def excerpt(ledger: Ledger, finding: Finding) -> str:
    """Return the lines of the books that a finding without a voucher is about."""
    path = Path(finding.filename)
    if not path.is_relative_to(ledger.main.parent) or not path.is_file():
        return ""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    start = max(finding.lineno - 1, 0)
    shown = lines[start : start + 1]
    for line in lines[start + 1 : start + _SHOWN_LINES]:
        if not line.startswith((" ", "\t")):
            break
        shown.append(line)
    return "\n".join(shown)


def _page(template: str, up: str, **context: object) -> bytes:
    ledger = context["ledger"]
    return (
        _environment()
        .get_template(template)
        .render(
            home=f"{up}{places.INDEX}" if up else "",
            to=lambda path: places.address(path, up),
            places=places,
            yuan_text=yuan_text,
            unit_of=lambda case: unit_of(ledger, case),  # type: ignore[arg-type]
            source_of=source_of,
            audit_css=Markup(_part("audit.css")),  # noqa: S704 - beside it
            **context,
        )
        .encode(errors="replace")
    )


@cache
def _environment() -> Environment:
    """Return the reports' templates with these beside them."""
    shared = environment()
    loaders = [each for each in (FunctionLoader(_own), shared.loader) if each]
    return shared.overlay(loader=ChoiceLoader(loaders))


def _own(name: str) -> str | None:
    path = files(__package__).joinpath("templates", name)
    return path.read_text(encoding="utf-8") if path.is_file() else None


@cache
def _part(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text(encoding="utf-8")
