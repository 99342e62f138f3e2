"""The handbook as a Word document, for committees that amend and sign on paper."""

from __future__ import annotations

from datetime import UTC
from datetime import datetime
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm
from docx.shared import Pt

from union_ledger.desk.handbook_content import TITLE
from union_ledger.desk.handbook_content import Handbook
from union_ledger.reports.formats.word import add_instruction
from union_ledger.reports.formats.word import add_mark
from union_ledger.reports.formats.word import add_page_numbers
from union_ledger.reports.formats.word import add_table
from union_ledger.reports.formats.word import packed_bytes
from union_ledger.reports.formats.word import set_looks
from union_ledger.rules import words
from union_ledger.rules.coverage import HOW_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from docx.document import Document as Doc

    from union_ledger.desk.handbook_content import Figure
    from union_ledger.desk.handbook_content import RuleText
    from union_ledger.rules.loader import Rulebook

_TICKS = "□ 符合\n□ 不符合\n□ 不涉及"


def handbook_docx(book: Rulebook, union: str, day: date) -> bytes:
    """Return the whole rulebook, as it stands on ``day``, as a .docx for A4.

    Equal books, names and days give equal bytes. ``union`` is the union's name.

    Raises:
        InputError: The cases of a rule cannot be read.
    """
    handbook = Handbook(book, union, day)
    document = Document()
    _look(document, handbook)
    _cover(document, handbook)
    _contents(document, handbook)
    _reading(document)
    for chapter in handbook.chapters:
        _heading(document, f"第 {chapter.number} 章　{chapter.document}")
        issued = f"　发布：{chapter.issued}" if chapter.issued else ""
        document.add_paragraph(
            f"效力层级：{chapter.layer}{issued}　规则 {len(chapter.rules)} 条"
        )
        for rule in chapter.rules:
            _rule(document, rule)
    _checklist(document, handbook)
    _appendices(document, handbook)
    return packed_bytes(document)


def _look(document: Doc, handbook: Handbook) -> None:
    set_looks(document)
    section = document.sections[0]
    section.left_margin = section.right_margin = Mm(18)
    section.different_first_page_header_footer = True
    header = section.header.paragraphs[0]
    header.text = f"{handbook.union}　{TITLE}　{handbook.book.version}"
    add_page_numbers(section)
    properties = document.core_properties
    properties.title, properties.author = TITLE, handbook.union
    properties.comments = ""
    moment = datetime(
        handbook.day.year, handbook.day.month, handbook.day.day, tzinfo=UTC
    )
    properties.created = properties.modified = moment
    properties.last_modified_by = handbook.union


def _cover(document: Doc, handbook: Handbook) -> None:
    for text, style in (
        (handbook.union, "Normal"),
        (TITLE, "Title"),
        (handbook.book.title, "Normal"),
    ):
        paragraph = document.add_paragraph(text, style=style)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_before = Pt(60 if style == "Title" else 30)
    document.add_paragraph()
    states = "；".join(f"{state} {count} 条" for state, count in handbook.states)
    add_table(
        document,
        (),
        [
            ("规则版本", handbook.book.version),
            ("数额所属日期", str(handbook.day)),
            ("规则条数", f"{len(handbook.book.rules)} 条；{states}"),
            *(
                (f"效力层级：{name}", f"{said}（规则 {rules} 条，数额 {given} 项）")
                for name, said, rules, given in handbook.layers
            ),
        ],
        (40, 134),
    )
    adopted = document.add_paragraph("采用记录")
    adopted.alignment = WD_ALIGN_PARAGRAPH.CENTER
    adopted.paragraph_format.space_before = Pt(30)
    blank = ("会议：＿＿＿＿＿＿＿＿", "日期：＿＿＿＿年＿＿月＿＿日")
    add_table(
        document,
        (),
        [
            ("经费审查委员会审查", *blank),
            ("工会委员会通过", *blank),
            ("施行", "文号：＿＿＿＿＿＿＿＿", blank[1]),
        ],
        (44, 62, 68),
    )


def _contents(document: Doc, handbook: Handbook) -> None:
    """Write a table of contents that Word can refresh, already filled in."""
    title = document.add_paragraph("目　录")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.page_break_before = True
    lines = [
        "第 1 章　怎样读这本手册",
        *(f"第 {one.number} 章　{one.document}" for one in handbook.chapters),
        f"第 {handbook.checklist_number} 章　人工检查清单",
        *("附录一　覆盖情况表", "附录二　数额一览表", "附录三　放宽说明"),
    ]
    first = document.add_paragraph()
    add_mark(first, "begin")
    add_instruction(first, 'TOC \\o "1-2" \\h')
    add_mark(first, "separate")
    last = first
    for line in lines:
        last = document.add_paragraph(line)
    add_mark(last, "end")
    document.add_paragraph("（在 Word 里右键目录选“更新域”，可列出各条规则和页码。）")


