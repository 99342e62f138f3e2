"""What a rulebook said before（规则沿革）: no time that has begun is judged anew.

A rule is ended by ``expires``, a value by another from a later day on. What was in
force up to the day of a revision must read the same in that revision and now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.rules.past import PastDated
from union_ledger.rules.past import PastParameter
from union_ledger.rules.past import PastRule
from union_ledger.rules.past import Said
from union_ledger.rules.past import read_now
from union_ledger.rules.past import read_then
from union_ledger.rules.past import revision_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date

    from union_ledger.rules.past import Layer

# What makes a rule strike, or strike harder; its wording may be improved at any time.
_PARTS = {
    "kind": "种类",
    "severity": "严重程度",
    "where": "适用范围",
    "options": "检查条件",
    "parameters": "所用参数",
}


def breaches(layers: Sequence[Layer], revision: str) -> Iterator[str]:
    """Yield what was taken away or rewritten since a revision, in Chinese.

    The layers stand in one repository. An illustrative or a missing value may be
    filled in for any time.

    Raises:
        InputError: There is no such revision, or a file of it cannot be read.
    """
    horizon = revision_day(layers[-1].folder, revision)
    then = [read_then(layer, revision) for layer in layers]
    now = [read_now(layer) for layer in layers]
    for before, after in zip(then, now, strict=True):
        for rule in before.rules.values():
            yield from _rule(rule, after.rules.get(rule.id), horizon)
        for rule in after.rules.values():
            if rule.replaces and rule.id not in before.rules:
                yield from _replacing(rule, then, horizon)
    told = set()
    for before, after in [*zip(then, now, strict=True), (_whole(then), _whole(now))]:
        for key, old in before.parameters.items():
            for day, said in _values(old, after.parameters.get(key, []), horizon):
                if (key, day) not in told:
                    told.add((key, day))
                    yield said


def _rule(old: PastRule, new: PastRule | None, horizon: date) -> Iterator[str]:
    if old.effective > horizon:
        return
    if new is None:
        yield f"{old.file}：规则 {old.id} 被删除；停用请写 expires"
        return
    if _time(old, horizon) != _time(new, horizon):
        yield (
            f"{new.file}：规则 {old.id} 的有效期由 {_span(old)} 改为 {_span(new)}，"
            f"动了 {horizon} 以前的时间"
        )
    changed = [
        called
        for name, called in _PARTS.items()
        if getattr(old, name) != getattr(new, name)
    ]
    if changed:
        yield (
            f"{new.file}：已生效的规则 {old.id} 改写了{'、'.join(changed)}；"
            "请给它写 expires，另立一条"
        )


def _replacing(new: PastRule, then: list[Said], horizon: date) -> Iterator[str]:
    """A rule that takes another's place may do so from now on only."""
    stood = any(
        new.id in before.rules and before.rules[new.id].effective <= horizon
        for before in then
    )
    if stood and new.effective <= horizon:
        yield (
            f"{new.file}：本级自 {new.effective} 起替换规则 {new.id}，"
            f"早于所比版本的 {horizon}"
        )


def _time(rule: PastRule, horizon: date) -> tuple[date, date] | None:
    """Return when a rule was in force, as far as ``horizon``."""
    if rule.effective > horizon:
        return None
    return rule.effective, min(rule.expires or horizon, horizon)


def _span(rule: PastRule) -> str:
    return f"{rule.effective} 至 {rule.expires or '今后'}"


def _values(
    old: list[PastParameter], new: list[PastParameter], horizon: date
) -> Iterator[tuple[date, str]]:
    """Yield the first day of each time with another value than before."""
    days = {d.since for one in [*old, *new] for d in one.values if d.since <= horizon}
    last: tuple[PastDated | None, ...] = ()
    for day in sorted(days):
        before, after = _in_force(old, day), _in_force(new, day)
        if before is None or before.state != "confirmed" or _same(before, after):
            last = ()
        elif (before, after) != last:
            last = (before, after)
            yield day, _said(old[-1], new, day, before, after)


def _same(before: PastDated, after: PastDated | None) -> bool:
    return after is not None and (before.value, before.state) == (
        after.value,
        after.state,
    )


def _said(
    old: PastParameter,
    new: list[PastParameter],
    day: date,
    before: PastDated,
    after: PastDated | None,
) -> str:
    file = new[-1].file if new else old.file
    if after is None:
        return f"{file}：参数 {old.key} 自 {day} 起的 {before.value} 被删除"
    state = "（示例值）" if after.state == "illustrative" else ""
    return (
        f"{file}：参数 {old.key} 自 {day} 起的 {before.value} "
        f"被改写成 {after.value}{state}；新的数额请另加一行，写上今后从哪天起"
    )


def _in_force(layers: list[PastParameter], day: date) -> PastDated | None:
    """Return the value in force on a day; the lowest layer that has one decides."""
    for one in reversed(layers):
        begun = [dated for dated in one.values if dated.since <= day]
        if begun and begun[-1].value is not None:
            return begun[-1]
    return None


def _whole(layers: list[Said]) -> Said:
    """Return all layers as one, in which the lowest decides."""
    whole = Said()
    for layer in layers:
        whole.rules |= layer.rules
        for key, own in layer.parameters.items():
            whole.parameters.setdefault(key, []).extend(own)
    return whole
