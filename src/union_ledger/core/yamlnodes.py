"""YAML as plain data that knows where it stands, read by libyaml where it is there.

Scalars are read as YAML 1.2 says: only true and false are truth values, so that a
word such as ``no`` stays a word. Anything odd is refused here, not guessed.
"""

from __future__ import annotations

import re
from datetime import date
from datetime import time
from typing import TYPE_CHECKING
from typing import Any

import yaml

if TYPE_CHECKING:
    from yaml.nodes import Node

# libyaml reads twenty times as fast; the wheels of all common systems have it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LONGEST = 10_000
_QUOTED = {"'", '"', "|", ">"}
_STR = "tag:yaml.org,2002:str"
_DATE = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt ]+(\d{1,2}):(\d{1,2})(?::(\d{1,2}).*)?)?$"
)
_INT = re.compile(r"[-+]?[0-9]{1,400}$")
_FLOAT = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$|[-+]?\.(inf|nan)$",
    re.IGNORECASE,
)
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


class YamlMap(dict[str, Any]):
    """A mapping; ``line`` is where it begins, ``lines`` where each key stands."""

    line = 1
    lines: dict[str, int]


class YamlList(list[Any]):
    """A sequence; ``line`` is where it begins, ``lines`` where each item stands."""

    line = 1
    lines: list[int]


class OddValueError(Exception):
    """A value that is refused: what is wrong, with its line and what to do."""

    def __init__(self, what: str, line: int, hint: str | None = None) -> None:
        """Keep all three; the line counts from 1."""
        super().__init__(what)
        self.line = line
        self.hint = hint


def compose(text: str) -> Any:  # noqa: ANN401
    """Return the data of one YAML document; None where it is empty.

    Raises:
        yaml.YAMLError: The text is no YAML.
        OddValueError: A key stands twice, a date does not exist, a number has a
            decimal point, a reference leads back to itself, or it nests too deep.
    """
    _refuse_depth(text)
    node = yaml.compose(text, Loader=_LOADER)
    return None if node is None else _value(node, ())


def _refuse_depth(text: str) -> None:
    """Refuse what could nest so deep that libyaml overruns the stack.

    Depth needs brackets, or a line with a mark for each level.
    """
    too_deep = "括号或缩进套得太深"
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > _LONGEST:
            raise OddValueError(too_deep, number)
    if text.count("[") + text.count("{") > _LONGEST:
        raise OddValueError(too_deep, 1)


def _value(node: Node, above: tuple[Node, ...]) -> Any:  # noqa: ANN401
    line = node.start_mark.line + 1
    if any(node is other for other in above):
        raise OddValueError("有引用（*）绕回自己", line)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, line, (*above, node))
    if isinstance(node, yaml.SequenceNode):
        items = YamlList(_value(item, (*above, node)) for item in node.value)
        items.line = line
        items.lines = [item.start_mark.line + 1 for item in node.value]
        return items
    return _scalar(node, line)


def _mapping(node: Any, line: int, above: tuple[Node, ...]) -> YamlMap:  # noqa: ANN401
    found = YamlMap()
    found.line, found.lines = line, {}
    for key, value in node.value:
        place = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise OddValueError("键应是一个词", place)
        if key.value in found:
            raise OddValueError(f"“{key.value}”写了两次", place, "同一处只能写一次。")
        found[key.value] = _value(value, above)
        found.lines[key.value] = place
    return found


def _scalar(node: Any, line: int) -> Any:  # noqa: ANN401
    text: str = node.value
    if node.style in _QUOTED or node.tag == _STR:
        return text
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _INT.match(text):
        return int(text)
    if _FLOAT.match(text):
        hint = '金额和比例请写成带引号的文字，如 "2000.00"。'
        raise OddValueError("小数没有加引号", line, hint)
    found = _DATE.match(text)
    if found:
        try:
            year, month, day, hour, minute, second = (
                int(part or 0) for part in found.groups()
            )
            time(hour, minute, second)
            return date(year, month, day)
        except ValueError:
            hint = "应是日历上有的年-月-日。"
            raise OddValueError(f"日期 {text} 不存在", line, hint) from None
    return text
