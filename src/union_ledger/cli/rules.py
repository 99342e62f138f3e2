"""``union-ledger rules``: look into the rulebook."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING
from typing import Any

import click

from union_ledger.cli.arguments import FORMAT
from union_ledger.cli.arguments import RULES_BOOKS
from union_ledger.cli.arguments import rulebook_of
from union_ledger.cli.chinese import Group
from union_ledger.core.errors import InputError
from union_ledger.core.money import fen
from union_ledger.core.money import yuan_text
from union_ledger.rules.cases import cases_of
from union_ledger.rules.coverage import HOW_NAMES
from union_ledger.rules.coverage import load_coverage
from union_ledger.rules.models import LAYER_NAMES
from union_ledger.rules.models import STATE_NAMES

if TYPE_CHECKING:
    from pathlib import Path

    from union_ledger.rules.loader import LoadedRule
    from union_ledger.rules.loader import Rulebook
    from union_ledger.rules.loader import Value

# Each part is imported when it is asked for: `list` need not wait for a ledger.
_PARTS = {
    "test": "rules_test",
    "explain": "rules_explain",
    "whatif": "rules_whatif",
    "handbook": "rules_handbook",
}


class _Parts(Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*super().list_commands(ctx), *_PARTS]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _PARTS:
            return super().get_command(ctx, name)
        part: click.Command = import_module(f"union_ledger.cli.{_PARTS[name]}").command
        return part


@click.group("rules", cls=_Parts)
def command() -> None:
    """规则库：有哪些规则、依据和参数，怎样判断，改了会怎样。"""


def _state(book: Rulebook, loaded: LoadedRule, day: date) -> str:
    """Say whether a rule is enforced, on confirmed values or not."""
    if not loaded.rule.in_force(day):
        return "不在有效期"
    states = {book.value(key, day).state for key in loaded.rule.parameters.values()}
    if "missing" in states:
        return "参数缺失，不执行"
    return "执行（参数为示例值）" if "illustrative" in states else "执行"


@command.command("list")
@RULES_BOOKS
@click.option("--coverage", is_flag=True, help="列出法规条目各由哪些规则检查。")
@FORMAT
def list_(books: Path | None, *, coverage: bool, format_: str) -> None:
    """列出全部规则；或各项规定由机器还是人工检查。"""
    if coverage:
        _coverage(format_)
        return
    book = rulebook_of(books)
    today = date.today()  # noqa: DTZ011 - the user's own day
    data = [
        {
            "id": loaded.rule.id,
            "title": loaded.rule.title,
            "severity": loaded.rule.severity,
            "layer": loaded.layer,
            "kind": loaded.rule.kind,
            "state": _state(book, loaded, today),
            "citation": str(loaded.citation),
            "basis": loaded.citation.basis,
        }
        for loaded in sorted(book.rules.values(), key=lambda item: item.rule.id)
    ]
    if format_ == "json":
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    states = Counter(item["state"] for item in data)
    counted = "，".join(f"{state} {count}" for state, count in states.most_common())
    click.echo(f"{book.title}　版本 {book.version}　共 {len(data)} 条：{counted}")
    for item in data:
        layer = LAYER_NAMES[item["layer"]]
        click.echo(
            f"{item['id']:<5}{item['severity']}　{item['title']}　"
            f"〔{layer}·{item['state']}〕"
        )
        click.echo(f"     依据：{item['citation']}（{item['basis']}）")


def _coverage(format_: str) -> None:
    rows = load_coverage()
    if format_ == "json":
        data = [row.model_dump(mode="json") for row in rows]
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    for row in rows:
        rules = " ".join(row.rules) or "—"
        click.echo(f"{row.id:<5}{HOW_NAMES[row.how]}　{row.title}　〔{rules}〕")
        if row.why:
            click.echo(f"     原因：{row.why}　人工检查：{row.check}")
    counts = Counter(HOW_NAMES[row.how] for row in rows)
    counted = "，".join(f"{how} {count}" for how, count in counts.most_common())
    click.echo(f"共 {len(rows)} 项规定：{counted}。")


@command.command("show")
@click.argument("rule_id", metavar="规则编号")
@RULES_BOOKS
@FORMAT
def show(rule_id: str, books: Path | None, format_: str) -> None:
    """显示一条规则的全部内容。"""
    book = rulebook_of(books)
    loaded = book.rules.get(rule_id)
    if loaded is None:
        raise InputError(
            f"没有规则 {rule_id}", hint="用 union-ledger rules list 查看全部编号。"
        )
    today = date.today()  # noqa: DTZ011 - the user's own day
    values = [book.value(key, today) for key in loaded.rule.parameters.values()]
    if format_ == "json":
        click.echo(json.dumps(_as_data(loaded, values), ensure_ascii=False, indent=2))
        return
    rule = loaded.rule
    click.echo(f"{rule.id}　{rule.title}（{rule.severity}）")
    click.echo(
        f"状态：{_state(book, loaded, today)}　层级：{LAYER_NAMES[loaded.layer]}"
    )
    click.echo(f"依据：{loaded.citation}（{loaded.citation.basis}）")
    until = f" 至 {rule.expires}" if rule.expires else " 起"
    click.echo(f"有效：{rule.effective}{until}　最近复核：{rule.reviewed_on}")
    if rule.where.codes:
        click.echo(f"范围：科目 {'、'.join(rule.where.codes)}")
    for value in values:
        click.echo(f"参数：{value.title}（{value.key}）{_value_text(value)}")
    click.echo(f"提示语：{rule.message}")
    if rule.remedy:
        click.echo(f"整改：{rule.remedy}")
    if rule.mistaken:
        click.echo(f"可能的误报：{rule.mistaken}")
    cases = cases_of(loaded)
    click.echo(f"案例：{len(cases)} 个")
    for case in cases:
        outcome = (
            f"第 {'、'.join(map(str, case.caught))} 行查出" if case.caught else "通过"
        )
        click.echo(f"  · {case.name}——{outcome}")
    click.echo(f"出处：{loaded.file}:{loaded.line}")


def _value_text(value: Value) -> str:
    state = STATE_NAMES[value.state]
    if value.value is None:
        return f"：{state}"
    shown = yuan_text(fen(value.value)) if value.unit == "元" else str(value.value)
    return f"：{shown} {value.unit}（{state}）　{value.citation}"


def _as_data(loaded: LoadedRule, values: list[Value]) -> dict[str, Any]:
    return loaded.rule.model_dump(mode="json", by_alias=True) | {
        "cases": [case.model_dump(mode="json") for case in cases_of(loaded)],
        "layer": loaded.layer,
        "citation": loaded.citation.model_dump(mode="json"),
        "parameters": [
            {
                "key": value.key,
                "title": value.title,
                "value": None if value.value is None else str(value.value),
                "state": value.state,
                "unit": value.unit,
                "citation": value.citation,
            }
            for value in values
        ],
        "file": str(loaded.file),
        "line": loaded.line,
    }
