"""The rules that findings cite, as the rulebook has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Any

from union_ledger.core.errors import InputError
from union_ledger.reports.pages.links import source
from union_ledger.rules.loader import load_rulebook
from union_ledger.rules.models import STATE_NAMES
from union_ledger.rules.words import KIND_WORDS
from union_ledger.rules.words import details_of
from union_ledger.rules.words import plain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from union_ledger.rules.loader import LoadedRule
    from union_ledger.rules.loader import Rulebook

_PLUGIN = "union_ledger.plugins"
AT_WORK, SILENT, NOT_IN_FORCE = "执行", "缺参数，不执行", "不在有效期"
_LAYERS = {"national": "国家规则", "hubei": "湖北规则", "local": "本级规则"}


@dataclass(frozen=True, slots=True)
class ShownParameter:
    """A parameter's value on the day shown; ``value`` is ready to read."""

    title: str
    value: str
    state: str
    citation: str
    is_example: bool


@dataclass(frozen=True, slots=True)
class ShownRule:
    """A rule's text（规则原文） for a reader; ``url`` is empty or an https address.

    ``does`` says what its kind compares, ``details`` what its options add;
    ``layer_key`` and ``at_work`` are what a reader may choose by.
    """

    id: str
    title: str
    severity: str
    layer: str
    citation: str
    basis: str
    url: str
    effective: str
    remedy: str
    mistaken: str
    parameters: tuple[ShownParameter, ...]
    source: str
    does: str
    details: tuple[tuple[str, str], ...]
    layer_key: str
    at_work: str


def rulebook_of(main: Path, options: Mapping[str, Any]) -> Rulebook | None:
    """Read the rulebook that the books' plugin line names; None where it fails.

    What is wrong with it is an error of the load already, which Fava shows.
    """
    config = dict(options.get("plugin", ())).get(_PLUGIN, "") or ""
    try:
        index = (main.parent / config.strip()).resolve() if config.strip() else None
        return load_rulebook(index)
    except InputError:
        return None


def shown_rules(book: Rulebook, ids: Iterable[str], day: date) -> list[ShownRule]:
    """Return the rules with these ids in order of id, values as on ``day``."""
    return [
        _shown(book, book.rules[id_], day) for id_ in sorted(ids) if id_ in book.rules
    ]


def _shown(book: Rulebook, loaded: LoadedRule, day: date) -> ShownRule:
    rule = loaded.rule
    citation = loaded.citation
    values = [book.value(key, day) for key in dict.fromkeys(rule.parameters.values())]
    return ShownRule(
        id=rule.id,
        title=rule.title,
        severity=rule.severity,
        layer=_LAYERS[loaded.layer],
        citation=str(citation),
        basis=citation.basis,
        url=citation.url if citation.url.startswith("https://") else "",
        effective=f"{rule.effective} 起"
        + (f"，至 {rule.expires}" if rule.expires else ""),
        remedy=rule.remedy,
        mistaken=rule.mistaken,
        parameters=tuple(
            ShownParameter(
                value.title,
                "—" if value.value is None else f"{value.value:,} {value.unit}",
                STATE_NAMES[value.state],
                value.citation,
                is_example=value.state == "illustrative",
            )
            for value in values
        ),
        source=source(str(loaded.file), loaded.line),
        does=plain(KIND_WORDS.get(rule.kind, "")),
        details=tuple((head, plain(text)) for head, text in details_of(rule)),
        layer_key=loaded.layer,
        at_work=_at_work(rule.in_force(day), any(v.value is None for v in values)),
    )


def _at_work(in_force: bool, is_missing: bool) -> str:  # noqa: FBT001 - two facts
    if not in_force:
        return NOT_IN_FORCE
    return SILENT if is_missing else AT_WORK
