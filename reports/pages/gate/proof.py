"""The trials before anything is served to several people, and for every unit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.data import Custom
from beancount.core.data import Document

from union_ledger.core.asset_life import asset_lives
from union_ledger.core.build import build_books
from union_ledger.core.errors import InputError

if TYPE_CHECKING:
    from fava.core import FavaLedger
    from werkzeug.test import Client

    from union_ledger.core.books import Books
    from union_ledger.core.ledger import Ledger

_HINT = "这是程序的缺陷，请把这行字交给维护人员；在查清以前不要开放网页。"


def prove_unit(fava: FavaLedger, whole: Ledger, unit: str, folder: Path) -> None:
    """Try a unit's ledger as Fava has loaded it: nothing of others, nothing missing.

    Raises:
        InputError: It holds what is not the unit's, or its sums are not those of the
            whole books.
    """
    entries: list[Any] = list(fava.all_entries)
    books = build_books(entries)
    units = {row.unit for row in books.rows if row.code[:1] in "45"}
    units |= {row.place.unit for row in books.quota_rows}
    paths = [Path(entry.filename) for entry in entries if isinstance(entry, Document)]
    paths += [Path(file) for file in fava.options["include"]]
    named = {
        str(entry.values[0].value)
        for entry in entries
        if isinstance(entry, Custom) and entry.type in {"unit", "members", "dues"}
    }
    named |= {
        entry.meta["unit"]
        for entry in entries
        if isinstance(entry, Custom) and entry.meta.get("unit")
    }
    unread = {type(error).__name__ for error in fava.errors} - {"RuleError"}
    holes = {
        "有别的单位的分录": not units <= {unit, ""},
        "有别的单位的登记": not named <= {unit},
        "有本账目录以外的文件": not all(p.is_relative_to(folder) for p in paths),
        f"本单位账读不了（{'、'.join(sorted(unread))}）": bool(unread),
        "收支或额度与全账不符": _sums(books, unit) != _sums(whole.books, unit),
        "在册资产与全账不符": _assets(books, whole, unit)
        != _assets(whole.books, whole, unit),
        "检查发现与全账不符": _findings(fava)
        != sum(f.unit == unit for f in whole.findings),
    }
    _refuse_if(holes, f"单位 {unit} 的账")


def prove_gate(client: Client, host: str, header: str) -> None:
    """Try the gate from outside, without a login.

    Raises:
        InputError: Something was answered that should not be.
    """
    base = f"http://{host}"
    spoofed = {header: "admin", "X-Original-URL": "/", "X-Forwarded-For": "127.0.0.1"}
    forged = {"Cookie": "union_ledger=e30.forged; __Host-union_ledger=e30.forged"}
    page = "/x/api/ledger_data"
    answers = {
        "不登录能看账": client.get(page, base_url=base),
        "伪造的登录能看账": client.get(page, base_url=base, headers=forged),
    }
    if header:
        del spoofed[header]
    answers["伪造的请求头能看账"] = client.get(page, base_url=base, headers=spoofed)
    holes = {name: answer.status_code != 401 for name, answer in answers.items()}
    holes["接受改动"] = client.put(page, base_url=base).status_code != 405
    foreign = client.get("/login", base_url="http://x.invalid")
    holes["接受别的主机名"] = foreign.status_code != 400
    _refuse_if(holes, "登录的门")


def _refuse_if(holes: dict[str, bool], where: str) -> None:
    found = [name for name, is_there in holes.items() if is_there]
    if found:
        raise InputError(
            f"{where}自检没有通过，没有打开网页：{'；'.join(found)}", hint=_HINT
        )


def _sums(books: Books, unit: str) -> dict[tuple[str, ...], int]:
    """Return the unit's income, expenses and quota by account, in fen."""
    sums: dict[tuple[str, ...], int] = {}
    for row in books.rows:
        if row.unit == unit and row.code[:1] in "45":
            key: tuple[str, ...] = (row.account, row.fund, row.project)
            sums[key] = sums.get(key, 0) + row.amount
    for quota in books.quota_rows:
        if quota.place.unit == unit:
            key = (quota.account,)
            sums[key] = sums.get(key, 0) + quota.amount
    return sums


def _assets(books: Books, whole: Ledger, unit: str) -> list[tuple[int, int]]:
    """Return pieces and cost in fen of what the unit holds on the last day."""
    if not whole.books.entries:
        return []
    last = whole.books.entries[-1].day
    lives = books.lives if books is whole.books else asset_lives(books.registers, last)
    found = [life.on(last) for life in lives.values()]
    return sorted(
        (now.quantity, now.cost)
        for now in found
        if now is not None and now.is_held and now.unit == unit
    )


def _findings(fava: FavaLedger) -> int:
    left = dict(fava.options).get("union_ledger", {})
    return len(left.get("findings", ())) if isinstance(left, dict) else -1
