"""抽样: what is taken whole, what is drawn, and that the draw stays the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from union_ledger.core.errors import InputError
from union_ledger.core.ledger import load_ledger
from union_ledger.core.period import parse_period
from union_ledger.reports.formats import render
from union_ledger.reports.sample import LIST
from union_ledger.reports.sample import Drawing
from union_ledger.reports.sample import allocate
from union_ledger.reports.sample import draw
from union_ledger.reports.sample import population
from union_ledger.reports.sample import sample

HEAD = """
2020-01-01 open Assets:101-库存现金
2020-01-01 open Expenses:501-职工活动支出:50102-文体活动
"""
HOW = Drawing(above=500_00, size=6, seed="20241231")


def entry(number):
    """Return one entry of ``number`` times ten yuan."""
    return f"""
2024-03-{number:02} * "某店" "用品{number}"
  id: "E{number}"
  unit: "{"007" if number % 3 else "008"}"
  fund: "10"
  Expenses:501-职工活动支出:50102-文体活动   {number * 25}.00 CNY
  Assets:101-库存现金
"""


@pytest.fixture
def ledger_of(write_books):
    """Load books that hold the entries in the order given."""

    def load(numbers):
        text = HEAD + "".join(entry(n) for n in numbers)
        ledger = load_ledger(write_books(text))
        return replace(ledger, revision=None, rulebook="测试规则")

    return load


def chosen(ledger, how=HOW):
    """Return the ids taken whole and the ids drawn."""
    large, drawn, _ = draw(population(ledger, parse_period("2024")), how)
    return {i.entry.id for i in large}, {i.entry.id for i in drawn}


def test_all_at_the_limit_and_above_are_taken(ledger_of):
    """500.00 is the boundary: the twentieth entry is in, the nineteenth is not."""
    large, drawn = chosen(ledger_of(range(1, 25)))
    assert large == {f"E{n}" for n in range(20, 25)}
    assert len(drawn) == 6
    assert not large & drawn


def test_order_in_the_file_changes_nothing(ledger_of):
    """The same entries written backwards give the same sample; a new seed does not."""
    first = chosen(ledger_of(range(1, 25)))
    assert chosen(ledger_of(range(24, 0, -1))) == first
    assert chosen(ledger_of(range(1, 25)), replace(HOW, seed="2"))[1] != first[1]


def test_allocation_is_in_proportion_and_adds_up():
    """The largest remainder has what is left; nobody is given more than there is."""
    assert allocate({"007": 7, "008": 2, "009": 1}, 5) == {"007": 4, "008": 1, "009": 0}
    assert allocate({"007": 2, "008": 1}, 9) == {"007": 2, "008": 1}
    assert allocate({}, 5) == {}


def test_report_names_the_seed_and_every_entry(ledger_of):
    """The paper shows how it was drawn and has a line for each entry."""
    made = sample(ledger_of(range(1, 25)), parse_period("2024"), HOW)
    assert len(made.table(LIST).rows) == 11
    text = render(made, "md").decode()
    assert "随机种子 20241231" in text
    assert "原始凭证" in text
    assert render(made, "xlsx") == render(made, "xlsx")


def test_no_expenses_and_a_wrong_limit(ledger_of):
    """Empty books say so; a limit of nought is refused."""
    ledger = ledger_of([])
    text = render(sample(ledger, parse_period("2024"), HOW), "md").decode()
    assert "没有支出分录" in text
    with pytest.raises(InputError):
        sample(ledger, parse_period("2024"), replace(HOW, above=0))
