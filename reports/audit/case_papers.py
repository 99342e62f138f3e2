"""取证单 and 工作底稿 of one case, in one workbook, to be filled in and signed.

No form is prescribed for a union's own audit that we have read; this one asks what
the report needs of every problem: 事实、金额、凭证号、违反条款、定性、处理意见.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.styles import Alignment

from union_ledger.core.money import yuan
from union_ledger.core.money import yuan_text
from union_ledger.reports.audit.case_list import said_of
from union_ledger.reports.audit.case_list import unit_of
from union_ledger.reports.audit.voucher import account_of
from union_ledger.reports.audit.voucher import source_of
from union_ledger.reports.audit.voucher import whose_of
from union_ledger.reports.formats.workbook import looks
from union_ledger.reports.formats.workbook.package import Book
from union_ledger.reports.formats.workbook.sheet import put_head
from union_ledger.reports.formats.workbook.text import cell_at
from union_ledger.reports.formats.workbook.text import put_text
from union_ledger.reports.source import provenance_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from union_ledger.core.ledger import Ledger
    from union_ledger.core.period import Period
    from union_ledger.reports.audit.guide import Guide
    from union_ledger.reports.audit.paper import Paper
    from union_ledger.reports.cases import Case
    from union_ledger.reports.model import Kind

EVIDENCE = "取证单"
WORK = "工作底稿"
VOUCHERS = "凭证明细"
_WIDTHS = [16, 30, 16, 30]
_UP = "../../"
# Excel lets no row be higher than 409 points.
_ROOM = 24
_OWN_FORM = "本单为系统自拟的格式；上级工会或学校规定了格式的，按其格式另制。"
_DAY = "　　　　年　　月　　日"
_HEADS: tuple[tuple[str, Kind, int], ...] = (
    ("日期", "date", 11),
    ("凭证", "link", 20),
    ("摘要", "text", 34),
    ("科目", "text", 34),
    ("单位 · 经费 · 项目", "text", 30),
    ("借方", "money", 14),
    ("贷方", "money", 14),
    ("位置", "text", 24),
)

Field = tuple[str, str, int]
"""What a row asks, what stands in it, and how many lines it leaves at least."""


def case_papers(
    ledger: Ledger, period: Period, guide: Guide, case: Case, papers: Sequence[Paper]
) -> bytes:
    """Return the workbook of one case."""
    book = Book()
    book.workbook.properties.creator = ledger.entity
    book.workbook.properties.title = f"{EVIDENCE} {case.id}"
    head = f"编号：{guide.number(case):03d}　{case.id}"
    _form(
        book,
        ledger,
        f"审计{EVIDENCE}（草稿）",
        head,
        EVIDENCE,
        _evidence_fields(ledger, period, guide, case, papers),
        (
            "审计人员：＿＿＿＿＿＿　＿＿＿＿＿＿",
            f"日期：{_DAY}",
            "复核人：＿＿＿＿＿＿",
            f"日期：{_DAY}",
            "证据提供单位（盖章）：",
            f"负责人签名：＿＿＿＿＿＿　{_DAY}",
        ),
    )
    _form(
        book,
        ledger,
        f"审计{WORK}（草稿）",
        head,
        WORK,
        _work_fields(ledger, period, guide, case),
        (
            "编制人：＿＿＿＿＿＿",
            f"日期：{_DAY}",
            "复核人：＿＿＿＿＿＿",
            f"日期：{_DAY}",
        ),
    )
    _vouchers(book, ledger, guide, case)
    return book.packed(provenance_of(ledger).revised)


def _evidence_fields(
    ledger: Ledger, period: Period, guide: Guide, case: Case, papers: Sequence[Paper]
) -> list[Field]:
    return [
        ("项目名称", f"{ledger.entity}{period.label}经费审查审计", 1),
        ("被审计单位", unit_of(ledger, case) or ledger.entity, 1),
        ("审计事项", said_of(case), 1),
        ("事实摘要", _facts(case), 6),
        ("涉及金额（元）", _amount(case), 1),
        ("凭证号", _names(guide, case), 1),
        ("违反条款", "\n".join(case.citations), 1),
        ("定性", "（由审计人员填写）", 3),
        ("附件", _papers(papers), 2),
        ("证据提供单位意见", "□ 属实　□ 有异议，说明如下：", 5),
    ]


def _work_fields(
    ledger: Ledger, period: Period, guide: Guide, case: Case
) -> list[Field]:
    return [
        ("项目名称", f"{ledger.entity}{period.label}经费审查审计", 1),
        ("审计事项", said_of(case), 1),
        ("取得的资料", f"账簿；{_names(guide, case)}", 1),
        ("系统所做检查", _checks(case), 4),
        ("风险分", case.formula, 1),
        ("审计过程", "（查看了哪些原始凭证、询问了谁、怎样核对，由审计人员填写）", 6),
        ("查出的问题", f"系统线索：{case.lead.message}\n核实结果：", 4),
        ("定性依据", "\n".join(case.citations), 1),
        ("处理意见", "（由审计人员填写）", 4),
        ("被审计单位说明", _answers(case), 3),
        ("复核意见", "", 3),
    ]


def _facts(case: Case) -> str:
    """Return what the findings say with their arithmetic, one below the other."""
    parts = []
    for number, finding in enumerate(case.findings, 1):
        parts.append(f"{number}. {finding.rule} {finding.rule_title}：")
        parts.append(f"　{finding.message}")
        parts += [f"　· {line}" for line in finding.evidence]
        if finding.on_example_value:
            parts.append("　（依据的参数是示例值，不是正式规定，不能据以定性）")
    return _cut(parts)


def _checks(case: Case) -> str:
    return _cut(
        [
            f"规则 {f.rule} {f.rule_title}：{f.message}（发现编号 {f.id}，{f.state}）"
            for f in case.findings
        ]
    )


def _answers(case: Case) -> str:
    said = [
        f"{each.since} {each.state}　{each.owner}　{each.reason or each.note}".rstrip()
        for each in case.history
    ]
    return _cut(said) or "（账簿里没有答复）"


def _cut(parts: Sequence[str]) -> str:
    """Return as many paragraphs as a row of a sheet can be high for."""
    room = _ROOM
    for number, part in enumerate(parts):
        room -= looks.lines_needed(part, sum(_WIDTHS[1:]))
        if room < 0:
            rest = len(parts) - number
            return "\n".join([*parts[:number], f"（其余 {rest} 条见问题清单网页）"])
    return "\n".join(parts)


def _amount(case: Case) -> str:
    return "不涉及金额" if case.amount is None else yuan_text(case.amount)


def _names(guide: Guide, case: Case) -> str:
    names = [entry.name for entry in guide.entries_of(case.entry_ids)]
    if not names:
        return "不涉及凭证，见登记（凭证明细页的位置一栏）"
    shown = "、".join(names[:20])
    more = f" 等 {len(names)} 张" if len(names) > 20 else ""
    return f"{shown}{more}（见“{VOUCHERS}”页）"


def _papers(papers: Sequence[Paper]) -> str:
    lines = [f"{each.said}（{each.state}）" for each in papers]
    return _cut(lines) or "账簿里没有登记附件，请取得原始凭证复印件。"


def _form(  # noqa: PLR0913, PLR0917 - the parts of a form
    book: Book,
    ledger: Ledger,
    title: str,
    head: str,
    name: str,
    fields: Sequence[Field],
    signed: Sequence[str],
) -> None:
    """Write a form of two columns with its signatures, on one upright page."""
    sheet = book.sheet(name)
    looks.set_widths(sheet, _WIDTHS)
    put_head(sheet, title, head, "", len(_WIDTHS))
    at = 3
    for question, answer, least in fields:
        _ask(sheet, at, question, answer, least)
        at += 1
    for number in range(0, len(signed), 2):
        for column, text in ((1, signed[number]), (3, signed[number + 1])):
            put_text(cell_at(sheet, at, column), text)
            looks.dress_line(cell_at(sheet, at, column))
            sheet.merge_cells(
                start_row=at, end_row=at, start_column=column, end_column=column + 1
            )
        sheet.row_dimensions[at].height = 30
        at += 1
    for text in (_OWN_FORM, provenance_of(ledger).text):
        put_text(cell_at(sheet, at, 1), text)
        looks.dress_line(cell_at(sheet, at, 1), size=9)
        sheet.merge_cells(
            start_row=at, end_row=at, start_column=1, end_column=len(_WIDTHS)
        )
        at += 1
    looks.set_print(sheet, provenance_of(ledger).text, one_page=True, upright=True)


def _ask(sheet: Worksheet, at: int, question: str, answer: str, least: int) -> None:
    for column in range(1, len(_WIDTHS) + 1):
        looks.dress(cell_at(sheet, at, column), "text")
    put_text(cell_at(sheet, at, 1), question)
    cell_at(sheet, at, 1).font = looks.font(bold=True)
    cell_at(sheet, at, 1).alignment = Alignment(
        horizontal="center", vertical="center", wrap_text=True
    )
    put_text(cell_at(sheet, at, 2), answer)
    cell_at(sheet, at, 2).alignment = Alignment(
        horizontal="left", vertical="top", wrap_text=True
    )
    sheet.merge_cells(start_row=at, end_row=at, start_column=2, end_column=4)
    lines = max(least, looks.lines_needed(answer, sum(_WIDTHS[1:])))
    sheet.row_dimensions[at].height = min(409, lines * looks.LINE_HEIGHT + 6)


def _vouchers(book: Book, ledger: Ledger, guide: Guide, case: Case) -> None:
    """Write every posting of the case's entries, each leading to its page."""
    sheet = book.sheet(VOUCHERS)
    looks.set_widths(sheet, [width for _, _, width in _HEADS])
    put_head(sheet, VOUCHERS, said_of(case), "单位：元", len(_HEADS))
    for column, (title, _, _) in enumerate(_HEADS, 1):
        looks.dress_heading(cell_at(sheet, 3, column))
        put_text(cell_at(sheet, 3, column), title)
    at = 4
    for entry in guide.entries_of(case.entry_ids):
        for row in entry.rows:
            values = (
                entry.day,
                entry.name,
                f"{entry.payee} {entry.narration}".strip(),
                account_of(row),
                whose_of(ledger, row),
                yuan(row.debit) if row.debit else None,
                yuan(row.credit) if row.credit else None,
                source_of(ledger, row.filename, row.lineno),
            )
            _put(sheet, at, values, f"{_UP}{guide.voucher(entry)}")
            at += 1
    if at == 4:
        lead = case.lead
        where = source_of(ledger, lead.filename, lead.lineno)
        put_text(cell_at(sheet, at, 1), f"本问题不涉及记账凭证；见 {where}")
        looks.dress_line(cell_at(sheet, at, 1))
        sheet.merge_cells(
            start_row=at, end_row=at, start_column=1, end_column=len(_HEADS)
        )
    sheet.freeze_panes = "C4"
    looks.set_print(sheet, provenance_of(ledger).text, header_rows="3:3")


def _put(sheet: Worksheet, at: int, values: Sequence[object], address: str) -> None:
    lines = 1
    for column, (value, (_, kind, width)) in enumerate(
        zip(values, _HEADS, strict=True), 1
    ):
        cell = cell_at(sheet, at, column)
        looks.dress(cell, kind)
        if isinstance(value, str):
            put_text(cell, value)
            lines = max(lines, looks.lines_needed(value, width))
        else:
            cell.value = value  # type: ignore[assignment]
        if kind == "link":
            cell.hyperlink = address
            cell.font = looks.font(color=looks.LINK)
    sheet.row_dimensions[at].height = lines * looks.LINE_HEIGHT + 3
