"""What a change does to rules that are in force（已经生效的规则）, read from blobs.

What was in force up to a day stays as it was: a rule is ended by ``expires``, a figure
by another from a later day on. What is new begins after that day.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from typing import TypeVar

from pydantic import BaseModel
from pydantic import ConfigDict

from union_ledger.core.errors import InputError
from union_ledger.core.yamlfile import parse_yaml
from union_ledger.core.yamlfile import read_model
from union_ledger.history.lint.tokens import statements
from union_ledger.history.lint.tokens import tokens_of
from union_ledger.history.revisions.included_files import MAIN
from union_ledger.rules.models import Index
from union_ledger.rules.models import RuleFile
from union_ledger.rules.past import PastParameter
from union_ledger.rules.past import PastRule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from union_ledger.history.revisions.repository import Repository
    from union_ledger.rules.past import PastDated

_Model = TypeVar("_Model", bound=BaseModel)
# What makes a rule strike; its wording may be improved at any time.
_PARTS = ("kind", "severity", "where", "options", "parameters", "replaces")


class _Lenient(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _File(_Lenient):
    parameters: tuple[PastParameter, ...] = ()
    rules: tuple[PastRule, ...] = ()


class _Index(_Lenient):
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleFault:
    """What a change does that it may not: a code of ``refusal``, and where."""

    code: str
    file: str
    message: str


@dataclass(frozen=True, slots=True)
class RulesWritten:
    """The local rules of a commit: rules by id, figures by key and first day.

    ``files`` is where each stands, by id or key; ``read`` are all files they stand in.
    """

    rules: dict[str, PastRule]
    values: dict[tuple[str, date], PastDated]
    files: dict[str, str]
    read: list[str]

    def add(self, file: _File, path: str) -> None:
        """Take in what a file says.

        Raises:
            InputError: It says what another file, or itself, has said before.
        """
        for rule in file.rules:
            if rule.id in self.rules:
                raise InputError(f"规则 {rule.id} 写了两次", file=path)
            self.rules[rule.id] = rule
            self.files[rule.id] = path
        for parameter in file.parameters:
            for dated in parameter.values:
                key = (parameter.key, dated.since)
                if key in self.values:
                    said = f"参数 {parameter.key} 自 {dated.since} 起的数额写了两次"
                    raise InputError(said, file=path)
                self.values[key] = dated
                self.files[parameter.key] = path


def rules_written(
    repository: Repository, commit: str, *, is_new: bool = False
) -> RulesWritten:
    """Return the rules of a commit's local layer; none where it has none.

    What is old is read leniently, what ``is_new`` as strictly as the books read it.

    Raises:
        InputError: A file is missing, cannot be read, or says something twice.
    """
    found = RulesWritten({}, {}, {}, [])
    index = _index_of(repository, commit)
    content = repository.read(commit, index) if index else None
    if content is None:
        return found
    if is_new:
        _read(Index, content, index)
    parts = _read(_Index, content, index).parts
    found.read.append(index)
    for part in parts:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(index), part))
        text = repository.read(commit, path)
        if text is None:
            raise InputError("规则目录列出的文件不在账簿里", file=path)
        if is_new:
            _read(RuleFile, text, path)
        found.read.append(path)
        found.add(_read(_File, text, path), path)
    return found


def rule_faults(
    before: RulesWritten, after: RulesWritten, horizon: date
) -> Iterator[RuleFault]:
    """Yield what is done to the time up to ``horizon``, that day included."""
    for rule_id, old in before.rules.items():
        new = after.rules.get(rule_id)
        if old.effective > horizon:
            if new is not None and new.effective <= horizon:
                yield _backdated(after, rule_id, f"规则 {rule_id}", new.effective)
            continue
        file = before.files[rule_id]
        if new is None:
            said = f"已经生效的规则 {rule_id} 被删除；停用请写今后的 expires"
            yield RuleFault("rule-rewritten", file, said)
        elif _as_it_struck(old, horizon) != _as_it_struck(new, horizon):
            said = f"已经生效的规则 {rule_id} 被改写；请给它写今后的 expires，另立一条"
            yield RuleFault("rule-rewritten", file, said)
    for rule_id, new in after.rules.items():
        if rule_id not in before.rules and new.effective <= horizon:
            yield _backdated(after, rule_id, f"规则 {rule_id}", new.effective)
    for place in sorted({*before.values, *after.values}):
        yield from _value_faults(before, after, place, horizon)


def _value_faults(
    before: RulesWritten, after: RulesWritten, place: tuple[str, date], horizon: date
) -> Iterator[RuleFault]:
    key, since = place
    was, now = before.values.get(place), after.values.get(place)
    if since > horizon or was == now:
        return
    if was is None:
        yield _backdated(after, key, f"参数 {key} 的新数额", since)
        return
    verb = "删除" if now is None else "改写"
    said = f"参数 {key} 自 {since} 起的 {was.value} 被{verb}；新的数额请另加一行"
    yield RuleFault("rule-rewritten", before.files[key], said)


def _backdated(after: RulesWritten, name: str, what: str, since: date) -> RuleFault:
    said = f"{what}自 {since} 起生效；只能从今后、没有封账的日子起"
    return RuleFault("rule-backdated", after.files[name], said)


def _index_of(repository: Repository, commit: str) -> str:
    main = repository.read(commit, MAIN) or b""
    for _, said in statements(tokens_of(main.decode("utf-8", "replace")), "PLUGIN"):
        if said[0] == "union_ledger.plugins" and len(said) > 1:
            return posixpath.normpath(said[1].strip())
    return ""


def _as_it_struck(rule: PastRule, horizon: date) -> tuple[object, ...]:
    end = rule.expires if rule.expires and rule.expires <= horizon else None
    return (rule.effective, end, *(getattr(rule, part) for part in _PARTS))


def _read(kind: type[_Model], content: bytes, path: str) -> _Model:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("不是 UTF-8 编码", file=path) from None
    return read_model(kind, parse_yaml(text, Path(path)), Path(path))
