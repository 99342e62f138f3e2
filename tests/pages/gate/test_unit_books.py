"""A unit's own ledger: all that is the unit's, to the fen, and nothing else."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from tests.pages.gate.conftest import HOST
from tests.pages.gate.conftest import ask
from tests.pages.gate.conftest import write_books_in

from union_ledger.core.errors import InputError
from union_ledger.core.ledger import ledger_of
from union_ledger.core.period import parse_period
from union_ledger.core.quota import quota_lines
from union_ledger.reports.pages import allowed
from union_ledger.reports.pages.gate import scopes as scopes_module
from union_ledger.reports.pages.gate.proof import prove_unit
from union_ledger.reports.pages.unit_books.carried import HIDDEN
from union_ledger.reports.pages.unit_books.custody import TAKEN
from union_ledger.reports.pages.unit_books.entries import COUNTER
from union_ledger.reports.pages.unit_books.entries import QUOTA_COUNTER
from union_ledger.reports.pages.unit_books.entries import SHARED


@pytest.fixture(scope="module")
def fava(scopes):
    return scopes.app("007").config["LEDGERS"].ledgers[0]


@pytest.fixture(scope="module")
def unit(fava):
    return ledger_of(
        scopes_module.Path(fava.beancount_file_path),
        list(fava.all_entries),
        list(fava.errors),
        dict(fava.options),
    )


# They compare units, or set something against accounts of the union as a whole.
UNION_ONLY = {
    "UnionAccount",
    "UnionAudit",
    "UnionOverview",
    "UnionReports",
    "UnionStatements",
    "UnionSupervision",
    "UnionTable01",
    "UnionTable02",
}


def text_of(scopes, unit):
    fava = scopes.app(unit).config["LEDGERS"].ledgers[0]
    return scopes_module.Path(fava.beancount_file_path).read_text(encoding="utf-8")


def test_no_canary_is_in_any_file(scopes, fava):
    folder = scopes_module.Path(fava.beancount_file_path).parent
    for path in folder.rglob("*"):
        assert "CANARY" not in str(path)
        if path.is_file():
            assert "CANARY" not in path.read_text(encoding="utf-8", errors="replace")
    assert "CANARY" in text_of(scopes, "009")


def test_quota_is_that_of_the_whole_books(scopes, unit):
    """Legs of use are carried over, not posted twice."""
    year = parse_period("2024")
    whole = quota_lines(scopes.ledger.books, year)
    assert quota_lines(unit.books, year) == {
        key: line for key, line in whole.items() if key[0] == "007"
    }
    assert whole["007", "10"].used == 240000


def test_findings_are_carried(scopes, unit):
    whole = [f for f in scopes.ledger.findings if f.unit == "007"]
    assert {f.id for f in unit.findings} == {f.id for f in whole}
    assert any(f.message != HIDDEN for f in unit.findings)
    lines = text_of(scopes, "007").splitlines()
    found = next(f for f in unit.findings if "E2" in f.entry_ids)
    assert "七号酒家" in lines[found.lineno - 1]


def test_a_shared_voucher_is_cut(unit):
    entry = next(e for e in unit.books.entries if e.id == "E3")
    assert entry.narration == SHARED
    assert (entry.payee, entry.txn.links, entry.txn.tags) == ("", set(), set())
    assert [(r.account, r.amount) for r in entry.rows] == [
        ("Expenses:501-职工活动支出:50102-文体活动", 10000),
        (COUNTER, -10000),
    ]


def test_an_allotment_to_many_says_only_ours(unit):
    entries = {e.id: e for e in unit.books.entries}
    assert entries["Q2"].narration == f"{SHARED}（下达）"
    assert entries["Q3"].narration == "追加"
    assert QUOTA_COUNTER in {p.account for p in entries["Q2"].txn.postings}


def test_registers_are_the_units(unit):
    registers = unit.books.registers
    assert set(registers.units) == {"007"}
    assert set(registers.projects) == {"P-7"}
    assert set(registers.persons) == {"T0001"}
    assert set(registers.assets) == {"FA-7", "FA-OWN", "FA-LEFT", "FA-LEFT-Q1"}


def test_only_own_papers_are_there(unit):
    names = [scopes_module.Path(d.path).name for d in unit.books.documents]
    assert names == ["own-photo.png", "own.pdf"]


def test_a_unit_with_a_foreign_entry_is_not_served(scopes):
    """The trial before serving: 009's ledger is no ledger for 007."""
    other = scopes.app("009").config["LEDGERS"].ledgers[0]
    folder = scopes_module.Path(other.beancount_file_path).parent
    prove_unit(other, scopes.ledger, "009", folder)
    with pytest.raises(
        InputError, match="有别的单位的分录；有别的单位的登记"
    ) as refused:
        prove_unit(other, scopes.ledger, "007", folder)
    for hole in ("收支或额度与全账不符", "在册资产与全账不符"):
        assert hole in str(refused.value)


