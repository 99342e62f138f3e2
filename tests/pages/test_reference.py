"""The reference year behind stock Fava: what is shown is what the ledger holds."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest

from union_ledger.core.ledger import load_ledger
from union_ledger.core.period import parse_period
from union_ledger.reports.assets.register import asset_register
from union_ledger.reports.assets.stocktaking import stocktaking_report
from union_ledger.reports.cells import value_text
from union_ledger.reports.utilisation import utilisation

HUST = Path(__file__).parents[2] / "ledgers" / "hust"


@pytest.fixture(scope="module")
def ledger():
    return load_ledger(HUST)


@pytest.fixture(scope="module")
def page():
    """Return a function that opens one of the two pages."""
    from fava.application import create_app

    main = str(HUST / "main.beancount")
    app = create_app([main], load=True, poll_watcher=True)
    slug = quote(app.config["LEDGERS"].first_slug())
    client = app.test_client()

    def opened(name):
        answer = client.get(f"/{slug}/extension/{name}/?time=2024")
        assert answer.status_code == 200
        return answer.get_data(as_text=True)

    return opened


def test_every_finding_of_the_year_is_shown(page, ledger):
    """By permanent id, once each, and in the order the ledger gives."""
    shown = re.findall(r'id="finding-([\w-]+)"', page("UnionResults"))
    assert shown == [f.id for f in ledger.findings if f.day.year == 2024]
    assert shown


def test_the_figures_are_the_reports(page, ledger):
    html = page("UnionFunds")
    for figure in utilisation(ledger, parse_period("2024")).figures:
        text = re.escape(value_text(figure.value, figure.kind))
        assert re.search(rf"<dt>{figure.label}</dt><dd[^>]*>{text}</dd>", html)


def test_every_sub_union_is_in_the_table(page, ledger):
    html = page("UnionFunds")
    for unit in {row.place.unit for row in ledger.books.quota_rows if row.place.unit}:
        name = ledger.books.registers.unit_name(unit, parse_period("2024").last)
        assert f">{name}</th>" in html


def test_every_asset_is_in_the_list_and_agrees(page, ledger):
    """Card, lot, 162, 163 and 301 agree at the end of the year, and all was counted."""
    html = page("UnionAssets")
    report = asset_register(ledger, parse_period("2024"))
    told = {figure.label: figure.value for figure in report.figures}
    assert told["核对不符"] == 0
    assert html.count('<td class="ul-code"><a href=') == (
        told["在册卡片"] + told["备查卡片"]
    )
    count = stocktaking_report(ledger, parse_period("2024"))
    coverage = {figure.label: figure.value for figure in count.figures}["覆盖率"]
    assert coverage is not None
    assert coverage > 0
