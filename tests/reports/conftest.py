"""A made-up report with every kind of cell, and ways to look into a workbook."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from datetime import UTC
from datetime import date
from datetime import datetime
from fractions import Fraction
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from union_ledger.reports.model import Chart
from union_ledger.reports.model import Column
from union_ledger.reports.model import Figure
from union_ledger.reports.model import Link
from union_ledger.reports.model import Linked
from union_ledger.reports.model import Provenance
from union_ledger.reports.model import Ratio
from union_ledger.reports.model import Report
from union_ledger.reports.model import Row
from union_ledger.reports.model import Table
from union_ledger.reports.model import ratio

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl import Workbook

UNITS = [
    ("007", "机械科学与工程学院工会", 412, 12_360_000, 0, 9_876_543),
    ("008", "材料科学与工程学院工会", 268, 8_040_000, -250_000, 8_120_000),
    ("023", "外国语学院工会", 155, 4_650_000, 0, 1_395_010),
    (
        "041",
        "网络空间安全学院及国家网络安全人才与创新基地联合工会",
        96,
        2_880_000,
        120_000,
        0,
    ),
    ("058", "后勤集团离退休人员服务中心工会", None, 1_500_000, 0, 1_499_999),
]


MESSAGE = (
    "发票号 24317000000012345678 在 银付-0012 与 银付-0031 两张凭证中"
    "重复使用，合计报销两次，请核对原始凭证并退回多付款项。"
)


def usage_row(unit):
    """One unit's line: figures linked as the real report links them."""
    code, name, members, allotted, adjusted, used = unit
    account = Link("account", "Expenses", filters=(("unit", code), ("time", "2024")))
    return Row(
        (
            code,
            name,
            members,
            allotted,
            adjusted,
            Linked(used, account),
            allotted + adjusted - used,
            ratio(used, allotted + adjusted, "percent"),
            ratio(used, members, "money"),
        ),
        level=0,
    )


USAGE_COLUMNS = (
    Column("unit", "代码", "code"),
    Column("name", "二级工会"),
    Column("members", "会员人数", "count", total="sum"),
    Column("allotted", "下达", "money", total="sum", group="额度"),
    Column("adjusted", "调整", "money", total="sum", group="额度"),
    Column("used", "已用", "money", total="sum", group="执行"),
    Column("left", "可用", "money", total="sum", group="执行"),
    Column(
        "rate", "执行率", "percent", group="执行",
        total=Ratio(("used",), ("allotted", "adjusted")),
    ),
    Column("per_head", "人均支出", "money", total=Ratio(("used",), ("members",))),
)  # fmt: skip


def usage_table(rows=None) -> Table:
    return Table(
        "按二级工会",
        USAGE_COLUMNS,
        tuple(map(usage_row, UNITS)) if rows is None else tuple(rows),
        total_label="合计",
        note="执行率＝已用÷（下达＋调整）。",
    )


def project_table() -> Table:
    """Two programmes with their projects and a subtotal each."""

    def project(code, name, budget, spent):
        share = ratio(spent, budget, "percent")
        return Row((code, name, budget, spent, share), level=1)

    return Table(
        "按项目",
        (
            Column("project", "项目", "code"),
            Column("name", "名称"),
            Column("budget", "预算", "money", total="sum"),
            Column("spent", "支出", "money", total="sum"),
            Column("rate", "执行率", "percent", total=Ratio(("spent",), ("budget",))),
        ),
        (
            Row(("", "思想政治引领工程"), role="group"),
            project("P2024-01", "新年音乐会", 5_000_000, 4_999_900),
            project("P2024-02", "青年教师教学竞赛", 3_000_000, 1_000_000),
            Row(("", "小计"), role="subtotal"),
            Row(("", "阵地平台建设工程"), role="group"),
            project("P2024-03", "“小家”建设", 2_000_000, -1_050),
            project("P2024-04", "活动中心改造（二期，含消防与无障碍设施）", 0, 0),
            Row(("", "小计"), role="subtotal"),
        ),
        total_label="总计",
    )


def finding_table(payee="某某文化传播有限公司") -> Table:
    return Table(
        "检查发现",
        (
            Column("rule", "规则", "link", width=8),
            Column("date", "日期", "date"),
            Column("payee", "对方"),
            Column("message", "问题", width=60),
            Column("amount", "金额", "money", total="sum"),
            Column("where", "位置", "link", width=24),
        ),
        (
            Row(
                (
                    Linked("R33", Link("rule", "R33")),
                    date(2024, 3, 8),
                    payee,
                    MESSAGE,
                    1_234_567_89,
                    Linked(
                        "2024/03.beancount:118",
                        Link("source", "2024/03.beancount", line=118),
                    ),
                )
            ),
            Row((Linked("R31", Link("rule", "R31")), None, "", "缺少经办人", None, "")),
        ),
        total_label="合计",
    )


