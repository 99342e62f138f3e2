"""The main file's own lines: one plugin, files of the books, options that are known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from beancount.core.data import Custom

from union_ledger.history.lint.entries import line_of
from union_ledger.history.lint.paths import is_inside
from union_ledger.history.lint.tokens import statements

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from beancount.core.data import Directive

    from union_ledger.history.lint.error import Fault
    from union_ledger.history.lint.tokens import Token

_PLUGIN = "union_ledger.plugins"
_PAGES = "union_ledger.reports.pages"
_RULES = re.compile(r"(?:[\w-]+/)*[\w-]+\.ya?ml")
_SCRIPT = re.compile(r"(?:[\w-]+/)*[\w-]+\.py")
_BOOKS = re.compile(r"(?:[\w*-]+/)*[\w.*-]+\.beancount")
_OPTIONS = {
    "title": re.compile(r".{1,200}"),
    "operating_currency": re.compile(r"[A-Z]{3}"),
    "render_commas": re.compile(r"TRUE|FALSE", re.IGNORECASE),
}
_SWITCH = re.compile(r"true|false", re.IGNORECASE)
_COUNT = re.compile(r"\d{1,4}")
_FAVA = {
    "language": re.compile(r"[a-z]{2}(?:_[A-Z]{2})?"),
    "locale": re.compile(r"[a-z]{2}(?:_[A-Z]{2})?"),
    "default-page": re.compile(r"[a-z_]+/|extension/\w+/"),
    # No brackets: a pattern that repeats what repeats may take for ever.
    "collapse-pattern": re.compile(r"[^()\[\]{}\\]{1,60}"),
    "fiscal-year-end": re.compile(r"\d\d-\d\d"),
    "import-config": _SCRIPT,
    "account-journal-include-children": _SWITCH,
    "auto-reload": _SWITCH,
    "invert-gains-losses-colors": _SWITCH,
    "invert-income-liabilities-equity": _SWITCH,
    "show-accounts-with-zero-balance": _SWITCH,
    "show-accounts-with-zero-transactions": _SWITCH,
    "show-closed-accounts": _SWITCH,
    "show-metadata-indicators": _SWITCH,
    "currency-column": _COUNT,
    "indent": _COUNT,
    "upcoming-events": _COUNT,
    "uptodate-indicator-grey-lookback-days": _COUNT,
}


def main_faults(
    tokens: Sequence[Token], entries: Iterable[Directive]
) -> Iterator[Fault]:
    """Yield the faults of the lines that only the main file may have."""
    yield from _plugin_faults(tokens)
    for line, said in statements(tokens, "OPTION"):
        name, value = (*said, "", "")[:2]
        known = _OPTIONS.get(name)
        if known is None:
            yield line, "option", f"选项 {name} 不在准用的几项之内"
        elif not known.fullmatch(value):
            yield line, "option", f"选项 {name} 的值写得不对"
    for line, said in statements(tokens, "INCLUDE"):
        if len(said) != 1 or not _BOOKS.fullmatch(said[0]) or not is_inside(said[0]):
            yield line, "include", "include 只能是账簿目录里的 .beancount 文件"
    for entry in entries:
        if isinstance(entry, Custom) and entry.type.startswith("fava-"):
            values = [value.value for value in entry.values or ()]
            yield from (
                (line_of(entry.meta), *fault)
                for fault in _fava_faults(entry.type, values)
            )


def _plugin_faults(tokens: Sequence[Token]) -> Iterator[Fault]:
    lines = list(statements(tokens, "PLUGIN"))
    if not lines:
        yield 1, "plugin", f'主文件里要有一行 plugin "{_PLUGIN}" "rules/index.yaml"'
    for place, (line, said) in enumerate(lines):
        name, rules = (*said, "", "")[:2]
        if place or name != _PLUGIN:
            yield line, "plugin", f"插件只能有 {_PLUGIN} 一行"
        elif not _RULES.fullmatch(rules) or not is_inside(rules):
            yield line, "plugin", "插件后面要写账簿目录里的规则文件"


def _fava_faults(kind: str, values: list[object]) -> Iterator[tuple[str, str]]:
    said = [value for value in values if isinstance(value, str)]
    name, value = (*said, "", "")[:2]
    if kind == "fava-extension":
        if len(values) != 1 or name != _PAGES:
            yield "fava-extension", f"网页扩展只能是 {_PAGES}，后面不写别的"
    elif kind != "fava-option" or name not in _FAVA or len(values) != 2:
        yield "fava-option", f"{kind} {name} 不在准用的几项之内"
    elif len(said) != 2 or not _FAVA[name].fullmatch(value):
        code = "import-config" if name == "import-config" else "fava-option"
        yield code, f"{name} 的值写得不对"
