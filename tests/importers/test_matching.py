"""Rows of a statement meet the entries that were typed before them."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from union_ledger.importers.matches import OpenEntry
from union_ledger.importers.matching import AFTER
from union_ledger.importers.matching import BEFORE
from union_ledger.importers.matching import match
from union_ledger.importers.statement import Row
from union_ledger.importers.sums import AT_MOST
from union_ledger.importers.sums import sums_to

if TYPE_CHECKING:
    import random

    from union_ledger.importers.matches import Matching

DAY = date(2024, 12, 2)
SHOP = "武汉南枝示例羽毛球馆"


def row(line: int, fen: int, payee: str = SHOP, day: date = DAY, **text: str) -> Row:
    """Return a row; ``fen`` is negative where money leaves."""
    side = "in" if fen > 0 else "out"
    said = {"counterparty": payee, **text} if payee else dict(text)
    return Row(line, day, None, side, abs(fen), None, "42001234", said, f"第{line}行")


def entry(
    number: int, fen: int, payee: str = SHOP, day: date = DAY, **parts: object
) -> OpenEntry:
    """Return an open entry that stands in line ``number`` of a file."""
    return OpenEntry(f"12.beancount:{number}", day, fen, payee, **parts)  # type: ignore[arg-type]


def pairs(found: Matching) -> list[tuple[list[int], list[str]]]:
    """Return the pairs as lines of the file and of the books."""
    return [
        (
            [r.line for r in pair.rows],
            [e.place.removeprefix("12.beancount:") for e in pair.entries],
        )
        for pair in found.pairs
    ]


def test_a_voucher_and_its_row_are_one() -> None:
    """Same amount, same payee, three days later."""
    found = match([row(3, -50000)], [entry(10, -50000, day=date(2024, 11, 29))])
    assert pairs(found) == [([3], ["10"])]
    assert not found.undecided


def test_brackets_blanks_and_width_of_a_name_do_not_matter() -> None:
    """Banks print full-width brackets and pad with blanks."""
    found = match(
        [row(3, -50000, "武汉木作（示例） 有限公司")],
        [entry(10, -50000, "武汉木作(示例)有限公司")],
    )
    assert pairs(found) == [([3], ["10"])]


@pytest.mark.parametrize(
    ("days", "paired"),
    [(BEFORE, True), (BEFORE + 1, False), (-AFTER, True), (-AFTER - 1, False)],
)
def test_the_window(days: int, *, paired: bool) -> None:
    """An entry stands up to 31 days before its row, or up to three after it."""
    found = match([row(3, -50000)], [entry(10, -50000, day=DAY - timedelta(days))])
    assert bool(found.pairs) is paired
    assert not found.undecided


def test_money_in_is_not_money_out() -> None:
    """A refund of the same amount is another thing."""
    found = match([row(3, 50000)], [entry(10, -50000)])
    assert not found.pairs
    assert not found.undecided


def test_a_serial_number_decides_over_everything_else() -> None:
    """The entry names the row, whatever its day and its payee."""
    found = match(
        [
            row(3, -50000, serial="2024120200001"),
            row(4, -50000, serial="2024120200002"),
        ],
        [
            entry(10, -50000),
            entry(
                20,
                -50000,
                "李某",
                date(2024, 6, 1),
                numbers=frozenset({"2024120200001"}),
            ),
        ],
    )
    assert pairs(found) == [([3], ["20"]), ([4], ["10"])]


def test_a_serial_number_with_another_amount_is_asked_about() -> None:
    """The row is the entry's by number and name, and yet it is not."""
    found = match(
        [row(3, -50000, serial="2024120200001")],
        [entry(10, -60000, numbers=frozenset({"2024120200001"}))],
    )
    assert not found.pairs
    [question] = found.undecided
    assert (question.lines, question.places) == ((3,), ("12.beancount:10",))
    assert "-500.00" in question.why
    assert "-600.00" in question.why


def test_several_entries_that_name_one_row_are_its_parts() -> None:
    """Two payees, one payment, both vouchers name its number."""
    number = frozenset({"2024120200001"})
    found = match(
        [row(3, -50000, "代发户", serial="2024120200001")],
        [entry(10, -20000, numbers=number), entry(20, -30000, "甲", numbers=number)],
    )
    assert pairs(found) == [([3], ["10", "20"])]


def test_of_two_equals_none_is_chosen() -> None:
    """Two claims of one amount to one shop: both places are named."""
    claims = [entry(10, -50000, likeness="茶歇"), entry(20, -50000, likeness="场地")]
    found = match([row(3, -50000)], claims)
    assert not found.pairs
    [question] = found.undecided
    assert question.places == ("12.beancount:10", "12.beancount:20")
    assert "不替您选" in question.why


