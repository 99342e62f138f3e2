"""项目: the projects, and one project's entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.reports.pages.asked_findings import Choice
from union_ledger.reports.pages.rows_page import RowsPage
from union_ledger.reports.projects import ENTRIES
from union_ledger.reports.projects import projects

if TYPE_CHECKING:
    from union_ledger.reports.model import Report
    from union_ledger.reports.pages.rows_page import Asked


class UnionProjects(RowsPage):
    """The page 项目."""

    report_title = "项目"
    choice = "project"
    where = f"“{ENTRIES}”"

    def report_of(self, asked: Asked) -> Report:
        """Make the report of the projects, or of one, and the period."""
        return projects(self.books, asked.period, asked.chosen, asked.keeps)

    def chosen(self, asked: str) -> tuple[str, str]:
        """Return a project that is registered, or none for all of them."""
        if not asked or asked in self.books.books.registers.projects:
            return asked, ""
        return "", f"没有登记项目“{asked}”，下面是全部项目。"

    def choices(self, asked: Asked) -> tuple[Choice, ...]:
        """Return the projects there are."""
        known = sorted(self.books.books.registers.projects.items())
        options = (("", "全部"), *((code, f"{code} {p.name}") for code, p in known))
        return (Choice("project", "项目", options, asked.chosen),)
