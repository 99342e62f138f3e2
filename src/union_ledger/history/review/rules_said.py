"""What a rulebook says in one revision, and whether another says it more loosely."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any
from typing import Literal

from union_ledger.core.errors import InputError
from union_ledger.core.findings import SEVERITIES
from union_ledger.rules.loader import load_rulebook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from pathlib import Path

Direction = Literal["放宽", "收紧", "要人判断"]
# What else makes a rule strike; only a person can tell which way a change goes.
_PARTS = {
    "kind": "种类",
    "where": "适用范围",
    "with": "检查条件",
    "parameters": "所用参数",
}


@dataclass(frozen=True, slots=True)
class RulesSaid:
    """Parameters by key, with the value of every day one begins on; rules by id.

    All of it is plain data. Both are empty where the rulebook cannot be read; the
    books then have a fault that says so.
    """

    parameters: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    rules: Mapping[str, dict[str, Any]] = field(default_factory=dict)

    def as_data(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return {"parameters": dict(self.parameters), "rules": dict(self.rules)}

    @classmethod
    def from_data(cls, said: Mapping[str, Any]) -> RulesSaid:
        """Return what ``as_data`` made plain."""
        return cls(said["parameters"], said["rules"])


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One thing that a rulebook says otherwise: what, from when, how it was and is."""

    subject: str
    since: str
    before: str
    after: str
    direction: Direction


def rules_said(index: Path | None) -> RulesSaid:
    """Return what the rulebook with a local ``index`` says."""
    try:
        book = load_rulebook(index)
    except InputError:
        return RulesSaid()
    parameters = {}
    for key, layers in book.parameters.items():
        first = layers[0][1]
        days = {dated.since for _, one, _ in layers for dated in one.values}
        values = {}
        for day in sorted(days):
            value = book.value(key, day)
            said = None if value.value is None else str(value.value)
            values[day.isoformat()] = [said, value.state]
        parameters[key] = {
            "title": first.title,
            "unit": first.unit,
            "tighter": first.tighter,
            "values": values,
        }
    rules = {
        rule_id: loaded.rule.model_dump(
            mode="json",
            by_alias=True,
            include={
                *("title", "severity", "kind", "where", "options", "parameters"),
                *("effective", "expires"),
            },
        )
        for rule_id, loaded in book.rules.items()
    }
    return RulesSaid(parameters, rules)


def as_of(said: RulesSaid, day: str) -> RulesSaid:
    """Return what a rulebook says of the time up to a day, ``2024-03-31``."""
    parameters = {
        key: one
        | {"values": {since: v for since, v in one["values"].items() if since <= day}}
        for key, one in said.parameters.items()
    }
    rules = {
        rule: one | {"expires": one["expires"] if _time(one)[1] <= day else None}
        for rule, one in said.rules.items()
        if one["effective"] <= day
    }
    return RulesSaid(parameters, rules)


def rule_changes(before: RulesSaid, after: RulesSaid) -> list[RuleChange]:
    """Return what two rulebooks say differently, parameters first."""
    changes: list[RuleChange] = []
    for key in sorted({*before.parameters, *after.parameters}):
        changes += _parameter(
            key, before.parameters.get(key), after.parameters.get(key)
        )
    for rule in sorted({*before.rules, *after.rules}):
        changes += _rule(rule, before.rules.get(rule), after.rules.get(rule))
    return changes


def _parameter(
    key: str, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> Iterator[RuleChange]:
    old, new = (before or {}).get("values", {}), (after or {}).get("values", {})
    about: dict[str, Any] = after or before or {}
    subject = f"参数 {key}（{about['title']}）"
    last = None
    for day in sorted({*old, *new}):
        was, now = _on(old, day), _on(new, day)
        if was == now or (was, now) == last:
            last = (was, now)
            continue
        last = (was, now)
        unit = str(about["unit"])
        yield RuleChange(
            subject,
            day,
            _value(was, unit),
            _value(now, unit),
            _way(was[0], now[0], about["tighter"]),
        )


def _on(values: dict[str, Any], day: str) -> tuple[str | None, str]:
    """Return value and state in force on a day."""
    begun = [since for since in sorted(values) if since <= day]
    return tuple(values[begun[-1]]) if begun else (None, "missing")


def _value(said: tuple[str | None, str], unit: str) -> str:
    value, state = said
    if value is None:
        return "未定"
    return f"{value} {unit}{'（示例值）' if state == 'illustrative' else ''}"


def _way(was: str | None, now: str | None, tighter: str) -> Direction:
    if was is None or now is None:
        return "收紧" if was is None else "放宽"
    if Decimal(was) == Decimal(now):
        return "要人判断"
    higher = Decimal(now) > Decimal(was)
    return "放宽" if higher == (tighter == "lower") else "收紧"


def _rule(
    rule: str, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> Iterator[RuleChange]:
    if before is None or after is None:
        said = before or after or {}
        subject = f"规则 {rule}（{said['title']}）"
        since = str(said["effective"])
        if before is None:
            yield RuleChange(subject, since, "没有", str(said["severity"]), "收紧")
        else:
            yield RuleChange(subject, since, str(said["severity"]), "删除", "放宽")
        return
    subject, since = f"规则 {rule}（{after['title']}）", str(after["effective"])
    if before["severity"] != after["severity"]:
        was, now = before["severity"], after["severity"]
        stricter = SEVERITIES.index(now) < SEVERITIES.index(was)
        way: Direction = "收紧" if stricter else "放宽"
        yield RuleChange(f"{subject}的程度", since, was, now, way)
    if _time(before) != _time(after):
        (old_from, old_to), (new_from, new_to) = _time(before), _time(after)
        wider = new_from <= old_from and new_to >= old_to
        narrower = new_from >= old_from and new_to <= old_to
        way = "收紧" if wider else "放宽" if narrower else "要人判断"
        yield RuleChange(f"{subject}的有效期", since, _span(before), _span(after), way)
    for part, called in _PARTS.items():
        if before[part] != after[part]:
            was, now = _short(before[part]), _short(after[part])
            yield RuleChange(f"{subject}的{called}", since, was, now, "要人判断")


def _time(rule: dict[str, Any]) -> tuple[str, str]:
    return str(rule["effective"]), str(rule["expires"] or "9999")


def _span(rule: dict[str, Any]) -> str:
    return f"{rule['effective']} 至 {rule['expires'] or '今后'}"


def _short(part: object) -> str:
    if isinstance(part, dict):
        return "；".join(f"{key}={value}" for key, value in part.items() if value)
    return str(part)
