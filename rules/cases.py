"""The cases（案例） of a rulebook file: its second document, read only when asked for.

A check needs the rules alone, and reads them at every load.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.core.yamlfile import line_of
from union_ledger.core.yamlfile import read_model
from union_ledger.core.yamlfile import read_yaml
from union_ledger.rules.models import CaseFile

if TYPE_CHECKING:
    from pathlib import Path

    from union_ledger.rules.loader import LoadedRule
    from union_ledger.rules.loader import Rulebook
    from union_ledger.rules.models import Case


def cases_of(loaded: LoadedRule) -> tuple[Case, ...]:
    """Return a rule's cases, those of the file it stands in.

    Raises:
        InputError: The cases cannot be read; the message names file and line.
    """
    return _cases_in(loaded.file).cases.get(loaded.rule.id, ())


def check_cases(book: Rulebook) -> None:
    """Make sure that cases stand beside the rules they are for.

    Raises:
        InputError: A file has cases of a rule that is not in it.
    """
    every = [*book.rules.values(), *book.replaced]
    for path in dict.fromkeys(loaded.file for loaded in every):
        own = {loaded.rule.id for loaded in every if loaded.file == path}
        for rule_id in _cases_in(path).cases:
            if rule_id not in own:
                node = read_yaml(path, document=1)
                raise InputError(
                    f"案例写给规则 {rule_id}，但这个文件里没有它",
                    file=path,
                    line=line_of(node, "cases", rule_id),
                )


@cache
def _cases_in(path: Path) -> CaseFile:
    return read_model(CaseFile, read_yaml(path, document=1), path)
