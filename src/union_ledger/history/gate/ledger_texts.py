"""Ledger text that a change brings（账簿文字）: linted, and of the area's kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.history.gate.refusal import Refusal
from union_ledger.history.lint.ledger_lint import lint
from union_ledger.history.revisions.entry_changes import SUFFIXES
from union_ledger.history.revisions.included_files import MAIN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from union_ledger.history.gate.change_facts import ChangeFacts


def text_refusals(facts: ChangeFacts) -> Iterator[Refusal]:
    """Yield what the changed files may not say, and what stands in the wrong area."""
    commit = facts.step.after
    changed = {
        path: change.after.blob
        for path, change in facts.files.items()
        if change.after is not None and path.endswith(SUFFIXES)
    }
    contents = dict(facts.repository.blobs(changed.values()))
    for path, blob in changed.items():
        is_main = path == MAIN
        for fault in lint(contents[blob], path, is_main=is_main, today=facts.today):
            yield Refusal("ledger-text", fault.message, commit, path, fault.line)
    for one in facts.entries.added:
        area = facts.area_of(one.file)
        kind = "quota" if one.is_transaction and one.text_of("quota") else one.kind
        if area is None or kind in area.directives:
            continue
        said = f"“{area.title}”里不能写 {kind} 指令（“{one.name}”）"
        yield Refusal("directive-kind", said, commit, one.file, one.line)


def include_refusals(facts: ChangeFacts) -> Iterator[Refusal]:
    """Yield new ledger files that the books do not read: they would only seem to be."""
    for path, change in facts.files.items():
        unread = change.after is not None and path not in facts.loaded
        if unread and path.endswith(SUFFIXES):
            said = "总文件没有带入这个文件，写在里面的不会进账"
            yield Refusal("include", said, facts.step.after, path)
