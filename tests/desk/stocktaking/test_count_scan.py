"""Lists of scanned labels: what was scanned was there, the rest stays open."""

from __future__ import annotations

from datetime import date

import pytest

from union_ledger.core.ledger import load_ledger
from union_ledger.desk.asset_tag import read_tag
from union_ledger.desk.asset_tag import tag_of
from union_ledger.desk.asset_tag import union_sign

DAY = date(2024, 12, 5)


@pytest.fixture
def scanned(books, tmp_path):
    """Return a function that writes a list; FA-2023-0001 alone stands for its code."""
    sign = union_sign(load_ledger(books))

    def write(*rows, name="扫码.csv"):
        path = tmp_path / name
        lines = [row.replace("@", f"{sign}:") for row in rows]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


def test_a_plain_list_of_codes_is_a_count(scanned, take, counts):
    """No heading is needed; what was not scanned is named as open."""
    path = scanned("@FA-2023-0001", "@FA-2023-0003")
    outcomes, text = take(path, day=DAY, unit="007", by="T0072")
    assert [(c.number, c.result, c.since) for c in counts()] == [
        ("FA-2023-0001", "相符", DAY),
        ("FA-2023-0003", "相符", DAY),
    ]
    assert "007 还有 2 项没有盘：FA-2023-0002、XZ-2023-0001" in text
    assert outcomes[0].is_clear


def test_every_row_of_a_list_is_answered(scanned, add, take, counts, file_regression):
    """Places, numbers of pieces, strange codes, other units, scanned twice."""
    add(
        '2024-01-01 custom "asset" "FA-2024-0005" "书架"\n'
        '  class: "家具用具装具及动植物"\n  cost: 1.00 CNY\n  unit: "007"\n'
    )
    path = scanned(
        "二维码,时间,地点,数量",
        "@FA-2023-0001,9:01,图书馆,",
        "@FA-2023-0002,9:02,教工之家,18",
        "@FA-2023-0003,9:03,教工之家,",
        "@FA-2023-0003,9:04,教工之家,",
        "@FA-2024-0005,9:05,门厅,",
        "@FA-2024-0005,9:05,教工之家,",
        "@FA-2023-0004,9:06,,",
        "@FA-2023-0099,9:07,,",
        "https://example.com,9:08,,",
        "GH0000:FA-2023-0001,9:09,,",
        "@XZ-2023-0001,9:10,,三",
    )
    _, text = take(path, day=DAY, unit="007", partial=True)
    file_regression.check(_plain(text), encoding="utf-8")
    assert [(c.number, c.result) for c in counts()] == [
        ("FA-2023-0001", "位置不符"),
        ("FA-2023-0002", "盘亏"),
        ("FA-2023-0003", "相符"),
    ]


def _plain(text):
    """Leave out what hangs on the list's own content."""
    import re

    return re.sub(r"SM-2024-[0-9A-F]{6}(-\w{8})?", "SM-2024-……", text)


def test_one_label_does_not_count_many_pieces(scanned, take, counts):
    outcomes, text = take(scanned("@FA-2023-0002"), day=DAY)
    assert "登记 20 件，扫一个标签数不出来" in text
    assert not outcomes[0].is_clear
    assert counts() == []


def test_the_same_list_twice_books_nothing(scanned, take, counts):
    path = scanned("@FA-2023-0001")
    take(path, day=DAY)
    _, text = take(path, day=DAY)
    assert "已在账 1" in text
    assert len(counts()) == 1


def test_a_list_and_a_form_of_one_day_agree(scanned, filled, take, counts):
    """What was scanned and is 相符 on the form is booked once."""
    take(scanned("@FA-2023-0001"), day=date(2024, 11, 29))
    outcomes, _ = take(filled.save())
    assert [row.state for row in outcomes[0].rows] == ["已在账", *["入账"] * 3]
    assert len(counts()) == 4


def test_a_list_needs_its_day(scanned, take):
    outcomes, _ = take(scanned("@FA-2023-0001"))
    assert "请用 --day 写明" in outcomes[0].problem


def test_a_stray_table_is_no_list(scanned, take):
    outcomes, _ = take(scanned("姓名,部门", "某人,某处"), day=DAY)
    assert "不是盘点表，也没有标签的二维码" in outcomes[0].problem


def test_the_sign_survives_a_change_of_name(books, add):
    """Labels stay valid when the union is renamed; another union's differ."""
    before = union_sign(load_ledger(books))
    add(
        '2024-06-01 custom "unit-change" "rename"\n  from: "000"\n'
        '  name: "大学工会"\n  decision: "1号"\n'
    )
    assert union_sign(load_ledger(books)) == before
    assert read_tag(f" {tag_of(before, 'FA-2023-0001').lower()} ") == (
        before,
        "FA-2023-0001",
    )
    assert read_tag("FA-2023-0001") is None