def test_the_folder_is_shut_and_goes(two_units):
    with scopes_module.Scopes(two_units, frozenset({"h"})) as made:
        made.app("007")
        assert made.folder.stat().st_mode & 0o777 == 0o700
    assert not made.folder.exists()


def test_a_change_of_the_books_reaches_the_unit(tmp_path):
    main = write_books_in(tmp_path / "books")
    with scopes_module.Scopes(main, frozenset({"h"})) as made:
        before = made.app("007")
        assert made.app("007") is before
        text = main.read_text(encoding="utf-8")
        main.write_text(text.replace("七号文具店", "七号书店"), encoding="utf-8")
        assert made.app("007") is not before
        assert "七号书店" in text_of(made, "007")


def names_of(fava):
    return {each.name for each in fava.extensions.extension_details}


def test_every_page_is_judged(scopes, fava):
    """A new page fails here until it is in unit_pages or in the list above."""
    whole = scopes.app("全账").config["LEDGERS"].ledgers[0]
    shown = names_of(fava)
    every = names_of(whole)
    assert shown | UNION_ONLY == every
    assert not shown & UNION_ONLY


def test_a_units_pages_open(gate, logged_in, slugs):
    for name in sorted(allowed.EXTENSIONS.keys() - UNION_ONLY):
        page = ask(gate, f"/{slugs['007']}/extension/{name}/", cookie=logged_in["o7"])
        assert page.status == 200, name


def test_a_page_of_the_union_says_so(gate, logged_in, slugs):
    path = f"/{slugs['007']}/extension/UnionTable01/"
    page = ask(gate, path, cookie=logged_in["o7"])
    assert page.status == 404
    assert "这一页的数字只对全账有意义" in page.text


def test_an_officer_begins_at_the_unit(gate, logged_in):
    start = ask(gate, "/", cookie=logged_in["o7"])
    assert start.status == 302
    assert start.headers["Location"].endswith("/extension/UnionUnit/")


def test_the_unit_is_not_chosen_nor_ranked(gate, logged_in, slugs):
    path = f"/{slugs['007']}/extension/UnionUnit/"
    page = ask(gate, path, cookie=logged_in["o7"], unit="009", time="2024")
    assert "二级工会经费明细（007 机械学院工会）" in page.text
    assert "<select" not in page.text
    for said in ("全会", "个有问题的单位中第"):
        assert said not in page.text
        whole = f"/{slugs['whole']}/extension/UnionUnit/"
        told = ask(gate, whole, cookie=logged_in["acc"], unit="007", time="2024")
        assert said in told.text


def test_assets_are_shown_with_their_photo(gate, logged_in, slugs):
    path, cookie = f"/{slugs['007']}/extension/UnionAssets/", logged_in["o7"]
    one = ask(gate, path, cookie=cookie, number="FA-OWN")
    address = re.search(r'/document/\?filename=([^"&]+own-photo\.png)', one.text)
    shown = ask(
        gate, f"/{slugs['007']}/document/", cookie=cookie, filename=unquote(address[1])
    )
    assert (shown.status, shown.data) == (200, b"%PDF own-photo.png")
    came = ask(gate, path, cookie=cookie, number="FA-7")
    assert TAKEN in came.text
    assert "核对不符" not in came.text


def test_a_keeper_from_elsewhere_is_said_to_be_no_more(tmp_path):
    """A unit's ledger knows its own people only: not that others are unknown."""
    main = write_books_in(tmp_path / "books")
    text = main.read_text(encoding="utf-8")
    kept = 'custodian: "T0001"\n  place: "机械楼 201"'
    assert kept in text
    main.write_text(text.replace(kept, 'custodian: "T-CANARY"'), encoding="utf-8")
    with scopes_module.Scopes(main, frozenset({HOST})) as made:
        app = made.app("007")
        slug = app.config["LEDGERS"].first_slug()
        path = f"/{slug}/extension/UnionAssets/"
        page = ask(app, path, number="FA-OWN", time="2024")
        assert "保管人 T-CANARY 不是本单位登记的人" in page.text
