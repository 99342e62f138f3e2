"""The text of a page by place, whatever order and spelling the file has it in."""

from __future__ import annotations

import re

import pytest

from union_ledger.importers.invoices.page import Glyph
from union_ledger.importers.invoices.page import lines_of


def glyphs(x, y, text, step=9.0):
    return [
        Glyph(char, x + step * number, x + step * (number + 1), y, y + 9.0)
        for number, char in enumerate(text)
    ]


def test_two_columns_are_two_values():
    page = [*glyphs(300, 10, "名称：乙"), *glyphs(10, 11, "名称：甲")]
    (line,) = lines_of(page)
    label = re.compile("名称:")
    assert [found.text for found in line.behind(label, [label])] == ["甲", "乙"]


def test_a_far_column_without_a_label_is_no_part_of_the_value():
    (line,) = lines_of([*glyphs(10, 10, "名称：甲"), *glyphs(200, 10, "密文")])
    (found,) = line.behind(re.compile("名称:"), [])
    assert found.text == "甲"


def test_words_that_run_downwards_are_left_out():
    down = [
        glyph
        for step, char in enumerate("购买方")
        for glyph in glyphs(10, 10 + 12 * step, char)
    ]
    lines = lines_of([*down, *glyphs(20, 10, "名称：购货")])
    assert [line.plain for line in lines] == ["名称:购货"]


@pytest.mark.parametrize(("given", "usual"), [("⼯", "工"), ("⻝", "食"), ("⻋", "车")])
def test_radicals_are_the_characters_they_look_like(given, usual):
    """Fonts made for printing give them: 武汉某⻝品有限公司."""
    (line,) = lines_of(glyphs(10, 10, given))
    assert line.glyphs[0].text == usual


def test_a_value_keeps_its_brackets_and_a_label_is_found_in_any_width():
    (line,) = lines_of(glyphs(10, 10, "（小写）￥1（元）"))
    (found,) = line.behind(re.compile(r"[(]小写[)]"), [])
    assert found.text == "￥1（元）"