def make_report(*tables: Table, charts: tuple[Chart, ...] = ()) -> Report:
    return Report(
        title="经费使用情况",
        entity="江城大学工会委员会",
        period="2024年度",
        provenance=Provenance(
            "4623ab9", changed=True, rulebook="2024.2（全国、湖北、本校）",
            revised=datetime(2024, 12, 31, 9, 30, tzinfo=UTC),
        ),
        tables=tables,
        figures=(
            Figure("下达额度", 29_300_000, "money"),
            Figure("执行率", Fraction(3, 4), "percent", "时间进度 100.0%"),
            Figure("二级工会", 5, "count"),
            Figure("人均支出", None, "money", "人数未登记"),
        ),
        charts=charts,
        notes=("部分限额的参数为示例值，尚未经本单位确认，据此得出的结果仅供参考。",),
    )  # fmt: skip


@pytest.fixture
def made_up() -> SimpleNamespace:
    """The parts of the report below, for tests that put together their own."""
    return SimpleNamespace(
        report=make_report, usage=usage_table, row=usage_row, findings=finding_table
    )


@pytest.fixture
def sample() -> Report:
    """The report of the golden files: three tables, three charts."""
    return make_report(
        usage_table(),
        project_table(),
        finding_table(),
        charts=(
            Chart(
                "bar",
                "各二级工会额度与支出",
                "按二级工会",
                "name",
                ("allotted", "used"),
            ),
            Chart("stacked-bar", "已用与可用", "按二级工会", "name", ("used", "left")),
            Chart("line", "执行率", "按二级工会", "unit", ("rate",)),
        ),
    )


@pytest.fixture
def workbook_text() -> Callable[[bytes], str]:
    """Return a function that writes a workbook out as text, for golden files."""
    return _dump


def _dump(content: bytes) -> str:
    shown = load_workbook(io.BytesIO(content))
    stored = load_workbook(io.BytesIO(content), data_only=True)
    lines = []
    for sheet in shown.worksheets:
        lines.append(f"## {sheet.title}")
        widths = {key: each.width for key, each in sheet.column_dimensions.items()}
        lines.append(f"widths {widths}")
        lines.append(f"merged {sorted(map(str, sheet.merged_cells.ranges))}")
        lines.append(
            f"freeze {sheet.freeze_panes} filter {sheet.auto_filter.ref}"
            f" titles {sheet.print_title_rows} paper {sheet.page_setup.paperSize}"
            f" {sheet.page_setup.orientation} fit {sheet.page_setup.fitToWidth}"
            f"x{sheet.page_setup.fitToHeight}"
        )
        lines.append(f"foot {sheet.oddFooter.left.text} | {sheet.oddFooter.right.text}")
        lines += [f"chart {type(each).__name__}" for each in sheet._charts]
        lines += [
            _cell_line(stored, cell)
            for row in sheet
            for cell in row
            if cell.value not in (None, "")
        ]
        lines.append("")
    return "\n".join(lines)


def _cell_line(stored: Workbook, cell) -> str:
    value = cell.value
    text = f"{cell.coordinate} {cell.data_type} {cell.number_format} {value!s}"
    if cell.data_type == "f":
        text += f" -> {stored[cell.parent.title][cell.coordinate].value}"
    return text.replace("\n", "⏎") + (" 'quoted" if cell.quotePrefix else "")


@pytest.fixture
def convert(tmp_path) -> Callable[[Path, Path, str], None]:
    """Return a function that converts a file with LibreOffice, or skip."""
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice (soffice) is not installed")

    def run(path: Path, out: Path, filter_name: str) -> None:
        profile = (tmp_path / "profile").as_uri()
        subprocess.run(
            ["soffice", f"-env:UserInstallation={profile}", "--headless",
             "--convert-to", filter_name, "--outdir", str(out), str(path)],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip

    return run


@pytest.fixture
def recalculated(tmp_path, convert) -> Callable[[Path], Workbook]:
    """Return a function that lets LibreOffice calculate a workbook afresh.

    The results that the file carries are taken out first, so that what comes back
    can only come from the formulas.
    """

    def recalculate(path: Path) -> Workbook:
        bare = tmp_path / "bare" / path.name
        bare.parent.mkdir()
        _without_results(path, bare)
        out = tmp_path / "calculated"
        convert(bare, out, "xlsx:Calc MS Excel 2007 XML")
        return load_workbook(out / path.name, data_only=True)

    return recalculate


@pytest.fixture
def without_results() -> Callable[[Path, Path], None]:
    """Return a function that copies a workbook without its formulas' results."""
    return _without_results


def _without_results(path: Path, bare: Path) -> None:
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(bare, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.startswith("xl/worksheets/"):
                text = re.sub(r"(</f>)<v>[^<]*</v>", r"\1", content.decode())
                content = text.encode()
            target.writestr(name, content)


@pytest.fixture
def assert_recalculates(recalculated) -> Callable[[Path], int]:
    """Return a check: each formula gives what the file says; returns their number."""

    def check(path: Path) -> int:
        shown = load_workbook(path)
        stored = load_workbook(path, data_only=True)
        fresh = recalculated(path)
        wrong = []
        count = 0
        for sheet in shown.worksheets:
            for cell in (c for row in sheet for c in row if c.data_type == "f"):
                count += 1
                expected = stored[sheet.title][cell.coordinate].value
                found = fresh[sheet.title][cell.coordinate].value
                if found != pytest.approx(expected, abs=1e-6):
                    place = f"{sheet.title}!{cell.coordinate} {cell.value}"
                    wrong.append(f"{place}: {expected} but calculated {found}")
        assert not wrong
        return count

    return check
