"""YAML with the line of every value, so that an error names file and line."""

from __future__ import annotations

import re
from datetime import date
from datetime import time
from typing import TYPE_CHECKING
from typing import Any
from typing import TypeVar

from pydantic import BaseModel
from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.comments import CommentedSeq
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarfloat import ScalarFloat

from union_ledger.core.errors import InputError
from union_ledger.core.explain import explain
from union_ledger.core.explain import os_problem
from union_ledger.core.explain import yaml_problem

if TYPE_CHECKING:
    from pathlib import Path

_DATE = re.compile(
    r"\b(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt ]+(\d{1,2}):(\d{1,2}):(\d{1,2}))?"
)

Model = TypeVar("Model", bound=BaseModel)


def read_yaml(path: Path, *, document: int = 0) -> CommentedMap:
    """Read a YAML mapping, keeping the place of every key.

    ``document`` counts the documents of a file, which ``---`` lines part; one that
    is not there is empty. Only the one asked for is read.

    Raises:
        InputError: The file is missing, not UTF-8, not YAML, not a mapping, or
            holds an unquoted decimal number (money must be quoted).
    """
    data = parse_yaml(_text(path), path, document=document)
    if not data and not document:
        raise InputError("应是键值结构（mapping）", file=path, line=1)
    return data


def parse_yaml(text: str, path: Path, *, document: int = 0) -> CommentedMap:
    """Return a YAML mapping from its text; an empty text gives an empty one.

    ``path`` is what an error names.

    Raises:
        InputError: As :func:`read_yaml`.
    """
    text = _document(text, document)
    try:
        data = YAML(typ="rt").load(text)
    except MarkedYAMLError as exc:
        mark = exc.problem_mark or exc.context_mark
        raise InputError(
            f"不是合法的 YAML：{yaml_problem(exc)}",
            file=path,
            line=mark.line + 1 if mark else None,
        ) from None
    except YAMLError as exc:
        # The one without a mark: a character YAML does not allow, with its place.
        place = getattr(exc, "position", 0)
        raise InputError(
            f"不是合法的 YAML：{yaml_problem(exc)}",
            file=path,
            line=text.count("\n", 0, place) + 1,
        ) from None
    except ValueError:
        raise _unreadable_value(text, path) from None
    except RecursionError:
        raise InputError("括号或缩进套得太深", file=path, line=1) from None
    if data is None:
        return CommentedMap()
    if not isinstance(data, CommentedMap):
        raise InputError("应是键值结构（mapping）", file=path, line=1)
    try:
        _refuse_floats(data, path)
    except RecursionError:
        raise InputError("有引用（*）绕回自己", file=path, line=1) from None
    return data


def _unreadable_value(text: str, path: Path) -> InputError:
    """Say which value the reader failed to make: as a rule a date that is none."""
    line, shown = _impossible_date(text)
    if line is None:
        return InputError(
            "有读不懂的数或日期", file=path, line=1, hint="请给它加上引号。"
        )
    return InputError(
        f"日期 {shown} 不存在", file=path, line=line, hint="应是日历上有的年-月-日。"
    )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputError("找不到文件", file=path) from None
    except OSError as exc:
        raise InputError(f"文件读不出来（{os_problem(exc)}）", file=path) from None
    except UnicodeDecodeError as exc:
        raise InputError(
            "文件读不出来（这一行的文字不是 UTF-8 编码）",
            file=path,
            line=exc.object.count(b"\n", 0, exc.start) + 1,
            hint="请用编辑器另存为 UTF-8。",
        ) from None


def _document(text: str, number: int) -> str:
    """Return one document of a file, at the lines where it stands."""
    documents: list[list[str]] = [[]]
    for count, line in enumerate(text.split("\n")):
        if line.rstrip() == "---" and any(map(str.strip, documents[-1])):
            documents.append([""] * (count + 1))
        else:
            documents[-1].append(line)
    return "\n".join(documents[number]) if number < len(documents) else ""


def _impossible_date(text: str) -> tuple[int | None, str]:
    """Find the date that the reader could not make, with its line."""
    for number, line in enumerate(text.splitlines(), 1):
        for found in _DATE.findall(line):
            numbers = [int(part) for part in found if part]
            try:
                date(*numbers[:3])
                hour, minute, second = (*numbers[3:], 0, 0, 0)[:3]
                time(hour, minute, second)
            except ValueError:
                shown = f"{'-'.join(found[:3])} {':'.join(found[3:])}"
                return number, shown.strip(" :")
    return None, ""


def _refuse_floats(node: Any, path: Path, line: int = 1) -> None:  # noqa: ANN401
    if isinstance(node, CommentedMap):
        for key, value in node.items():
            _refuse_floats(value, path, node.lc.key(key)[0] + 1)
    elif isinstance(node, CommentedSeq):
        for index, value in enumerate(node):
            _refuse_floats(value, path, node.lc.item(index)[0] + 1)
    elif isinstance(node, ScalarFloat | float):
        raise InputError(
            "小数没有加引号",
            file=path,
            line=line,
            hint='金额和比例请写成带引号的文字，如 "2000.00"。',
        )


def line_of(node: CommentedMap | CommentedSeq, *path: str | int) -> int:
    """Return the line (from 1) of the key or item that ``path`` leads to.

    Where the path leads no further the line of the last place reached is given.
    """
    line: int = node.lc.line + 1
    here: Any = node
    for step in path:
        if isinstance(here, CommentedMap) and step in here:
            line = here.lc.key(step)[0] + 1
        elif isinstance(here, CommentedSeq) and isinstance(step, int):
            line = here.lc.item(step)[0] + 1
        else:
            break
        here = here[step]
    return line


def plain(node: Any) -> Any:  # noqa: ANN401
    """Return the same data as plain dicts, lists, strings, dates and numbers."""
    if isinstance(node, CommentedMap):
        return {str(key): plain(value) for key, value in node.items()}
    if isinstance(node, CommentedSeq):
        return [plain(value) for value in node]
    if isinstance(node, bool) or node is None or isinstance(node, date):
        return node
    if isinstance(node, int):
        return int(node)
    return str(node)


def read_model(
    model: type[Model], node: CommentedMap, path: Path, context: object = None
) -> Model:
    """Validate ``node`` as ``model``; the first wrong key is named with its line.

    Raises:
        InputError: A key is unknown, missing or holds a value not allowed.
    """
    try:
        return model.model_validate(plain(node), context=context)
    except ValidationError as exc:
        first = exc.errors()[0]
        raise InputError(
            explain(first), file=path, line=line_of(node, *first["loc"])
        ) from None
