"""YAML with the line of every value, so that an error names file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import TypeVar

from pydantic import BaseModel
from pydantic import ValidationError
from yaml import MarkedYAMLError
from yaml import YAMLError

from union_ledger.core.errors import InputError
from union_ledger.core.explain import explain
from union_ledger.core.explain import os_problem
from union_ledger.core.explain import yaml_problem
from union_ledger.core.yamlnodes import OddValueError
from union_ledger.core.yamlnodes import YamlList
from union_ledger.core.yamlnodes import YamlMap
from union_ledger.core.yamlnodes import compose

if TYPE_CHECKING:
    from pathlib import Path

Model = TypeVar("Model", bound=BaseModel)


def read_yaml(path: Path, *, document: int = 0) -> YamlMap:
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


def parse_yaml(text: str, path: Path, *, document: int = 0) -> YamlMap:
    """Return a YAML mapping from its text; an empty text gives an empty one.

    ``path`` is what an error names.

    Raises:
        InputError: As :func:`read_yaml`.
    """
    text = _document(text, document)
    try:
        data = compose(text)
    except MarkedYAMLError as exc:
        mark = exc.problem_mark or exc.context_mark
        raise InputError(
            f"不是合法的 YAML：{yaml_problem(exc)}",
            file=path,
            line=mark.line + 1 if mark else 1,
        ) from None
    except YAMLError as exc:
        # The one without a mark: a character YAML does not allow, with its place.
        place = getattr(exc, "position", None)
        raise InputError(
            f"不是合法的 YAML：{yaml_problem(exc)}",
            file=path,
            line=text.count("\n", 0, place or 0) + 1,
        ) from None
    except OddValueError as exc:
        raise InputError(str(exc), file=path, line=exc.line, hint=exc.hint) from None
    except RecursionError:
        raise InputError("括号或缩进套得太深", file=path, line=1) from None
    if data is None:
        return YamlMap()
    if not isinstance(data, YamlMap):
        raise InputError("应是键值结构（mapping）", file=path, line=1)
    return data


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


def line_of(node: YamlMap | YamlList, *path: str | int) -> int:
    """Return the line (from 1) of the key or item that ``path`` leads to.

    Where the path leads no further the line of the last place reached is given.
    """
    line = node.line
    here: Any = node
    for step in path:
        known = isinstance(here, YamlMap) and step in here
        if not known and not (
            isinstance(here, YamlList) and isinstance(step, int) and step < len(here)
        ):
            break
        line = here.lines[step]
        here = here[step]
    return line


def read_model(
    model: type[Model], node: YamlMap, path: Path, context: object = None
) -> Model:
    """Validate ``node`` as ``model``; the first wrong key is named with its line.

    Raises:
        InputError: A key is unknown, missing or holds a value not allowed.
    """
    try:
        return model.model_validate(node, context=context)
    except ValidationError as exc:
        first = exc.errors()[0]
        raise InputError(
            explain(first), file=path, line=line_of(node, *first["loc"])
        ) from None
