"""Quota: what hypothesis invents for a year always adds up."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from pathlib import Path

import pytest
from beancount.core.data import sorted as in_order
from beancount.parser.booking import book
from beancount.parser.parser import parse_string
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from union_ledger.core.build import build_books
from union_ledger.core.money import yuan
from union_ledger.core.period import parse_period
from union_ledger.core.quota import quota_lines
from union_ledger.plugins.check import Check
from union_ledger.plugins.kinds import budget
from union_ledger.plugins.quota import post_use
from union_ledger.plugins.selection import Selection
from union_ledger.rules.loader import load_rulebook

SMALL = Path(__file__).parents[1] / "small.beancount"
REGISTERS = "\n" + SMALL.read_text(encoding="utf-8")
UNITS = ("007", "008")
FUNDS = ("10", "20")
YEAR = parse_period("2024")
RULEBOOK = load_rulebook(None)
EXPENSE = "Expenses:501-职工活动支出:50102-文体活动"
BANK = "Assets:102-银行存款:01-基本户"
ADVANCE = "Assets:135-其他应收款:13501-职工借款"

places = st.tuples(st.sampled_from(UNITS), st.sampled_from(FUNDS))
days = st.integers(0, 360).map(lambda n: dt.date(2024, 1, 2) + dt.timedelta(n))
money = st.integers(1, 500_00)
pairs = st.tuples(days, days).map(sorted)
events = st.one_of(
    st.tuples(st.just("allot"), places, days, money),
    st.tuples(st.just("use"), places, days, money),
    st.tuples(st.just("refund"), places, days, money),
    st.tuples(st.just("reserve"), places, pairs, money, money),
    st.tuples(st.just("advance"), places, pairs, money, money),
)
years = st.lists(events, max_size=25)


def txn(day, number, keys, *legs):
    """Write one transaction; legs are (account, fen, commodity)."""
    lines = [f'{day} * "第 {number} 笔"', f'  id: "E{number}"']
    lines += [f'  {key}: "{value}"' for key, value in keys.items()]
    lines += [f"  {account}  {yuan(fen)} {unit}" for account, fen, unit in legs]
    return "\n".join(lines)


def written(year):
    """Write the events of a year, each in its own words."""
    texts = []
    for number, (kind, (unit, fund), when, *amounts) in enumerate(year):
        keys = {"unit": unit, "fund": fund, "voucher": f"转-{number:04d}"}
        first = amounts[0]
        match kind:
            case "allot":
                source = ("Equity:Q00-预算批复", -first, "QUOTA")
                target = (f"Equity:Q01-可用额度:{unit}:{fund}", first, "QUOTA")
                texts.append(txn(when, number, {"quota": "approve"}, source, target))
            case "use":
                legs = ((EXPENSE, first, "CNY"), (BANK, -first, "CNY"))
                texts.append(txn(when, number, keys, *legs))
            case "refund":
                legs = ((EXPENSE, -first, "CNY"), (BANK, first, "CNY"))
                texts.append(txn(when, number, keys, *legs))
            case "reserve":
                texts += reserved(number, unit, fund, when, amounts)
            case "advance":
                texts += advanced(number, unit, fund, when, amounts)
    return texts


def reserved(number, unit, fund, when, amounts):
    """An application, the claim on it, and the release of what is left."""
    held, spent = amounts
    name = {"reserve": f"SQ-{number}"}
    available = f"Equity:Q01-可用额度:{unit}:{fund}"
    kept = f"Equity:Q05-冻结额度:{unit}:{fund}"
    keys = {"unit": unit, "fund": fund, **name}
    yield txn(
        when[0],
        f"{number}a",
        {"quota": "reserve", **name},
        (available, -held, "QUOTA"),
        (kept, held, "QUOTA"),
    )
    yield txn(
        when[1],
        f"{number}b",
        keys,
        (EXPENSE, spent, "CNY"),
        (BANK, -spent, "CNY"),
    )
    if held > spent and when[1] < dt.date(2024, 12, 30):
        yield txn(
            when[1] + dt.timedelta(1),
            f"{number}c",
            {"quota": "release", **name},
            (kept, spent - held, "QUOTA"),
            (available, held - spent, "QUOTA"),
        )


def advanced(number, unit, fund, when, amounts):
    """A 借款 and its settlement: less, as much as, or more than was lent."""
    lent, spent = amounts
    keys = {"unit": unit, "fund": fund}
    yield txn(when[0], f"{number}a", keys, (ADVANCE, lent, "CNY"), (BANK, -lent, "CNY"))
    yield txn(
        when[1],
        f"{number}b",
        {**keys, "reserve": f"E{number}a"},
        (EXPENSE, spent, "CNY"),
        (ADVANCE, -lent, "CNY"),
        (BANK, lent - spent, "CNY"),
    )


def worked(texts):
    """Return the books of a year after the plugin posted the use of quota."""
    entries, errors, options = parse_string("\n\n".join(texts) + REGISTERS)
    assert not errors
    entries, errors = book(entries, options)
    assert not errors
    entries = in_order(entries)
    books = build_books(entries)
    problems = post_use(entries, books)
    assert not problems
    return entries, books


def closed(books):
    """Write the year entry: what is used, and what lapses, goes back."""
    legs = []
    for key, line in quota_lines(books, YEAR).items():
        unit, fund = key
        legs.append((f"Equity:Q09-已用额度:{unit}:{fund}", -line.used, "QUOTA"))
    back = ("Equity:Q00-预算批复", -sum(leg[1] for leg in legs), "QUOTA")
    return txn("2024-12-31", "close", {"quota": "close"}, *legs, back)


@settings(max_examples=120, deadline=None)
@given(years)
def test_a_year_adds_up(year):
    """Entries sum to zero; lines hold; use is the spending; nothing stays reserved."""
    texts = written(year)
    entries, books = worked(texts)
    for entry in books.entries:
        assert sum(row.amount for row in entry.quota_rows) == 0
    spent = defaultdict(int)
    for row in books.of_code("5"):
        spent[row.unit, row.fund] += row.amount
    lines = quota_lines(books, YEAR)
    for key, line in lines.items():
        assert line.holds
        assert line.used == spent[key]
        assert line.reserved >= 0
    assert sum(spent.values()) == sum(line.used for line in lines.values())
    advanced_left = sum(row.amount for row in books.of_code("135"))
    assert advanced_left == 0
    again = build_books(in_order(entries))
    assert quota_lines(again, YEAR) == lines


@settings(max_examples=60, deadline=None)
@given(years, st.randoms(use_true_random=False))
def test_moving_entries_changes_no_figure_and_no_finding(year, chance):
    texts = written(year)
    shuffled = list(texts)
    chance.shuffle(shuffled)
    _, first = worked(texts)
    _, second = worked(shuffled)
    assert quota_lines(first, YEAR) == quota_lines(second, YEAR)
    found = [[(f.id, f.amount) for f in over_budget(b)] for b in (first, second)]
    assert sorted(found[0]) == sorted(found[1])


def over_budget(books):
    """Return the findings of R37."""
    loaded = RULEBOOK.rules["R37"]
    return list(
        budget.check(Check(loaded, RULEBOOK, books, Selection(books)), budget.Options())
    )


@settings(max_examples=60, deadline=None)
@given(years)
def test_the_year_reads_the_same_after_it_is_closed(year):
    texts = written(year)
    _, open_books = worked(texts)
    if not quota_lines(open_books, YEAR):
        return
    _, closed_books = worked([*texts, closed(open_books)])
    before, after = (quota_lines(b, YEAR) for b in (open_books, closed_books))
    assert before == after
    used = [row for row in closed_books.quota_rows if row.place.pot == "Q09"]
    assert sum(row.amount for row in used) == 0


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(places, days, money), min_size=1, max_size=10))
def test_every_reservation_is_empty_once_settled(loans):
    """No advance is used twice, and none is left after its settlement."""
    year = [
        ("advance", place, [day, day], amount, amount) for place, day, amount in loans
    ]
    _, books = worked(written(year))
    held = defaultdict(int)
    for row in books.quota_rows:
        if row.place.pot == "Q05":
            held[row.place] += row.amount
    assert set(held.values()) == {0}


@pytest.mark.parametrize(
    ("kind", "legs", "said"),
    [
        ("reserve", [("Q01-可用额度:007:10", 5), ("Q00-预算批复", -5)], "不能增加"),
        (
            "adjust",
            [
                ("Q01-可用额度:007:10", 5),
                ("Q01-可用额度:007:20", -5),
                ("Q00-预算批复", 0),
            ],
            "每项经费",
        ),
        (
            "reserve",
            [("Q01-可用额度:007:10", -5), ("Q05-冻结额度:008:10", 5)],
            "同一个单位",
        ),
        ("allot", [("Q01-可用额度:777:10", 5), ("Q00-预算批复", -5)], "没有登记"),
        ("allot", [("Q09-已用额度:007:10", 5), ("Q00-预算批复", -5)], "不能增加"),
        (
            "allot",
            [("Q01-可用额度:007:10", 5), ("Q01-可用额度:007:20", -5)],
            "每项经费",
        ),
        ("spend", [("Q01-可用额度:007:10", 5), ("Q00-预算批复", -5)], "只能是"),
        (
            "release",
            [("Q05-冻结额度:007:10", -5), ("Q01-可用额度:007:10", 5)],
            "不存在",
        ),
    ],
)
def test_a_written_entry_that_breaks_the_grammar_is_refused(kind, legs, said):
    keys = {"quota": kind, "reserve": "SQ-1"}
    text = txn(
        "2024-05-01", 1, keys, *[(f"Equity:{a}", n * 100, "QUOTA") for a, n in legs]
    )
    entries, _, options = parse_string(text + REGISTERS)
    entries, _ = book(entries, options)
    entries = in_order(entries)
    problems = post_use(entries, build_books(entries))
    assert [said in problem.message for problem in problems] == [True]
