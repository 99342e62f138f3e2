"""审计: cases with their evidence, samples, what is covered, what became of it."""

from __future__ import annotations

import html
import io
import re
from urllib.parse import parse_qs
from urllib.parse import urlsplit

import pytest
from openpyxl import load_workbook

from union_ledger.core.period import parse_period
from union_ledger.reports.cases import cases

PAGE = "extension/UnionAudit/"
ALL = {"above": "1800", "size": "1", "from_unit": "", "seed": "2024"}


def books_of(site):
    """Return the ledger that the page was made from."""
    return site.ledger.extensions._instances["UnionAudit"].books


def cells_of(answer):
    """Return the texts of a workbook."""
    assert answer.status_code == 200
    book = load_workbook(io.BytesIO(answer.data))
    return {str(c.value) for sheet in book for row in sheet for c in row if c.value}


def drawn(page):
    """Return the ids of the entries in a sample, as the links have them."""
    found = re.findall(r'<a href="([^"]*/journal/[^"]*)"', page)
    asked = [parse_qs(urlsplit(html.unescape(href)).query) for href in found]
    return [each["filter"][0] for each in asked if "filter" in each]


def test_every_case_is_shown_with_its_formula(guarded):
    """In the order of their risk; score and formula are the case's own."""
    page = guarded.text(PAGE, time="2024")
    found = cases(books_of(guarded), parse_period("2024"))
    assert found
    shown = re.findall(r'id="case-([\w-]+)"', page)
    assert shown == [case.id for case in found]
    for case in found:
        part = page.split(f'id="case-{case.id}"')[1].split("编号 WT-")[0]
        assert f"风险分 {case.score}</strong>" in part
        assert case.formula in part


def test_evidence_leads_to_the_entry(guarded):
    """In Fava's journal, filtered by the permanent id."""
    page = guarded.text(PAGE, time="2024")
    case = next(
        case
        for case in cases(books_of(guarded), parse_period("2024"))
        if "E2" in case.entry_ids
    )
    part = page.split(f'id="case-{case.id}"')[1].split("编号 WT-")[0]
    assert 'id:"^E2$"' in drawn(part)
    entries = guarded.ledger.get_filtered(filter='id:"^E2$"').entries
    assert [entry.meta["id"] for entry in entries] == ["E2"]


def test_a_finding_leads_to_the_page_of_findings(guarded):
    page = guarded.text(PAGE, time="2024")
    href = html.unescape(re.search(r'<a href="([^"]*#finding-[^"]*)"', page)[1])
    there = guarded.client.get(href, base_url="http://127.0.0.1:5000")
    assert f'id="{urlsplit(href).fragment}"' in there.get_data(as_text=True)


def test_cases_are_chosen(guarded):
    """Page and workbook leave out the same, and the workbook says so."""
    page = guarded.text(PAGE, unit="009", time="2024")
    found = cases(books_of(guarded), parse_period("2024"))
    wanted = [case.id for case in found if case.unit == "009"]
    assert re.findall(r'id="case-([\w-]+)"', page) == wanted
    cells = cells_of(guarded.get(f"{PAGE}xlsx", unit="009", time="2024"))
    assert any("只列出筛选后的问题（009）" in cell for cell in cells)
    assert {case.id for case in found} & cells == set(wanted)


def test_nothing_chosen_is_said(guarded):
    page = guarded.text(PAGE, unit="<b>", time="2024")
    assert "没有符合条件的问题" in page
    assert "<b>" not in page.split("</style>")[1]


def test_the_form_stands_before_a_sample(guarded):
    """Nothing is drawn, and no file offered, until it is asked for."""
    page = guarded.text(PAGE, part="sample", time="2024")
    assert 'name="seed" value="20241231"' in page
    assert "样本清单" not in page
    assert ">下载 Excel</a>" not in page
    assert guarded.get(f"{PAGE}xlsx", part="sample").status_code == 422


