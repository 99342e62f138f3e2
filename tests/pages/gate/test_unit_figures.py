"""分会 in a unit's own ledger has the figures it has in the whole books."""

from __future__ import annotations

from pathlib import Path

import pytest

from union_ledger.core.ledger import ledger_of
from union_ledger.core.period import parse_period
from union_ledger.core.registers import read_registers
from union_ledger.reports.assets.held import lives_until
from union_ledger.reports.pages.gate.scopes import Scopes
from union_ledger.reports.pages.unit_books.custody import GIVEN
from union_ledger.reports.pages.unit_books.custody import TAKEN
from union_ledger.reports.pages.unit_books.others import Others
from union_ledger.reports.unit_purposes import PURPOSES
from union_ledger.reports.unit_use import unit_use

HUST = Path(__file__).parents[3] / "ledgers" / "hust" / "main.beancount"
CARRIED = "carried.json"
PERIODS = ("2024", "2024Q2", "2024-07")
# Words may be cut where others are named in them, sums may not, but for findings that
# rest on vouchers shared with others.
WORDS = {"summary", "payee", "message", "name", "program", "stage"}
HIDDEN = {("检查发现", "amount"), ("检查发现", "vouchers")}


@pytest.fixture(scope="module")
def hust():
    with Scopes(HUST, frozenset({"h"})) as made:
        yield made


def own(scopes, unit):
    """Return a unit's own ledger; making it proves that it has no errors."""
    fava = scopes.app(unit).config["LEDGERS"].ledgers[0]
    return ledger_of(
        Path(fava.beancount_file_path),
        list(fava.all_entries),
        list(fava.errors),
        dict(fava.options),
    )


def shown(report, columns):
    """Return the cells of the columns both ledgers have, without their links."""
    return [
        [
            getattr(cell, "value", getattr(cell, "text", cell))
            for column, cell in zip(table.columns, row.cells, strict=False)
            if column.key in columns[table.title]
        ]
        for table in report.tables
        for row in table.rows
    ]


def assert_same(whole, part, unit, period):
    theirs = unit_use(whole, parse_period(period), unit)
    ours = unit_use(part, parse_period(period), unit)
    columns = {
        table.title: {
            column.key
            for column in table.columns
            if column.key not in WORDS and (table.title, column.key) not in HIDDEN
        }
        for table in ours.tables
    }
    assert [(f.label, f.value) for f in ours.figures] == [
        (f.label, f.value) for f in theirs.figures
    ]
    assert shown(ours, columns) == shown(theirs, columns)


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("unit", ["000", "001", "007", "058", "061"])
def test_the_page_has_the_figures_of_the_whole_books(hust, unit, period):
    """061 took over 058 in July, 007 got things from there, 000 is 校本级."""
    assert_same(hust.ledger, own(hust, unit), unit, period)


def test_every_unit_has_a_ledger_without_errors(hust):
    whole = hust.ledger
    for unit in whole.books.registers.units:
        part = own(hust, unit)
        fava = hust.app(unit).config["LEDGERS"].ledgers[0]
        assert (part.problems, read_registers(fava.all_entries)[1]) == ((), []), unit
        assert_same(whole, part, unit, "2024")


def test_nothing_of_the_others_is_on_the_page(hust):
    """No name of another unit, no rank, no total of the union."""
    part = own(hust, "007")
    report = unit_use(part, parse_period("2024"), "007")
    others = Others(hust.ledger.books.registers, "007")
    said = str((report.figures, report.tables, report.notes))
    assert not others.named_in(said.replace(str(part.main.parent), ""))
    assert "个有问题的单位" not in said
    purposes = report.table(PURPOSES)
    assert {column.group for column in purposes.columns} == {"", "本单位"}
    whole = unit_use(hust.ledger, parse_period("2024"), "007")
    assert "个有问题的单位" in str(whole.figures)
    assert "全会" in {column.group for column in whole.table(PURPOSES).columns}


@pytest.mark.parametrize(
    "day", ["2024-03", "2024-05", "2024-06", "2024-08", "2024-09", "2024"]
)
def test_custody_is_told_while_it_lasts(scopes, day):
    """What came, went, came back and went again costs what it cost, on every day."""
    whole, part = scopes.ledger, own(scopes, "007")
    last = parse_period(day).last
    held = {
        life.number: now
        for life in lives_until(whole, last).values()
        if (now := life.on(last)) and now.is_held and now.unit == "007"
    }
    ours = {
        life.number.removesuffix("-Q1"): now
        for life in lives_until(part, last).values()
        if (now := life.on(last)) and now.is_held
    }
    assert ours == held
    assert ("FA-LEFT" in ours) == (day in {"2024-03", "2024-08"})


def test_the_other_side_of_a_move_is_not_named(scopes):
    part = own(scopes, "007")
    lines = part.books.registers.asset_lines
    given = [each for each in lines if type(each).__name__ == "AssetDispose"]
    assert [(g.how, g.reason) for g in given] == [("调出", GIVEN)] * 2
    lent = next(each for each in lines if getattr(each, "to", ""))
    assert lent.to == "其他单位"
    count = next(each for each in lines if type(each).__name__ == "Count")
    assert (count.number, count.unit, count.place) == ("FA-OWN", "", "")
    assert (count.by, count.note) == ("T0001", "盘点时在其他单位")
    came = part.books.registers.assets["FA-7"]
    assert (came.cost, came.voucher, came.note) == (500000, "", TAKEN)
    assert (came.custodian, str(came.acquired)) == ("T0001", "2024-05-06")


def test_only_own_parts_of_the_budget_are_there(scopes):
    part = own(scopes, "007")
    lines = part.books.registers.budget_lines
    assert [(line.project, line.amount) for line in lines] == [("P-7", 400000)]
    text = part.main.read_text("utf-8") + part.main.with_name(CARRIED).read_text(
        "utf-8"
    )
    for amount in ("88888", "99999", "65432"):
        assert amount not in text
    assert_same(scopes.ledger, part, "007", "2024")
    codes = [
        row.cells[0]
        for row in unit_use(part, parse_period("2024"), "007").table(PURPOSES).rows
    ]
    assert codes == ["50102", "50104"]


def test_findings_about_own_things_are_told(hust):
    """They name the thing where others name an entry, and lead to its card."""
    part = own(hust, "007")
    found = next(f for f in part.findings if f.rule == "ZC07")
    assert found.message.startswith("FA-2019-0002 综合训练器")
    line = part.main.read_text(encoding="utf-8").splitlines()[found.lineno - 1]
    assert 'custom "asset" "FA-2019-0002"' in line
