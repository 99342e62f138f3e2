"""``union-ledger rules explain``: a finding laid open."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING
from typing import Any

import click

from union_ledger.cli.arguments import BOOKS
from union_ledger.cli.arguments import FORMAT
from union_ledger.cli.arguments import rulebook_of
from union_ledger.cli.chinese import Command
from union_ledger.cli.progress import working
from union_ledger.core.chart import label
from union_ledger.core.ledger import load_ledger
from union_ledger.core.money import yuan
from union_ledger.reports.explanation import Explanation
from union_ledger.reports.explanation import explain_finding
from union_ledger.reports.explanation import explanation_text

if TYPE_CHECKING:
    from pathlib import Path

    from union_ledger.core.books import Entry


@click.command("explain", cls=Command)
@click.argument("finding_id", metavar="检查发现编号")
@BOOKS
@FORMAT
def command(finding_id: str, books: Path, format_: str) -> None:
    """说明一项检查发现：分录、算式、条文和当时有效的数额。"""
    with working("正在读账、检查"):
        ledger = load_ledger(books)
    rulebook = rulebook_of(ledger.main)
    explained = explain_finding(ledger, rulebook, finding_id)
    if format_ == "json":
        click.echo(json.dumps(_as_data(explained), ensure_ascii=False, indent=2))
    else:
        click.echo(explanation_text(explained))


def _as_data(explained: Explanation) -> dict[str, Any]:
    """Return the explanation as data: amounts are strings of yuan, dates ISO."""
    finding = explained.finding
    amount = None if finding.amount is None else str(yuan(finding.amount))
    return {
        "finding": asdict(finding) | {"amount": amount, "day": finding.day.isoformat()},
        "event_date": explained.day.isoformat(),
        "entries": [_entry_data(entry) for entry in explained.entries],
        "cited": [_entry_data(entry) for entry in explained.cited],
        "values": [
            {
                "key": value.key,
                "title": value.title,
                "value": None if value.value is None else str(value.value),
                "unit": value.unit,
                "state": value.state,
                "layer": value.layer,
                "since": value.since.isoformat() if value.since else None,
                "citation": value.citation,
                "basis": value.basis,
            }
            for value in explained.values
        ],
        "settled": list(explained.settled),
    }


def _entry_data(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "voucher": entry.name,
        "day": entry.day.isoformat(),
        "event_date": entry.event_date.isoformat(),
        "payee": entry.payee,
        "narration": entry.narration,
        "postings": [
            {
                "account": label(row.account),
                "debit": str(yuan(row.debit)),
                "credit": str(yuan(row.credit)),
                "unit": row.unit,
                "fund": row.fund,
                "project": row.project,
            }
            for row in entry.rows
        ],
    }
