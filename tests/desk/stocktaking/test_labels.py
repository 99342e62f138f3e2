"""Labels: which things get one, how many fit, and what is on them."""

from __future__ import annotations

import re
from datetime import date

import pytest

from union_ledger.core.errors import InputError
from union_ledger.core.ledger import load_ledger
from union_ledger.desk.asset_labels import Grid
from union_ledger.desk.asset_labels import labels
from union_ledger.desk.asset_labels import labels_html
from union_ledger.desk.asset_labels import parse_grid

DAY = date(2024, 11, 29)


@pytest.fixture
def ledger(books, add):
    add(
        '2024-01-01 custom "asset" "RJ-2024-0001" "<b>软件</b>"\n'
        '  class: "无形资产"\n  cost: 100.00 CNY\n  unit: "007"\n'
        '2024-01-01 custom "asset" "FA-2020-0009" "旧电脑"\n'
        '  class: "通用设备"\n  cost: 100.00 CNY\n  unit: "007"\n  state: "已处置"\n'
    )
    return load_ledger(books)


def test_what_is_there_and_can_be_touched_gets_a_label(ledger):
    """Nothing is stuck on software, or on what is gone."""
    made = labels(ledger, DAY, unit="007")
    assert [label.number for label in made] == [
        "FA-2023-0001",
        "FA-2023-0002",
        "FA-2023-0003",
        "XZ-2023-0001",
    ]
    assert made[3].owner == "行政"


def test_a_card_of_many_pieces_gets_one_each_if_asked(ledger):
    made = labels(ledger, DAY, numbers=["FA-2023-0002"], each_piece=True)
    assert len(made) == 20


def test_sheets_are_filled_behind_the_used_labels(ledger):
    """Twenty labels, 7 used places, 24 to a sheet: two sheets."""
    made = labels(ledger, DAY, numbers=["FA-2023-0002"], each_piece=True)
    page = labels_html(ledger, made, Grid(3, 8), 7)
    sheets = page.split('<section class="sheet">')[1:]
    assert [sheet.count("<svg") for sheet in sheets] == [17, 3]
    assert sheets[0].count("<div></div>") == 7


def test_a_label_names_no_person_and_needs_no_other_file(ledger):
    page = labels_html(ledger, labels(ledger, DAY), Grid(3, 8), 0)
    assert "T0071" not in page
    assert not re.search(r"<script|<link|src=|https?://(?!www\.w3\.org)", page)


def test_text_of_the_register_stays_text(ledger):
    made = labels(ledger, DAY, numbers=["RJ-2024-0001"])
    page = labels_html(ledger, made, Grid(3, 8), 0)
    assert "&lt;b&gt;软件" in page


@pytest.mark.parametrize("text", ["0x8", "6x8", "3x20", "3", "x", "三x八"])
def test_a_grid_that_is_none_is_refused(text):
    with pytest.raises(InputError, match="标签排法"):
        parse_grid(text)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"numbers": ["FA-1"]}, "FA-1 没有标签可印：登记册里没有这个编号"),
        ({"numbers": ["FA-2020-0009"]}, "2024-11-29 不在账上"),
        ({"unit": "099"}, "单位 099 没有登记"),
        ({"unit": "000"}, "000 在 2024-11-29 没有要贴标签的东西"),
    ],
)
def test_what_has_no_label_is_said(ledger, asked, said):
    with pytest.raises(InputError, match=said):
        labels(ledger, DAY, **asked)