def _reading(document: Doc) -> None:
    _heading(document, "第 1 章　怎样读这本手册")
    document.add_paragraph(words.SOURCE_NOTE)
    rows = [
        (group, name, meaning)
        for group, meanings in words.READING.items()
        for name, meaning in meanings.items()
    ]
    add_table(document, (), rows, (28, 28, 118))
    time_note = document.add_paragraph(words.TIME_NOTE)
    time_note.paragraph_format.space_before = Pt(9)
    document.add_paragraph(words.CASES_NOTE)


def _rule(document: Doc, rule: RuleText) -> None:
    document.add_heading(f"{rule.id}　{rule.title}〔{rule.severity}〕", 2)
    details = [f"{heading}：{text}" for heading, text in rule.details]
    until = f"，至 {rule.expires} 止" if rule.expires else ""
    now = rule.state if rule.state == "执行" else f"【{rule.state}】"
    since = f"{rule.effective} 起{until}；最近复核 {rule.reviewed}；目前{now}"
    _named(document, "规定", "\n".join([f"{rule.title}。{rule.checks}", *details]))
    _named(document, "处理", rule.remedy)
    _named(document, "可能的误报", rule.mistaken)
    _named(document, "依据", f"{rule.citation}（核对程度：{rule.basis}）")
    _named(document, "施行", since)
    _named(document, "替换上级", rule.replaces)
    if rule.figures:
        add_table(
            document,
            ("数额", "自何日起", "数值", "状态", "依据（核对程度）"),
            [
                (
                    one.title,
                    one.when,
                    one.value,
                    one.mark,
                    _said(one),
                )
                for one in rule.figures
            ],
            (38, 24, 28, 20, 64),
        )
        document.add_paragraph().paragraph_format.line_spacing = Pt(4)
    _named(document, "案例不查出", "；".join(rule.passes))
    _named(document, "案例查出", "；".join(rule.caught))


def _named(document: Doc, label: str, text: str) -> None:
    if text:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{label}：").bold = True
        paragraph.add_run(text)


def _said(figure: Figure) -> str:
    source = f"：{figure.citation}（{figure.basis}）" if figure.citation else ""
    note = f"\n说明：{figure.note}" if figure.note else ""
    loosens = f"\n放宽：{figure.loosens}" if figure.loosens else ""
    return f"{figure.layer}{source}{note}{loosens}"


def _checklist(document: Doc, handbook: Handbook) -> None:
    _heading(document, f"第 {handbook.checklist_number} 章　人工检查清单")
    document.add_paragraph(words.CHECKLIST_NOTE)
    for group, rows in handbook.checklist:
        if rows:
            document.add_heading(group, 2)
            add_table(
                document,
                ("编号", "事项", "看什么", "为什么由人看", "结果"),
                [(row.id, row.title, row.check, row.why, _TICKS) for row in rows],
                (14, 32, 60, 46, 22),
            )
    document.add_paragraph()
    document.add_paragraph(
        "检查期间：＿＿＿＿＿＿＿＿　检查人：＿＿＿＿＿＿　日期：＿＿＿＿年＿＿月＿＿日"
    )


def _appendices(document: Doc, handbook: Handbook) -> None:
    _heading(document, "附录一　覆盖情况表")
    counts = "，".join(f"{name} {count} 项" for name, count in handbook.covered)
    document.add_paragraph(
        f"共 {len(handbook.coverage)} 项：{counts}。{words.COVERAGE_NOTE}"
    )
    add_table(
        document,
        ("编号", "要求", "由系统检查", "规则", "依据"),
        [
            (
                row.id,
                row.title,
                HOW_NAMES[row.how],
                _ids(row.rules) or "——",
                row.citation,
            )
            for row in handbook.coverage
        ],
        (14, 54, 20, 34, 52),
    )
    _heading(document, "附录二　数额一览表")
    document.add_paragraph(words.FIGURES_NOTE)
    add_table(
        document,
        ("数额", "自何日起", "数值", "状态", "层级", "使用的规则"),
        [
            (
                one.title,
                one.when,
                one.value,
                one.mark,
                one.layer,
                _ids(handbook.users.get(key, [])),
            )
            for key, line in handbook.figures.items()
            for one in line
        ],
        (56, 26, 34, 20, 14, 24),
    )
    _heading(document, "附录三　放宽说明")
    if handbook.loosened:
        add_table(
            document,
            ("数额", "自何日起", "数值", "层级", "理由"),
            [
                (one.title, str(one.since), one.value, one.layer, one.loosens)
                for one in handbook.loosened
            ],
            (44, 24, 30, 14, 62),
        )
    else:
        document.add_paragraph("没有比上级规定放宽的数额。")
    for rule in handbook.replaced:
        document.add_paragraph(
            f"{rule.id} {rule.title} 由下级替换，理由：{rule.replaces}"
        )
    if not handbook.replaced:
        document.add_paragraph("没有由下级替换的规则。")


def _ids(rules: Iterable[str]) -> str:
    """Return ids with blanks between: after 、 Word would break inside an id."""
    return " ".join(rules)


def _heading(document: Doc, text: str) -> None:
    document.add_heading(text, 1).paragraph_format.page_break_before = True