def test_the_same_seed_draws_the_same(guarded):
    """The large one is always there; page, page again and file are one sample."""
    first = guarded.text(PAGE, part="sample", time="2024", **ALL)
    assert drawn(first) == drawn(guarded.text(PAGE, part="sample", time="2024", **ALL))
    assert 'id:"^E2$"' in drawn(first)
    assert len(drawn(first)) == 2
    cells = cells_of(guarded.get(f"{PAGE}xlsx", part="sample", time="2024", **ALL))
    assert any("随机种子 2024" in cell for cell in cells)
    payees = {"宴请酒家", "<script>probe()</script>", "某店"}
    in_page = {each for each in payees if html.escape(each) in first}
    assert payees & cells == in_page


def test_another_seed_draws_another(guarded):
    """One of the two entries of 007, the one of 009, whatever the seed."""
    samples = {
        tuple(drawn(guarded.text(PAGE, part="sample", time="2024", **asked)))
        for asked in (
            ALL | {"above": "9000", "size": "2", "seed": str(seed)}
            for seed in range(20)
        )
    }
    assert samples == {
        ('id:"^E1$"', 'id:"^E3$"'),
        ('id:"^E2$"', 'id:"^E3$"'),
    }


def test_a_sample_of_one_unit(guarded):
    page = guarded.text(
        PAGE, part="sample", time="2024", **ALL | {"from_unit": "009", "size": "9"}
    )
    assert drawn(page) == ['id:"^E3$"']
    assert "只在009 " in page


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("above", "0", "金额界限要写"),
        ("above", "1e9", "金额界限要写"),
        ("above", "", "金额界限要写"),
        ("size", "-1", "件数要写"),
        ("size", "很多", "件数要写"),
        ("from_unit", "<b>", "没有登记单位“&lt;b&gt;”"),
        ("seed", "", "随机种子要写"),
        ("seed", "x" * 41, "随机种子要写"),
    ],
)
def test_what_cannot_be_drawn_is_said(guarded, name, value, said):
    page = guarded.text(PAGE, part="sample", **ALL | {name: value})
    assert said in page
    assert "样本清单" not in page
    answer = guarded.get(f"{PAGE}xlsx", part="sample", **ALL | {name: value})
    assert answer.status_code == 422


def test_what_the_rules_cover(guarded):
    page = guarded.text(PAGE, part="coverage")
    for title in ("规则覆盖情况", "人工检查清单", "没有执行的规则"):
        assert f"<h2>{title}</h2>" in page
    cells = cells_of(guarded.get(f"{PAGE}xlsx", part="coverage"))
    assert "□符合 □不符合 □不涉及" in cells


def test_what_became_of_the_cases(guarded):
    """The summary stands here; the list behind it is a report."""
    page = guarded.text(PAGE, part="answers", time="2024")
    assert "<h2>按单位汇总</h2>" in page
    href = html.unescape(re.search(r'<a href="([^"]*)">每个问题的责任人', page)[1])
    assert parse_qs(urlsplit(href).query)["report"] == ["rectification"]
    there = guarded.client.get(href, base_url="http://127.0.0.1:5000")
    assert there.status_code == 200


def test_an_unknown_part_is_the_first(guarded):
    assert "问题清单（" in guarded.text(PAGE, part="other")


def test_other_filters_are_said_not_heeded(guarded):
    assert "本页不按“科目”筛选" in guarded.text(PAGE, account="Assets")


@pytest.mark.parametrize("part", ["cases", "sample", "coverage", "answers"])
def test_hostile_names_stay_text(guarded, part):
    asked = {"size": "99", "above": "1", "from_unit": "", "seed": "<script>probe()"}
    asked = asked if part == "sample" else {}
    page = guarded.text(PAGE, part=part, **asked).split("</style>")[1]
    assert "<script>probe()" not in page
    assert "<img src=x" not in page
