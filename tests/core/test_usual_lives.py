"""What a thing is called, or its code, tells how long it lasts."""

from __future__ import annotations

import pytest

from union_ledger.core.asset_accounts import CLASSES
from union_ledger.core.usual_lives import usual_life
from union_ledger.core.usual_lives import usual_lives


@pytest.mark.parametrize(
    ("class_", "name", "gb", "kind", "said"),
    [
        ("通用设备", "笔记本电脑", "", "计算机设备", "不少于 6 年"),
        ("通用设备", "某机", "A02020200", "办公设备", "不少于 6 年"),
        ("专用设备", "跑步机", "", "体育设备", "5–15 年"),
        ("家具用具装具及动植物", "会议桌", "", "家具", "不少于 15 年"),
        ("家具用具装具及动植物", "盆景", "", "动植物", "不计提折旧"),
        ("图书档案", "职工书屋藏书", "", "图书、档案", "不计提折旧"),
        ("文物和陈列品", "石刻", "", "文物和陈列品", "不计提折旧"),
        ("房屋及构筑物", "钢筋混凝土活动中心", "", "钢筋混凝土房屋", "不少于 50 年"),
    ],
)
def test_the_kind_of_a_thing(class_, name, gb, kind, said):
    """By its code, else by the longest word in its name, else by its class alone."""
    found = usual_life(class_, name, gb)
    assert (found.kind, found.said) == (kind, said)


def test_nobody_guesses():
    """What neither name nor code tells stays unknown; a word counts in its class."""
    assert usual_life("通用设备", "某物") is None
    assert usual_life("无形资产", "软件") is None
    assert usual_life("专用设备", "笔记本电脑") is None


def test_what_fits():
    """The least years and, where there are, the most; nothing fits what is not
    written off.
    """
    sport = usual_life("专用设备", "跑步机")
    assert [sport.fits(months) for months in (59, 60, 180, 181)] == [
        *(False, True, True, False)
    ]
    assert usual_life("通用设备", "电脑").fits(600)
    assert not usual_life("图书档案", "书").fits(12)


def test_the_table_is_whole():
    """Every row is of a class of the 制度, and no word stands twice in one class."""
    seen = set()
    for row in usual_lives():
        assert row.class_ in CLASSES
        assert not row.at_most or row.at_most > row.years
        for word in row.words:
            assert (row.class_, word) not in seen
            seen.add((row.class_, word))
