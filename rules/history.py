"""What a rulebook said before（规则沿革）: nothing that was in force is taken away."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.core.yamlfile import parse_yaml
from union_ledger.core.yamlfile import read_model
from union_ledger.rules.models import RuleFile

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from union_ledger.rules.loader import Rulebook
    from union_ledger.rules.models import DatedValue
    from union_ledger.rules.models import Parameter


def breaches(
    book: Rulebook, folders: Iterable[Path], revision: str, today: date
) -> Iterator[str]:
    """Yield what was taken away since a revision, in Chinese.

    A rule or a value that has begun is ended by a date, not deleted or rewritten;
    else what was spent under it would be judged anew. A missing or an illustrative
    value may be filled in.

    Raises:
        InputError: The folder is in no git repository, or has no such revision.
    """
    for folder in folders:
        for name, old in _files(folder, revision):
            for rule in old.rules:
                if rule.id not in book.rules:
                    yield f"{name}：规则 {rule.id} 被删除；停用请写 expires"
                elif book.rules[rule.id].rule.effective > rule.effective <= today:
                    yield f"{name}：规则 {rule.id} 的 effective 被改晚了"
            for parameter in old.parameters:
                layers = book.parameters.get(parameter.key)
                if layers is None:
                    yield f"{name}：参数 {parameter.key} 被删除"
                    continue
                kept = [layer[1] for layer in layers]
                yield from _values(name, parameter, kept, today)


def _values(
    name: str, old: Parameter, kept: list[Parameter], today: date
) -> Iterator[str]:
    values = {
        (dated.since, dated.value) for parameter in kept for dated in parameter.values
    }
    for dated in old.values:
        if _is_settled(dated, today) and (dated.since, dated.value) not in values:
            yield (
                f"{name}：参数 {old.key} 自 {dated.since} 起的 {dated.value} "
                "被删除或改写；新的数额请另加一行，写上从哪天起"
            )


def _is_settled(dated: DatedValue, today: date) -> bool:
    return dated.state == "confirmed" and dated.since <= today


def _files(folder: Path, revision: str) -> Iterator[tuple[str, RuleFile]]:
    names = _git(folder, "ls-tree", "-r", "--name-only", revision, "--", ".")
    for name in names.splitlines():
        if not name.endswith(".yaml") or name.endswith("index.yaml"):
            continue
        text = _git(folder, "show", f"{revision}:./{name}")
        place = folder / name
        node = parse_yaml(text, place)
        if node and set(node) <= {"document", "parameters", "rules"}:
            yield name, read_model(RuleFile, node, place)


def _git(folder: Path, *words: str) -> str:
    done = subprocess.run(  # noqa: S603 - fixed words and a revision, no shell
        ["git", "-C", str(folder), "-c", "core.quotepath=off", *words],  # noqa: S607
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise InputError(
            f"git 里找不到版本 {words[-3] if words[0] == 'ls-tree' else words[-1]}",
            file=folder,
            hint="请写提交号、标签或 HEAD~1 这样的版本；文件夹要在 git 仓库里。",
        )
    return done.stdout
