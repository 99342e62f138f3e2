"""``union-ledger rules whatif``: what another figure would find."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from decimal import InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import click

from union_ledger.cli.arguments import FORMAT
from union_ledger.cli.chinese import Command
from union_ledger.cli.progress import working
from union_ledger.core.errors import InputError
from union_ledger.core.money import yuan
from union_ledger.desk.whatif import difference_text
from union_ledger.desk.whatif import what_if
from union_ledger.rules.loader import Supposition

if TYPE_CHECKING:
    from collections.abc import Iterable

    from union_ledger.core.findings import Finding

_EVER = date(1900, 1, 1)


@click.command("whatif", cls=Command)
@click.option(
    "--set",
    "sets",
    multiple=True,
    required=True,
    metavar="参数=数值",
    help="假设的数值，可写几次，如 festival_cap_year=1800。",
)
@click.option(
    "--books", default=Path(), metavar="账簿", type=click.Path(path_type=Path)
)
@click.option("--from", "since", metavar="日期", help="从哪天起改用，默认从头起。")
@FORMAT
def command(
    sets: tuple[str, ...], books: Path, since: str | None, format_: str
) -> None:
    """试算：参数换一个数值，检查发现会增减哪些。不改任何文件。"""
    day = _day(since) if since else _EVER
    suppositions = [_supposition(text, day) for text in sets]
    with working("正在读账两遍"):
        difference = what_if(books, suppositions)
    if format_ == "json":
        data = {
            "appear": _as_data(difference.appear),
            "vanish": _as_data(difference.vanish),
            "change": [
                {"now": now, "then": then}
                for now, then in zip(
                    _as_data(pair[0] for pair in difference.change),
                    _as_data(pair[1] for pair in difference.change),
                    strict=True,
                )
            ],
        }
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        click.echo(difference_text(difference))


def _as_data(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    return [
        {
            "id": finding.id,
            "rule": finding.rule,
            "severity": finding.severity,
            "state": finding.state,
            "unit": finding.unit,
            "amount": None if finding.amount is None else str(yuan(finding.amount)),
            "message": finding.message,
        }
        for finding in findings
    ]


def _supposition(text: str, since: date) -> Supposition:
    key, equals, value = text.partition("=")
    try:
        number = Decimal(value.strip().replace(",", ""))
    except InvalidOperation:
        number = Decimal("NaN")
    if not equals or not number.is_finite():
        raise InputError(
            f"--set 的写法“{text}”认不出来", hint="应如 festival_cap_year=1800。"
        )
    return Supposition(key.strip(), number, since)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise InputError(f"日期“{text}”认不出来", hint="应如 2024-07-01。") from None
