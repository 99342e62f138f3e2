"""The reference year: every planted problem is found, and nothing else; it ties out."""

from __future__ import annotations

import shutil
from collections import Counter
from collections import defaultdict
from pathlib import Path

import pytest

from union_ledger.core.ledger import load_ledger
from union_ledger.core.period import parse_period
from union_ledger.core.quota import quota_lines
from union_ledger.core.yamlfile import read_yaml
from union_ledger.desk.intake import run
from union_ledger.desk.intake import take_invoices

ROOT = Path(__file__).resolve().parents[2]
BOOKS = ROOT / "ledgers" / "hust"
LISTED = read_yaml(Path(__file__).with_name("planted.yaml"))


@pytest.fixture(scope="module")
def hust():
    return load_ledger(BOOKS)


def balance(books, *prefixes):
    """Return the balance of the accounts at the year's end, in fen."""
    return sum(row.amount for row in books.of_code(*prefixes))


def test_the_books_are_without_error(hust):
    assert hust.problems == ()
    assert hust.silent == ()


def test_every_planted_problem_is_found_by_its_rule(hust):
    found = {(f.rule, f.entry_ids[0]): f.severity for f in hust.findings}
    for plant in LISTED["planted"]:
        key = (plant["rule"], plant["id"])
        assert found.get(key) == plant["severity"], plant


def test_nothing_is_found_that_is_not_planted(hust):
    planted = {(plant["rule"], plant["id"]) for plant in LISTED["planted"]}
    extra = [f for f in hust.findings if (f.rule, f.entry_ids[0]) not in planted]
    assert [(f.rule, f.severity, f.message) for f in extra] == []


def test_about_fifty_problems_of_many_rules_are_planted(hust):
    rules = {plant["rule"] for plant in LISTED["planted"]}
    assert len(LISTED["planted"]) >= 50
    # `pad` cannot stand in books that load without error: its cases show it.
    assert rules == {f.rule for f in hust.findings}
    assert len(rules) >= 28


def test_every_finding_points_into_its_entry(hust):
    """File and line of a finding lie between the entry's head and its end."""
    heads = {entry.id: entry for entry in hust.books.entries}
    for finding in hust.findings:
        entry = heads.get(finding.entry_ids[0])
        if entry is None:
            # It is about a line of the registers.
            said = Path(finding.filename).read_text(encoding="utf-8").splitlines()
            assert " custom " in said[finding.lineno - 1]
            continue
        lines = Path(entry.filename).read_text(encoding="utf-8").splitlines()
        end = entry.lineno
        while end < len(lines) and lines[end].strip():
            end += 1
        assert finding.filename == entry.filename
        assert entry.lineno <= finding.lineno <= end


def test_what_looks_wrong_and_is_right_is_left_alone(hust):
    violated = {f.entry_ids[0] for f in hust.findings if f.severity == "违规"}
    innocent = {item["id"] for item in LISTED["innocent"]}
    assert len(innocent) >= 12
    assert innocent <= {entry.id for entry in hust.books.entries}
    assert not innocent & violated


def test_findings_keep_their_ids_when_files_move(hust, tmp_path):
    """The same text in one file, newest month first, gives the same findings."""
    books = tmp_path / "books"
    shutil.copytree(BOOKS, books)
    months = sorted((books / "2024").glob("*.beancount"), reverse=True)
    text = "\n".join(path.read_text(encoding="utf-8") for path in months)
    for path in months:
        path.unlink()
    (books / "2024" / "all.beancount").write_text(text, encoding="utf-8")
    moved = load_ledger(books)
    assert moved.problems == ()
    assert sorted(f.id for f in moved.findings) == sorted(f.id for f in hust.findings)


def test_shape(hust):
    units = [u for u in hust.books.registers.units if u != "000"]
    assert len(units) >= 60
    assert 2300 <= len(hust.books.entries) <= 2900
    assert 80 <= len(hust.books.registers.assets) <= 90
    assert {p.program for p in hust.books.registers.projects.values()} >= {
        "思想政治引领工程",
        "建功立业创新创造工程",
        "阵地平台建设工程",
        "数智化建设工程",
    }


def test_balance_sheet_and_income_statement_tie_out(hust):
    """01表: 资产 = 负债 + 净资产; 02表: 年初 + 调整 + 收入 - 支出 = 年末."""
    books = hust.books
    assert balance(books, "1") == -balance(books, "2") - balance(books, "3")
    assert balance(books, "4") == balance(books, "5") == 0
    moved = defaultdict(int)
    for row in books.of_code("4", "5"):
        if not row.entry.closing:
            moved[row.code[0]] += row.amount
    income, expense = -moved["4"], moved["5"]
    opening = adjusted = closing = 0
    for row in books.of_code("321", "322"):
        closing -= row.amount
        if row.entry.day.isoformat() == "2024-01-01":
            opening -= row.amount
        elif row.code in {"32101", "32201"} and not row.entry.closing:
            adjusted -= row.amount
    assert income > 0
    assert expense > 0
    assert opening + adjusted + income - expense == closing


@pytest.mark.parametrize(
    ("fund", "assets"),
    [
        ("30101", ("141",)),
        ("30103", ("161",)),
        ("30104", ("162", "163", "182")),
        ("30105", ("171", "172")),
        ("30106", ("181",)),
    ],
)
def test_asset_funds_mirror_the_assets(hust, fund, assets):
    """《工会会计制度》: 301 stands against every non-monetary asset."""
    assert -balance(hust.books, fund) == balance(hust.books, *assets)


def test_custodial_money_is_a_liability(hust):
    held = sum(
        row.amount for row in hust.books.of_code("102") if row.account.endswith("代管")
    )
    assert held > 0
    assert held == -balance(hust.books, "221")


def test_every_quota_line_holds(hust):
    lines = quota_lines(hust.books, parse_period("2024"))
    assert len(lines) > 100
    assert all(line.holds for line in lines.values())
    spent = sum(
        row.amount
        for row in hust.books.of_code("5")
        if not row.entry.closing
        and row.unit
        and row.fund
        and hust.books.registers.units[row.unit].kind == "报账"
    )
    assert sum(line.used for line in lines.values()) == spent


def test_the_exports_hold_nothing_the_books_do_not(tmp_path):
    """Every row of every raw export is in the books already: importing adds none."""
    books = tmp_path / "books"
    shutil.copytree(BOOKS, books)
    results = run(sorted((books / "exports").glob("*.xlsx")), books)
    assert len(results) >= 9
    assert [r.record["file"] for r in results if r.failed or r.booked] == []
    assert sum(r.known for r in results) == sum(r.record["rows"] for r in results)


def test_the_invoices_of_a_month_are_in_the_books(tmp_path):
    """All but the one that came twice and the one made out to a private person."""
    books = tmp_path / "books"
    shutil.copytree(BOOKS, books)
    papers = sorted((books / "exports").glob("*.zip"))
    found = take_invoices(papers, books, dry_run=False)
    assert Counter(each.state for each in found) == {"已在账上": 12, "拒收": 2}
    assert sorted(each.why for each in found if each.failed)[1] == (
        "购买方是“个人”，不是本工会"
    )


def test_the_use_of_funds_reads_the_same_before_the_year_is_closed(hust, tmp_path):
    """Neither overdrafts nor approvals change by the entries of 31 December."""
    books = tmp_path / "books"
    shutil.copytree(BOOKS, books)
    (books / "2024" / "closing.beancount").unlink()
    year = parse_period("2024")
    before = quota_lines(load_ledger(books).books, year)
    assert quota_lines(hust.books, year) == before
    assert any(line.available < 0 for line in before.values())
