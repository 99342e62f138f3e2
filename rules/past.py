"""Rule files as a git revision has them, and as they stand now, to be compared.

Old files are read leniently: what the models of today no longer know is passed over.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from typing import TypeVar

from pydantic import BaseModel
from pydantic import ConfigDict
from pydantic import Field

from union_ledger.core.errors import InputError
from union_ledger.core.yamlfile import parse_yaml
from union_ledger.core.yamlfile import read_model
from union_ledger.core.yamlfile import read_yaml
from union_ledger.rules.loader import LAYERS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from union_ledger.rules.loader import Rulebook


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer's folder and files; ``index`` lists them where it is the local one."""

    folder: Path
    files: list[Path]
    index: Path | None = None


class _Lenient(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, populate_by_name=True)


class PastDated(_Lenient):
    """A value from a day on."""

    since: date = Field(alias="from")
    value: Decimal | None = None
    state: str = "confirmed"


class PastParameter(_Lenient):
    """A parameter with its values in order of date; ``file`` is where it stands."""

    key: str
    values: tuple[PastDated, ...] = ()
    file: str = ""


class PastRule(_Lenient):
    """The parts of a rule that decide what it strikes, and when."""

    id: str
    kind: str
    severity: str
    where: dict[str, Any] = {}
    options: dict[str, Any] = Field(default={}, alias="with")
    parameters: dict[str, str] = {}
    effective: date
    expires: date | None = None
    replaces: str = ""
    file: str = ""


class _PastFile(_Lenient):
    parameters: tuple[PastParameter, ...] = ()
    rules: tuple[PastRule, ...] = ()


class _PastIndex(_Lenient):
    parts: tuple[str, ...] = ()


_Model = TypeVar("_Model", bound=_Lenient)


@dataclass(slots=True)
class Said:
    """What one layer says: its rules by id, its parameters by key."""

    rules: dict[str, PastRule] = field(default_factory=dict)
    parameters: dict[str, list[PastParameter]] = field(default_factory=dict)


def layers_of(book: Rulebook, index: Path | None) -> list[Layer]:
    """Return the layers of a rulebook that was read with ``index``, highest first."""
    layers = []
    for name in LAYERS:
        folder = Path(str(files("union_ledger.rules") / name))
        layers.append(Layer(folder, [p for p in book.files if p.parent == folder]))
    if index is not None:
        own = book.files[book.files.index(index) + 1 :]
        layers.append(Layer(index.resolve().parent, own, index))
    return layers


def read_now(layer: Layer) -> Said:
    """Return what a layer's files say now.

    Raises:
        InputError: A file cannot be read.
    """
    return _put_together(
        (path, read_model(_PastFile, read_yaml(path), path)) for path in layer.files
    )


def read_then(layer: Layer, revision: str) -> Said:
    """Return what a layer's files said in a revision.

    A local layer had the files its index listed then, the others every file of
    their folder. A layer that was not there yet said nothing.

    Raises:
        InputError: A file cannot be read.
    """
    folder = layer.folder
    listed = _git(folder, "ls-tree", "-r", "--name-only", revision, "--", ".")
    names = [name for name in listed.splitlines() if name.endswith(".yaml")]
    if layer.index is not None:
        index = layer.index
        if index.name not in names:
            return Said()
        names = list(_old(_PastIndex, folder, index.name, revision).parts)
    return _put_together(
        (folder / name, _old(_PastFile, folder, name, revision)) for name in names
    )


def same_repository(layers: list[Layer]) -> list[Layer]:
    """Return the layers that stand in the git repository of the last one.

    Raises:
        InputError: The last one stands in none.
    """
    last = layers[-1].folder
    home = _home(last)
    if home is None:
        raise InputError(
            "规则文件夹不在 git 仓库里，没有以前的版本可比",
            file=last,
            hint="请在账簿目录运行 git init 并提交；不核对就去掉 --since。",
        )
    return [layer for layer in layers if _home(layer.folder) == home]


def revision_day(folder: Path, revision: str) -> date:
    """Return the day on which a revision was committed.

    Raises:
        InputError: There is no such revision.
    """
    commit = _git(
        folder, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}"
    )
    return date.fromisoformat(_git(folder, "show", "-s", "--format=%cs", commit))


def _put_together(parts: Iterable[tuple[Path, _PastFile]]) -> Said:
    said = Said()
    for path, content in parts:
        named = {"file": path.name}
        for rule in content.rules:
            said.rules[rule.id] = rule.model_copy(update=named)
        for parameter in content.parameters:
            said.parameters[parameter.key] = [parameter.model_copy(update=named)]
    return said


def _old(model: type[_Model], folder: Path, name: str, revision: str) -> _Model:
    text = _git(folder, "show", f"{revision}:./{name}")
    # What is wrong in it stands in the revision, not in the file of today.
    path = Path(f"{revision}:{name}")
    return read_model(model, parse_yaml(text, path), path)


def _home(folder: Path) -> str | None:
    """Return the root of the repository a folder stands in; None outside any."""
    try:
        return _git(folder, "rev-parse", "--show-toplevel")
    except InputError:
        return None


def _git(folder: Path, *words: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - fixed words and a revision, no shell
            ["git", "-C", str(folder), "-c", "core.quotepath=off", *words],  # noqa: S607
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
    except FileNotFoundError:
        raise InputError(
            "这台电脑上找不到 git 程序",
            hint="核对规则沿革要用它，请先安装；不核对就去掉 --since。",
        ) from None
    if done.returncode:
        raise InputError(
            f"git 里找不到版本 {words[-1].partition('^')[0]}",
            file=folder,
            hint="请写提交号、标签或 HEAD~1 这样的版本；规则文件夹要在 git 仓库里。",
        )
    return done.stdout.strip("\n")
