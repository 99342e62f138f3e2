"""分会, 项目 and 监督: what is chosen, and which rows Fava's filters leave."""

from __future__ import annotations

import html
import io
import re
from urllib.parse import parse_qs
from urllib.parse import urlsplit

import pytest
from openpyxl import load_workbook

UNIT = "extension/UnionUnit/"
PROJECTS = "extension/UnionProjects/"
SUPERVISION = "extension/UnionSupervision/"


def section(page, title):
    """Return the part of a page under a heading."""
    return page.split(f"<h2>{title}</h2>")[1].split("</section>")[0]


def purpose(page, code):
    """Return the cells of a purpose's row, without their links."""
    table = section(page, "按用途的余额")
    (row,) = [each for each in table.split("<tr") if f">{code}<" in each]
    cells = re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL)
    return [re.sub(r"<[^>]*>", "", cell).strip() for cell in cells]


def test_a_unit_is_chosen(guarded):
    """The form names every unit; the title says whose page it is."""
    page = guarded.text(UNIT, unit="007")
    assert '<option value="007" selected>007 ' in page
    assert '<option value="009">009 ' in page
    assert "二级工会经费明细（007 " in page


def test_what_is_left_stands_by_fund_and_by_purpose(guarded):
    """12,000 were allotted, 3,500 used; no budget sets a purpose apart."""
    page = guarded.text(UNIT, unit="007")
    assert "8,500.00" in section(page, "额度情况")
    cells = purpose(page, "50102")
    assert cells[2:6] == ["—", "3,500.00", "—", "8,500.00"]


def test_a_unit_nobody_registered_is_said(guarded):
    page = guarded.text(UNIT, unit="<b>")
    assert "没有登记单位“&lt;b&gt;”，下面是 007。" in page


@pytest.mark.parametrize(
    ("filters", "kept", "gone"),
    [
        ({"filter": 'payee:"宴请酒家"'}, "宴请酒家", "新年音乐会"),
        ({"account": "Expenses:501-职工活动支出"}, "宴请酒家", "本期没有支出"),
        ({"account": "Assets"}, "本期没有支出", "宴请酒家"),
    ],
)
def test_the_list_heeds_the_filters(guarded, filters, kept, gone):
    """Rows of the account, of entries that Fava keeps; the rest is said to be all."""
    page = guarded.text(UNIT, unit="007", **filters)
    listed = section(page, "支出明细")
    assert kept in listed
    assert gone not in listed
    assert "“支出明细”；本页其他数字是全部数据。" in page
    assert "8,500.00" in section(page, "额度情况")


def test_a_filter_nobody_understands_is_said(guarded):
    page = guarded.text(UNIT, unit="007", filter="((")
    assert "看不懂筛选" in page
    assert "宴请酒家" in section(page, "支出明细")


def test_an_amount_leads_to_its_entry(guarded):
    """In Fava's journal, found by the permanent id."""
    listed = section(guarded.text(UNIT, unit="007", time="2024-05"), "支出明细")
    href = re.search(r'<a href="([^"]*)">2,000.00</a>', listed)[1]
    target = urlsplit(html.unescape(href))
    assert target.path.endswith("/journal/")
    assert parse_qs(target.query) == {"filter": ['id:"^E2$"']}


def test_the_workbook_is_filtered_and_says_so(guarded):
    answer = guarded.get(f"{UNIT}xlsx", unit="007", filter='payee:"宴请酒家"')
    assert answer.status_code == 200
    book = load_workbook(io.BytesIO(answer.data))
    cells = {str(c.value) for sheet in book for row in sheet for c in row if c.value}
    assert any("筛选的是“支出明细”" in cell for cell in cells)
    assert "宴请酒家" in cells
    assert "<img src=x onerror=probe()>" not in cells


def test_a_project_leads_to_its_entries(guarded):
    """From the list to one project, with its register line and its spending."""
    page = guarded.text(PROJECTS, time="2024")
    href = re.search(r'<a href="([^"]*)">P2024-01</a>', page)[1]
    asked = parse_qs(urlsplit(html.unescape(href)).query)
    assert asked == {"project": ["P2024-01"], "time": ["2024"]}
    one = guarded.text(PROJECTS, project="P2024-01")
    assert "新年音乐会" in section(one, "项目登记")
    assert "1,500.00" in section(one, "项目支出明细")
    assert "宴请" not in section(one, "项目支出明细")


def test_the_lenses_heed_the_filters(guarded):
    """Persons, matters and moments; the units' risk is of everything."""
    whole = guarded.text(SUPERVISION)
    page = guarded.text(SUPERVISION, filter='payee:"宴请酒家"')
    assert "某店" in section(whole, "关键人：收款人")
    assert "某店" not in section(page, "关键人：收款人")
    assert section(page, "关键处：单位风险").count("<tr") == section(
        whole, "关键处：单位风险"
    ).count("<tr")


def test_no_person_stands_but_by_id(guarded):
    page = guarded.text(SUPERVISION)
    assert ">T0002</" in section(page, "关键人：审批人")


def test_hostile_names_stay_text(guarded):
    for path in (UNIT, PROJECTS, SUPERVISION):
        page = guarded.text(path).split("</style>")[1]
        assert "<script>probe()" not in page
        assert "<img src=x" not in page


def test_a_purpose_leads_to_the_units_own_entries(guarded):
    """The filter finds what the figure is made of, and nothing of other units."""
    table = section(guarded.text(UNIT, unit="007"), "按用途的余额")
    href = re.search(r'<a href="([^"]*)">3,500.00</a>', table)[1]
    asked = {k: v[0] for k, v in parse_qs(urlsplit(html.unescape(href)).query).items()}
    entries = guarded.ledger.get_filtered(**asked).entries
    assert [e.meta["id"] for e in entries if "id" in e.meta] == ["E1", "E2"]
