"""Read the rulebook: the national and the Hubei layer, then the union's own."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import timedelta
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.core.yamlfile import line_of
from union_ledger.core.yamlfile import read_model
from union_ledger.core.yamlfile import read_yaml
from union_ledger.rules.loosening import alike
from union_ledger.rules.loosening import loosened
from union_ledger.rules.models import Citation
from union_ledger.rules.models import DatedValue
from union_ledger.rules.models import Index
from union_ledger.rules.models import RuleFile

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from union_ledger.rules.loosening import Layers
    from union_ledger.rules.models import ParameterState
    from union_ledger.rules.models import Rule

LAYERS = ("national", "hubei")


@dataclass(frozen=True, slots=True)
class LoadedRule:
    """A rule with its layer, its place and its full citation."""

    rule: Rule
    layer: str
    citation: Citation
    file: Path
    line: int
    option_lines: dict[str, int]


@dataclass(frozen=True, slots=True)
class Value:
    """A parameter's value in force; ``value`` is None when it is missing.

    ``layer`` is the one that gives it, ``since`` the day from which it does, and
    ``basis`` says how far its citation was checked.
    """

    key: str
    title: str
    value: Decimal | None
    state: ParameterState
    citation: str
    unit: str
    layer: str = ""
    since: date | None = None
    basis: str = ""


@dataclass(slots=True)
class Rulebook:
    """All layers put together.

    ``replaced`` are rules in whose place a lower layer has put another; each ends on
    the day before that one begins.
    """

    title: str
    version: str
    files: list[Path] = field(default_factory=list)
    rules: dict[str, LoadedRule] = field(default_factory=dict)
    parameters: dict[str, Layers] = field(default_factory=dict)
    replaced: list[LoadedRule] = field(default_factory=list)

    def at_work(self) -> list[LoadedRule]:
        """Return every rule that has a time in force, the replaced ones too."""
        ended = [
            loaded
            for loaded in self.replaced
            if loaded.rule.in_force(loaded.rule.effective)
        ]
        return [*self.rules.values(), *ended]

    def value(self, key: str, day: date) -> Value:
        """Return the value of a parameter on ``day``; the lowest layer decides.

        A layer that says the value is missing leaves it to the layer above.
        """
        layers = self.parameters[key]
        for layer, parameter, document in reversed(layers):
            dated = parameter.in_force(day)
            if dated is not None and dated.value is not None:
                citation = dated.citation.over(document)
                return Value(
                    key,
                    parameter.title,
                    dated.value,
                    dated.state,
                    str(citation),
                    parameter.unit,
                    layer,
                    dated.since,
                    citation.basis,
                )
        first = layers[0][1]
        return Value(key, first.title, None, "missing", "", first.unit)

    def values(self, key: str) -> list[Decimal]:
        """Return every value that any layer gives a parameter for any time."""
        return [
            dated.value
            for _, parameter, _ in self.parameters[key]
            for dated in parameter.values
            if dated.value is not None
        ]


@dataclass(frozen=True, slots=True)
class Supposition:
    """A value that a parameter is supposed to have from a day on（试算）."""

    key: str
    value: Decimal
    since: date


_SUPPOSED: ContextVar[tuple[Supposition, ...]] = ContextVar("supposed", default=())


@contextmanager
def supposing(suppositions: Iterable[Supposition]) -> Iterator[None]:
    """Have every rulebook read inside differ by these values."""
    token = _SUPPOSED.set(tuple(suppositions))
    try:
        yield
    finally:
        _SUPPOSED.reset(token)


def load_rulebook(index: Path | None) -> Rulebook:
    """Read the shipped layers and, where ``index`` is given, the local one.

    What is supposed (:func:`supposing`) comes below the lowest layer.

    Raises:
        InputError: A file is missing or says something that is not allowed; the
            message names file and line.
    """
    book = Rulebook("国家与湖北规则", "内置")
    digest = hashlib.sha256()
    for layer in LAYERS:
        folder = Path(str(files("union_ledger.rules") / layer))
        for path in sorted(folder.glob("*.yaml")):
            _add(book, layer, path, digest)
    if index is not None:
        node = read_yaml(index)
        local = read_model(Index, node, index)
        book.title = local.title
        book.files.append(index)
        digest.update(index.read_bytes())
        for number, part in enumerate(local.parts):
            path = index.parent / part
            if not path.is_file():
                raise InputError(
                    f"目录里列出的 {part} 不存在",
                    file=index,
                    line=line_of(node, "parts", number),
                )
            _add(book, "local", path, digest)
        book.version = local.version
    book.version = f"{book.version}·{digest.hexdigest()[:8]}"
    _check_parameters(book)
    for supposition in _SUPPOSED.get():
        _suppose(book, supposition)
    return book


def _suppose(book: Rulebook, supposition: Supposition) -> None:
    layers = book.parameters.get(supposition.key)
    if layers is None:
        near = get_close_matches(supposition.key, book.parameters, n=3)
        raise InputError(
            f"没有参数 {supposition.key}",
            hint=f"是不是 {'、'.join(near)}？" if near else "",
        )
    today = book.value(supposition.key, supposition.since)
    state: ParameterState = "confirmed" if today.value is None else today.state
    dated = DatedValue.model_validate(
        {
            "from": supposition.since,
            "value": supposition.value,
            "state": state,
            "citation": {"document": "试算", "basis": "待核对"},
        }
    )
    lowest = layers[-1][1].model_copy(update={"values": (dated,)})
    layers.append(("supposed", lowest, Citation()))


def _add(book: Rulebook, layer: str, path: Path, digest: hashlib._Hash) -> None:
    node = read_yaml(path)
    content = read_model(RuleFile, node, path)
    book.files.append(path)
    digest.update(path.read_bytes())
    for number, parameter in enumerate(content.parameters):
        layers = book.parameters.setdefault(parameter.key, [])
        line = line_of(node, "parameters", number)
        if any(name == layer for name, _, _ in layers):
            raise InputError(
                f"参数 {parameter.key} 在同一层里写了两次", file=path, line=line
            )
        own = alike(parameter, layers, path, line)
        for loose in loosened(own, layers):
            raise InputError(
                f"参数 {own.key} 自 {loose.day} 起的 {loose.value} "
                f"比上一层的 {loose.above} 宽",
                file=path,
                line=line_of(node, "parameters", number, "values", loose.place),
                hint="确要放宽的，请写 loosens（理由和批准依据）。",
            )
        layers.append((layer, own, content.document))
    for number, rule in enumerate(content.rules):
        line = line_of(node, "rules", number)
        known = book.rules.get(rule.id)
        if known is not None and (known.layer == layer or not rule.replaces):
            raise InputError(
                f"规则 {rule.id} 已在 {known.file} 第 {known.line} 行写过",
                file=path,
                line=line,
                hint=(
                    "同一层里一个编号只写一次。"
                    if known.layer == layer
                    else "要在本级替换它，请写 replaces（理由）。"
                ),
            )
        if known is not None:
            book.replaced.append(_ended(known, rule.effective))
        book.rules[rule.id] = LoadedRule(
            rule,
            layer,
            rule.citation.over(content.document),
            path,
            line,
            {
                str(key): line_of(node, "rules", number, "with", key)
                for key in rule.options
            },
        )


def _ended(loaded: LoadedRule, day: date) -> LoadedRule:
    """Return a rule as it stands when another takes its place on ``day``."""
    last = day - timedelta(days=1)
    rule = loaded.rule
    expires = min(rule.expires or last, last)
    return replace(loaded, rule=rule.model_copy(update={"expires": expires}))


def _check_parameters(book: Rulebook) -> None:
    for loaded in book.rules.values():
        for key in loaded.rule.parameters.values():
            if key not in book.parameters:
                raise InputError(
                    f"规则 {loaded.rule.id} 用到的参数 {key} 没有定义",
                    file=loaded.file,
                    line=loaded.line,
                )