def test_of_twins_the_first_is_taken() -> None:
    """Entries alike in everything: it makes no difference, so nobody is asked."""
    twins = [entry(10, -8800, likeness="茶歇"), entry(20, -8800, likeness="茶歇")]
    found = match([row(4, -8800), row(3, -8800)], twins)
    assert pairs(found) == [([3], ["10"]), ([4], ["20"])]
    assert pairs(match([row(3, -8800)], twins)) == [([3], ["10"])]


def test_one_entry_and_two_rows_that_differ_is_a_question() -> None:
    """The other row would be booked as new: which one it is matters."""
    rows = [row(3, -8800, purpose="茶歇"), row(4, -8800, purpose="场地")]
    found = match(rows, [entry(10, -8800, likeness="茶歇")])
    assert not found.pairs
    assert found.undecided[0].lines == (3, 4)


def test_one_entry_and_two_rows_alike() -> None:
    """The twin that is left is a new row."""
    found = match([row(3, -8800), row(4, -8800)], [entry(10, -8800, likeness="茶歇")])
    assert pairs(found) == [([3], ["10"])]
    assert not found.undecided


def test_another_name_is_proposed_and_not_paired() -> None:
    """The colleague was paid, the bank names the shop."""
    found = match([row(3, -50000)], [entry(10, -50000, "李某")])
    assert not found.pairs
    assert SHOP in found.undecided[0].why
    assert "李某" in found.undecided[0].why


def test_two_candidates_of_other_names_are_no_candidates() -> None:
    """Round amounts are many; only what fits alone is worth a question."""
    found = match([row(3, -50000)], [entry(10, -50000, "甲"), entry(20, -50000, "乙")])
    assert not found.pairs
    assert not found.undecided


def test_an_entry_that_names_nobody_is_paired() -> None:
    """Nothing speaks against it, and nothing else fits."""
    found = match([row(3, -50000)], [entry(10, -50000, "")])
    assert pairs(found) == [([3], ["10"])]


def test_cash_names_its_payee_in_the_words() -> None:
    """A row without a counterparty."""
    found = match(
        [row(3, -50000, "", summary="现金支取")], [entry(10, -50000, "现金支取")]
    )
    assert pairs(found) == [([3], ["10"])]


def test_one_row_is_the_sum_of_claims_to_one_payee() -> None:
    """Three claims were paid in one."""
    claims = [entry(10, -10000), entry(20, -12300), entry(30, -7700), entry(40, -1)]
    found = match([row(3, -30000)], claims)
    assert pairs(found) == [([3], ["10", "20", "30"])]


def test_a_sum_that_comes_out_in_two_ways_is_a_question() -> None:
    """100 + 200 or 120 + 180: no choice."""
    claims = [entry(n, -fen) for n, fen in ((10, 100), (20, 200), (30, 120), (40, 180))]
    found = match([row(3, -300)], claims)
    assert not found.pairs
    assert len(found.undecided[0].places) == 4


def test_an_exact_entry_without_a_name_beside_a_sum_is_a_question() -> None:
    """Either would do: the one of 300 to nobody, or the two to the shop."""
    claims = [entry(10, -300, ""), entry(20, -100), entry(30, -200)]
    found = match([row(3, -300)], claims)
    assert not found.pairs
    assert len(found.undecided) == 1


def test_a_batch_is_one_row_whatever_its_size() -> None:
    """代发 to thirty persons leaves the bank as one row."""
    batch = [entry(n, -1000, f"职工{n}", batch="代发-1201") for n in range(30)]
    found = match([row(3, -30000, "代发专户"), row(4, -29000, "代发专户")], batch)
    assert [lines for lines, _ in pairs(found)] == [[3]]
    assert len(found.pairs[0].entries) == 30


def test_several_rows_are_one_entry() -> None:
    """The bank split a payment by its limit."""
    found = match(
        [row(3, -50000), row(4, -50000, day=DAY + timedelta(1)), row(5, -20000)],
        [entry(10, -120000)],
    )
    assert pairs(found) == [([3, 5, 4], ["10"])]


@pytest.mark.parametrize(("claims", "paired"), [(AT_MOST, True), (AT_MOST + 1, False)])
def test_a_payee_of_too_many_claims_is_not_searched(
    claims: int, *, paired: bool
) -> None:
    """Of thirty claims some six add up to anything."""
    open_ = [entry(n, -(10**7) - 2**n) for n in range(claims)]
    assert bool(match([row(3, -2 * 10**7 - 5)], open_).pairs) is paired


