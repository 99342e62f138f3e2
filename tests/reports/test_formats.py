"""The same report in four formats: golden files, atomic writing, missing data."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from union_ledger.core.errors import InputError
from union_ledger.reports.formats import FORMATS
from union_ledger.reports.formats import render
from union_ledger.reports.formats import write
from union_ledger.reports.formats.as_html import render_body
from union_ledger.reports.formats.as_html import stylesheet

if TYPE_CHECKING:
    from union_ledger.reports.cells import Link


@pytest.mark.parametrize("format_name", ["html", "md", "json"])
def test_golden_text(sample, format_name, file_regression):
    """All but the style sheet, which is a file of its own."""
    text = render(sample, format_name).decode()
    text = re.sub(r"(<style>).*(</style>)", r"\1\2", text, flags=re.DOTALL)
    file_regression.check(text, extension=f".{format_name}", encoding="utf-8")


def test_golden_workbook(sample, workbook_text, file_regression):
    """The workbook as text: each cell with its type, format, formula and result."""
    text = workbook_text(render(sample, "xlsx"))
    file_regression.check(text, extension=".txt", encoding="utf-8")


@pytest.mark.parametrize("format_name", FORMATS)
def test_the_same_report_gives_the_same_bytes(sample, format_name):
    assert render(sample, format_name) == render(sample, format_name)


def test_json_keeps_figures_exact_and_missing_null(sample):
    document = json.loads(render(sample, "json"))
    usage = document["tables"][0]
    assert usage["rows"][1]["adjusted"] == "-2500.00"
    assert usage["rows"][4]["members"] is None
    assert usage["totals"]["used"] == "208915.52"
    assert usage["links"][0]["filters"] == {"unit": "007", "time": "2024"}


def test_body_links_through_the_resolver(sample):
    """A resolver turns links into addresses; where it gives none, text stays."""

    def resolver(link: Link) -> str | None:
        return f"/{link.kind}/?a=1&b={link.target}" if link.kind == "rule" else None

    body = render_body(sample, resolver)
    assert '<a href="/rule/?a=1&amp;b=R33">R33</a>' in body
    assert body.count("<a ") == 2
    assert "<a " not in render_body(sample)


def test_body_can_stand_in_another_page(sample):
    """Every class has our prefix and is styled or structural; nothing is inline."""
    body = str(render_body(sample))
    classes = {name for each in re.findall(r'class="([^"]*)"', body)
               for name in each.split()}  # fmt: skip
    assert classes
    assert all(name.startswith("ul-") for name in classes)
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=|<html|<h1", body)
    selectors = re.sub(r"\{[^{}]*\}", "{}", stylesheet())
    for name in re.findall(r"\.([a-z][\w-]*)", selectors):
        assert name.startswith("ul-")


def test_an_empty_table_says_so(made_up, workbook_text):
    """No rows: the header, a sentence, and no total over nothing."""
    report = made_up.report(made_up.usage(rows=()))
    for format_name in ("html", "md"):
        text = render(report, format_name).decode()
        assert "本期没有记录" in text
        assert "合计" not in text
    dump = workbook_text(render(report, "xlsx"))
    assert "本期没有记录" in dump
    assert "SUM(" not in dump


def test_write_is_whole_or_not_at_all(sample, tmp_path, monkeypatch):
    path = tmp_path / "新建" / "报表.json"
    write(sample, "json", path)
    before = path.read_bytes()
    assert json.loads(before)["report"] == "经费使用情况"

    def no_space(_self, _target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", no_space)
    with pytest.raises(InputError, match="无法写入报表"):
        write(sample, "json", path)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == ["报表.json"]


def test_errors_name_the_file_and_what_to_do(sample, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match=r"file/报表\.md：无法写入"):
        write(sample, "md", tmp_path / "file" / "报表.md")
    with pytest.raises(InputError, match="没有“pdf”这种格式。可用的格式：xlsx、html"):
        write(sample, "pdf", tmp_path / "报表.pdf")
