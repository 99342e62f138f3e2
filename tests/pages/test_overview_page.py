"""总览: where the sentences and the units lead."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qs
from urllib.parse import urlsplit

PAGE = "extension/UnionOverview/"


def links(page):
    found = re.findall(r'<a href="([^"]*)">([^<]*)</a>', page)
    return {html.unescape(text): urlsplit(html.unescape(href)) for href, text in found}


def test_a_sentence_leads_to_what_it_tells_of(guarded):
    """Every matter has an address on this server, and it opens."""
    page = guarded.text(PAGE)
    matters = page.split('<ul class="ul-matters">')[1].split("</ul>")[0]
    found = links(matters)
    assert any("违规问题还没有落实责任人" in said for said in found)
    for target in found.values():
        address = f"{target.path}?{target.query}"
        answer = guarded.client.get(address, base_url="http://127.0.0.1:5000")
        assert answer.status_code == 200, address


def test_a_unit_leads_to_its_own_page(guarded):
    """With the period and nothing of Fava's filters."""
    page = guarded.text(PAGE, time="2024-05", account="Assets")
    (target,) = [each for each in links(page).values() if "UnionUnit" in each.path][:1]
    assert parse_qs(target.query)["time"] == ["2024-05"]
    assert set(parse_qs(target.query)) == {"unit", "time"}
    assert "本页不按“科目”筛选" in page


def test_the_year_so_far_is_shown(guarded):
    """A month's page is of January to that month; its figures lead there."""
    page = guarded.text(PAGE, time="2024-05")
    assert "期间：2024 年 1—5 月" in page
    assert re.search(r"<dt>本年支出</dt><dd[^>]*>3,500.00</dd>", page)
    assert parse_qs(links(page)["3,500.00"].query)["time"] == ["2024-01 - 2024-05"]


def test_bars_stand_against_the_pace(guarded):
    """The line is drawn, and named beside the picture."""
    page = guarded.text(PAGE, time="2024")
    assert "竖线为时间进度 100.0%" in page
    assert '<line class="ul-mark"' in page


def test_names_from_the_books_stay_text(guarded):
    page = guarded.text(PAGE).split("</style>")[1]
    assert "<script>probe()" not in page
    assert "&lt;script&gt;probe()" in page