def test_a_refund_is_no_part_of_a_payment() -> None:
    """200 paid and 100 received are not 300 paid."""
    found = match([row(3, -300)], [entry(10, -200), entry(20, 100)])
    assert not found.pairs


def test_of_rows_alike_the_first_are_the_entry() -> None:
    """Whatever order they were given in; the third is a new row."""
    rows = [row(line, -100) for line in (5, 4, 3)]
    for given_ in (rows, rows[::-1]):
        found = match(given_, [entry(10, -200)])
        assert pairs(found) == [([3, 4], ["10"])]


amounts = st.sampled_from([-300, -200, -100, 100, 300])
names_ = st.sampled_from(["甲公司", "乙公司", ""])
days = st.integers(0, 40).map(lambda n: date(2024, 11, 1) + timedelta(n))
serials = st.sampled_from(["", "", "2024000001", "2024000002"])


@st.composite
def books(draw: st.DrawFn) -> tuple[list[Row], list[OpenEntry]]:
    """Draw rows and entries of few amounts, so that nearly all could be each other."""
    rows = [
        row(n, *each[:3], **({"serial": each[3]} if each[3] else {}))
        for n, each in enumerate(
            draw(st.lists(st.tuples(amounts, names_, days, serials), max_size=7))
        )
    ]
    entries = [
        entry(
            n,
            *each[:3],
            numbers=frozenset({each[3]} - {""}),
            batch=each[4],
            likeness=(*each[:3], each[5]),
        )
        for n, each in enumerate(
            draw(
                st.lists(
                    st.tuples(
                        amounts,
                        names_,
                        days,
                        serials,
                        st.sampled_from(["", "", "B1"]),
                        st.sampled_from(["活动", "慰问"]),
                    ),
                    max_size=7,
                )
            )
        )
    ]
    return rows, entries


@given(books(), st.randoms(use_true_random=False))
def test_no_entry_twice_amounts_equal_whatever_the_order(
    drawn: tuple[list[Row], list[OpenEntry]], chance: random.Random
) -> None:
    """No row and no entry is used twice, sums agree, and order changes nothing."""
    rows, entries = drawn
    found = match(rows, entries)
    lines = [r.line for pair in found.pairs for r in pair.rows]
    lines += [line for question in found.undecided for line in question.lines]
    places = [e.place for pair in found.pairs for e in pair.entries]
    places += [place for question in found.undecided for place in question.places]
    assert len(lines) == len(set(lines))
    assert len(places) == len(set(places))
    for pair in found.pairs:
        assert sum(r.signed for r in pair.rows) == sum(e.signed for e in pair.entries)
        assert 1 in {len(pair.rows), len(pair.entries)}
    shuffled_rows, shuffled_entries = list(rows), list(entries)
    chance.shuffle(shuffled_rows)
    chance.shuffle(shuffled_entries)
    again = match(shuffled_rows, shuffled_entries)
    assert again.pairs == found.pairs
    assert again.undecided == found.undecided


@given(books())
def test_a_pair_by_name_is_the_only_one_or_one_of_twins(
    drawn: tuple[list[Row], list[OpenEntry]],
) -> None:
    """Nobody else in the window has the pair's amount and name, but its likes."""
    rows, entries = drawn
    for pair in match(rows, entries).pairs:
        if not pair.why.startswith("金额、户名相同"):
            continue
        found = match(rows, entries)
        used = {e.place for p in found.pairs for e in p.entries}
        # What names another row's number is left for a person, and no rival.
        used |= {where for each in found.undecided for where in each.places}
        (one,), (mine,) = pair.rows, pair.entries
        rivals = [
            other
            for other in entries
            if other.place not in used
            and (other.signed, other.payee) == (mine.signed, mine.payee)
            and -AFTER <= (one.date - other.day).days <= BEFORE
        ]
        assert all(other.likeness == mine.likeness for other in rivals)


@given(st.lists(st.integers(1, 60), max_size=9), st.integers(2, 120))
def test_sums_are_all_there_are(sizes: list[int], target: int) -> None:
    """Against trying every subset: the same sets of amounts, each once."""
    things = list(enumerate(sizes))
    wanted = {
        tuple(sorted(size for _, size in part))
        for count in range(2, 7)
        for part in combinations(things, count)
        if sum(size for _, size in part) == target
    }
    found = [
        tuple(sorted(size for _, size in part))
        for part in sums_to(target, things, lambda t: t[1], lambda t: t[1], 2, 6)
    ]
    assert sorted(found) == sorted(wanted)
