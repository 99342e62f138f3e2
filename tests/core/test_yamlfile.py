"""YAML that cannot be used: one Chinese error with file and line."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from pydantic import BaseModel
from pydantic import ConfigDict

from union_ledger.core.errors import InputError
from union_ledger.core.yamlfile import line_of
from union_ledger.core.yamlfile import read_model
from union_ledger.core.yamlfile import read_yaml


@pytest.fixture
def written(tmp_path):
    """Write bytes or text to a file; return its path."""

    def write(content):
        path = tmp_path / "规则.yaml"
        if isinstance(content, str):
            content = content.encode()
        path.write_bytes(content)
        return path

    return write


def test_a_byte_order_mark_and_windows_line_ends_are_no_matter(written):
    """Notepad writes both."""
    node = read_yaml(written(b"\xef\xbb\xbftitle: \xe8\xa7\x84\r\nparts: []\r\n"))
    assert node == {"title": "规", "parts": []}


def test_values_keep_their_kind(written):
    """Dates are dates, quoted money is text, and nothing becomes a float."""
    node = read_yaml(written('a: 2024-03-01\nb: "20.50"\nc: 3\nd: true\ne:\n'))
    assert node == {
        "a": dt.date(2024, 3, 1),
        "b": "20.50",
        "c": 3,
        "d": True,
        "e": None,
    }


def test_words_of_older_yaml_stay_words(written):
    """Only true and false are truth values; a leading nought makes no octal."""
    node = read_yaml(written("a: no\nb: on\nc: 1:30\nd: 010\ne: TRUE\n"))
    assert node == {"a": "no", "b": "on", "c": "1:30", "d": 10, "e": True}


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        ("a: 1\nb:\n\tc: 1\n", 3, "不是合法的 YAML"),
        ("a: 1\nb: 2\na: 3\n", 3, "“a”写了两次"),
        ("a: 1\nb: [1, 2\nc: 3\n", 3, "不是合法的 YAML"),
        ("a: 1\nb: 2024-02-30\n", 2, "日期 2024-02-30 不存在"),
        ("a:\n  - b: 1\n    c: 20.5\n", 3, "小数没有加引号"),
        ("a: [1, 2.5]\n", 1, "小数没有加引号"),
        ("a: 1.0e+3\n", 1, "小数没有加引号"),
        ("a: 1\nb: .inf\n", 2, "小数没有加引号"),
        ("a: 1\nb: 2024-03-01 25:00:00\n", 2, "不存在"),
        ("- a\n- b\n", 1, "应是键值结构"),
        ("只有一句话\n", 1, "应是键值结构"),
        ("", 1, "应是键值结构"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(written, content, line, said):
    """Tabs, a key twice, an open list, no such date, a bare decimal, no mapping."""
    path = written(content)
    with pytest.raises(InputError) as caught:
        read_yaml(path)
    assert caught.value.file == str(path)
    assert caught.value.line == line
    assert said in caught.value.message


@pytest.mark.parametrize("content", ["a:\n\tb: 1\n", "a: 1\na: 2\n", "a: [1\nb: 2\n"])
def test_the_commonest_slips_are_told_in_chinese(written, content):
    """A tab, a key twice, a bracket left open: the user need not know English."""
    with pytest.raises(InputError) as caught:
        read_yaml(written(content))
    assert not re.search(r"[a-z]{3,}", caught.value.message)


def test_a_wrong_encoding_is_told(written):
    """A file saved as GB18030 is named with the first line that is none."""
    with pytest.raises(InputError, match=r"规则\.yaml：第 2 行：文件读不出来"):
        read_yaml(written("a: 1\n标题: 规则\n".encode("gb18030")))


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("a: 1\nb: \x07\n", 2),
        ("a: " + "[" * 3000, 2),
        ("a: " + "[" * 3000 + "]" * 3000, 1),
        ("a: " + "[" * 100_000 + "]" * 100_000, 1),
        ("a:\n" + "[\n" * 100_000, 1),
        ("a:\n " + "- " * 100_000, 2),
        ("a: " + "9" * 5000, 1),
        ("&x\na:\n  c: *x\n", 1),
        ("a: 1\nb: @c\n", 2),
        ("a: |9x\n b\n", 1),
        ("%YAML 3\n---\na: 1\n", 1),
    ],
)
def test_rarer_mistakes_are_told_in_chinese_with_a_line(written, content, line):
    """Control characters, endless nesting, a loop, a huge number, a sign at the head.

    No word of the reader's own English, and no traceback.
    """
    with pytest.raises(InputError) as caught:
        read_yaml(written(content))
    assert caught.value.line == line
    said = caught.value.message + (caught.value.hint or "")
    assert not re.search(r"[a-z]{3,}", said)


def test_what_the_system_refuses_is_told_in_chinese(tmp_path):
    """A folder where a file should be: the system's own word for it is English."""
    with pytest.raises(InputError, match="文件读不出来（是目录，不是文件）"):
        read_yaml(tmp_path)


def test_a_file_that_is_not_there_is_named(tmp_path):
    """So that a wrong path in the plugin line is seen."""
    with pytest.raises(InputError, match=r"没有\.yaml：找不到文件"):
        read_yaml(tmp_path / "没有.yaml")


def test_the_line_of_a_deep_place_is_known(written):
    """An error deep inside names the nearest line that exists."""
    node = read_yaml(written("a: 1\nb:\n  - c: 1\n  - c: 2\n    d:\n      e: 3\n"))
    assert line_of(node, "b", 1, "d", "e") == 6
    assert line_of(node, "b", 1, "gone", "e") == 4


def test_a_wrong_field_is_told_with_its_line(written):
    """The first wrong key or value of a model, by name."""

    class Sample(BaseModel):
        model_config = ConfigDict(extra="forbid")
        title: str
        days: int = 1

    path = written("title: 试\ndays: 很多\n")
    with pytest.raises(InputError) as caught:
        read_model(Sample, read_yaml(path), path)
    assert caught.value.line == 2
    assert "字段 days 的值 很多 不对：应是整数" in caught.value.message
