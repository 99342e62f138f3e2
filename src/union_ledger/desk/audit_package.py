"""审计包: everything an auditor needs of a period, in one folder that stands alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.money import yuan_text
from union_ledger.desk.audit_documents import Documents
from union_ledger.desk.handbook import handbook_html
from union_ledger.desk.package_folder import PackageFolder
from union_ledger.reports.audit import guide as places
from union_ledger.reports.audit.case_list import TITLE as CASE_LIST
from union_ledger.reports.audit.case_list import case_list
from union_ledger.reports.audit.case_papers import case_papers
from union_ledger.reports.audit.coverage import TITLE as COVERAGE
from union_ledger.reports.audit.coverage import coverage_report
from union_ledger.reports.audit.draft import TITLE as DRAFT
from union_ledger.reports.audit.draft import draft
from union_ledger.reports.audit.guide import Guide
from union_ledger.reports.audit.journal import TITLE as JOURNAL
from union_ledger.reports.audit.journal import journal
from union_ledger.reports.audit.pages import Part
from union_ledger.reports.audit.pages import index_page
from union_ledger.reports.audit.pages import problems_page
from union_ledger.reports.audit.pages import vouchers_page
from union_ledger.reports.audit.paper import TITLE as PAPER_LIST
from union_ledger.reports.audit.paper import paper_list
from union_ledger.reports.cases import cases
from union_ledger.reports.catalogue import REPORTS
from union_ledger.reports.formats.as_docx import render as as_docx
from union_ledger.reports.formats.as_html import render as as_html
from union_ledger.reports.formats.as_xlsx import render as as_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period
    from union_ledger.reports.audit.paper import Paper
    from union_ledger.reports.cases import Case
    from union_ledger.reports.model import Report
    from union_ledger.rules.loader import Rulebook

    Told = Callable[[int, int], None]
    Forms = tuple[tuple[str, str], ...]

_UP = "../"
# The list of findings is in the cases, one by one.
_ELSEWHERE = frozenset({"findings"})


def build(  # noqa: PLR0913 - what a package is made of
    ledger: Ledger,
    period: Period,
    rulebook: Rulebook,
    into: Path,
    *,
    with_lists: bool = False,
    force: bool = False,
    told: Told = lambda _done, _whole: None,
) -> PackageFolder:
    """Write the package of a period to ``into``; the same books give the same bytes.

    ``with_lists`` copies lists of recipients too; ``force`` puts the package in the
    place of an earlier one that nobody has changed. ``told`` is called with the steps
    done and the steps there are.

    Raises:
        InputError: ``into`` is taken, or a file cannot be read or written.
    """
    with PackageFolder(into, force=force) as folder:
        found = Guide(ledger, tuple(cases(ledger, period)), frozenset(rulebook.rules))
        _Package(ledger, period, rulebook, folder, found, told).write(
            with_lists=with_lists
        )
    return folder


class _Package:
    """One package in the making."""

    def __init__(  # noqa: PLR0913, PLR0917 - what it is made of
        self,
        ledger: Ledger,
        period: Period,
        rulebook: Rulebook,
        folder: PackageFolder,
        guide: Guide,
        told: Told,
    ) -> None:
        self.ledger, self.period, self.rulebook = ledger, period, rulebook
        self.folder, self.guide, self.told = folder, guide, told
        self.parts: list[Part] = []
        self.done = 0
        self.whole = len(REPORTS) + len(guide.cases) + 8

    def write(self, *, with_lists: bool) -> None:
        """Write every part, the index last."""
        documents = Documents(self.ledger, self.folder.copy, with_lists=with_lists)
        papers = documents.of_entries(self.guide)
        listed = [paper for group in papers.values() for paper in group]
        listed += documents.of_statements(self.ledger, self.period)
        self._step()
        self._draft()
        self._problems(papers)
        self._reports()
        self._vouchers(papers)
        self._papers(listed)
        self._rules()
        self.folder.write(
            places.INDEX,
            index_page(
                self.ledger,
                self.period,
                self.guide,
                self.parts,
                listed,
                self.folder.listed,
            ),
        )
        self._step()

    def _step(self) -> None:
        self.done += 1
        self.told(self.done, self.whole)

    def _draft(self) -> None:
        made = draft(self.ledger, self.period, self.guide)
        self.folder.write(places.DRAFT, as_docx(made))
        self._part(
            places.DRAFT,
            "按账簿数字填好的初稿；〔请填写〕处由审计人员补写。",
            [(DRAFT, (("Word", places.DRAFT),))],
        )

    def _problems(self, papers: dict[int, list[Paper]]) -> None:
        page = problems_page(self.ledger, self.period, self.guide)
        self.folder.write(places.PROBLEMS, page)
        made = case_list(self.ledger, self.period, self.guide)
        resolver = self.guide.sheet_resolver(_UP)
        self.folder.write(places.PROBLEM_LIST, as_xlsx(made, resolver))
        self._step()
        for case in self.guide.cases:
            self._case(case, papers)
        self._part(
            places.PROBLEMS,
            f"全部问题按风险分排列，每件一份取证单和工作底稿（{places.CASE_PAPERS}），"
            "见下面的问题表。",
            [
                (
                    CASE_LIST,
                    (("网页", places.PROBLEMS), ("Excel", places.PROBLEM_LIST)),
                )
            ],
        )

    def _case(self, case: Case, papers: dict[int, list[Paper]]) -> None:
        own = [
            paper
            for entry in self.guide.entries_of(case.entry_ids)
            for paper in papers.get(entry.position, ())
        ]
        content = case_papers(self.ledger, self.period, self.guide, case, own)
        self.folder.write(self.guide.papers(case), content)
        self._step()

    def _reports(self) -> None:
        files = []
        for name, (title, make) in REPORTS.items():
            if name not in _ELSEWHERE:
                made = make(self.ledger, self.period)
                stem = f"{places.REPORTS}/{places.safe_name(title)}"
                files.append((title, self._report(made, stem)))
            self._step()
        what = "会计报表和附注、预算决算表、明细表、银行对账、公开情况。"
        self._part(places.REPORTS, what, files)

    def _report(self, made: Report, stem: str) -> Forms:
        """Write a report as page and workbook, and in Word where it is prose."""
        page = self.guide.page_resolver(_UP)
        sheet = self.guide.sheet_resolver(_UP)
        home = f"{_UP}{places.INDEX}"
        self.folder.write(f"{stem}.html", as_html(made, page, home=home))
        self.folder.write(f"{stem}.xlsx", as_xlsx(made, sheet))
        forms = (("网页", f"{stem}.html"), ("Excel", f"{stem}.xlsx"))
        if not made.passages:
            return forms
        self.folder.write(f"{stem}.docx", as_docx(made))
        return (*forms, ("Word", f"{stem}.docx"))

    def _vouchers(self, papers: dict[int, list[Paper]]) -> None:
        files = []
        for path, entries in self.guide.months.items():
            month = path.rpartition("/")[2].removesuffix(".html")
            page = vouchers_page(self.ledger, self.guide, month, entries, papers)
            self.folder.write(path, page)
            said = f"{month} 问题涉及的凭证 {len(entries)} 张"
            files.append((said, (("网页", path),)))
        self._step()
        whole = places.journal_path(self.period.label)
        self.folder.write(whole, journal(self.ledger, self.period))
        self._step()
        rows = [
            row
            for entry in self.ledger.books.entries
            if self.period.holds(entry.day)
            for row in entry.rows
        ]
        debit = yuan_text(sum(row.debit for row in rows))
        self._part(
            places.VOUCHERS,
            f"问题涉及的凭证按月成页；期内全部分录 {len(rows):,} 行，"
            f"借方合计 {debit} 元。",
            [(JOURNAL, (("Excel", whole),)), *files],
        )

    def _papers(self, listed: list[Paper]) -> None:
        made = paper_list(self.ledger, self.period, listed)
        files = [(PAPER_LIST, self._report(made, places.PAPER_LIST))]
        what = "问题涉及的凭证登记的附件；缺失的也列出。"
        self._part(places.PAPERS, what, files)
        self._step()

    def _rules(self) -> None:
        day = self.period.last
        handbook = handbook_html(self.rulebook, self.ledger.entity, day)
        self.folder.write(places.HANDBOOK, handbook.encode(errors="replace"))
        made = coverage_report(self.ledger, self.period)
        forms = self._report(made, places.COVERAGE)
        self._part(
            places.RULES,
            "检查依据的规则、规则覆盖了哪些规定，以及要由人检查的清单。",
            [("规则手册", (("网页", places.HANDBOOK),)), (COVERAGE, forms)],
        )
        self._step()

    def _part(self, path: str, what: str, files: list[tuple[str, Forms]]) -> None:
        self.parts.append(Part(path.partition("/")[0], what, tuple(files)))
