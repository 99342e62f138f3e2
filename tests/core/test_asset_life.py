"""An asset's life: where it is, what it had cost, and what of that is written off."""

from __future__ import annotations

import textwrap
from datetime import date
from itertools import pairwise

import pytest
from beancount import loader

from union_ledger.core.asset_life import asset_lives
from union_ledger.core.depreciation import WritingOff
from union_ledger.core.registers import read_registers

UNIT = """
2020-01-01 custom "unit" "007" "机械学院工会"
2020-01-01 custom "unit" "008" "电气学院工会"
"""


def life_of(text, last=date(2030, 12, 31)):
    """Return the life of the one card in a piece of ledger."""
    entries, errors, _ = loader.load_string(UNIT + textwrap.dedent(text))
    assert errors == []
    registers, problems = read_registers(entries)
    assert problems == []
    (life,) = asset_lives(registers, last).values()
    return life


CARD = """
2024-05-06 custom "asset" "FA-1" "电脑"
  class: "通用设备"
  cost: 100.00 CNY
  unit: "007"
  custodian: "T1"
  place: "101"
  life: 3
"""


def test_the_month_of_addition_is_charged_and_the_last_takes_the_rest():
    """100 yuan over 3 months: 33.33, 33.33, 33.34, and then no more."""
    life = life_of(CARD)
    assert [life.charge(date(2024, m, 1)) for m in range(4, 10)] == [
        *(0, 3333, 3333, 3334, 0, 0)
    ]
    assert life.on(date(2024, 5, 5)) is None
    assert life.on(date(2024, 5, 30)).written_off == 0
    assert life.on(date(2024, 5, 31)).written_off == 3333
    assert life.on(date(2024, 7, 31)).net == 0


def test_the_month_of_disposal_is_not_charged():
    """Given up on the last day of June: June charges nothing."""
    life = life_of(CARD + '2024-06-30 custom "asset-dispose" "FA-1"\n  how: "报废"\n')
    assert life.charge(date(2024, 6, 1)) == 0
    now = life.on(date(2024, 6, 30))
    assert (now.state, now.quantity, now.cost, now.written_off) == ("已处置", 0, 0, 0)
    assert [tuple(out)[1:] for out in life.taken_out] == [(1, 10000, 3333)]


def test_some_pieces_go_and_the_others_go_on():
    """Two of ten chairs: a fifth of cost and of what is written off goes with them."""
    life = life_of(
        """
        2024-01-10 custom "asset" "FA-1" "椅子"
          class: "家具用具装具及动植物"
          cost: 1200.00 CNY
          quantity: 10
          unit: "007"
          life: 12
        2024-03-05 custom "asset-dispose" "FA-1"
          how: "报废"
          quantity: 2
        """
    )
    assert [tuple(out)[1:] for out in life.taken_out] == [(2, 24000, 4000)]
    assert life.on(date(2024, 3, 5)).quantity == 8
    assert life.charge(date(2024, 3, 1)) == 8000
    assert life.on(date(2024, 12, 31)).net == 0


def test_work_that_raises_the_cost_is_spread_over_what_is_left():
    """66.67 left and 60 more, over 4 months named from July on."""
    life = life_of(
        CARD + '2024-06-15 custom "asset-raise" "FA-1" 60.00 CNY\n  remaining: 4\n'
    )
    charges = [life.charge(date(2024, m, 1)) for m in range(5, 11)]
    assert charges == [3333, 3167, 3167, 3167, 3166, 0]
    assert sum(charges) == 16000


@pytest.mark.parametrize(
    ("since", "written", "charges"),
    [
        ("2024-06-10", "33.33", [0, 3333, 3334]),
        ("2024-05-31", "33.33", [0, 3333, 3334]),
        ("2024-06-10", "50.00", [0, 2500, 2500]),
        ("2024-06-10", None, [0, 3333, 3334]),
        ("2024-06-30", None, [0, 0, 3334]),
        ("2024-06-10", "100.00", [0, 0, 0]),
    ],
)
def test_a_card_taken_over(since, written, charges):
    """What was written off before is kept; the rest is spread where it is unusual."""
    said = f"  depreciated: {written} CNY\n" if written else ""
    life = life_of(
        CARD.replace("2024-05-06 custom", f"{since} custom")
        + f"  acquired: 2024-05-06\n{said}"
    )
    assert [life.charge(date(2024, m, 1)) for m in (5, 6, 7)] == charges
    assert life.on(date(2024, 12, 31)).net == 0


def test_custody_and_state_follow_the_lines():
    """A move to another unit without place or custodian leaves both unknown."""
    life = life_of(
        CARD
        + '2024-06-01 custom "asset-move" "FA-1"\n  unit: "007"\n  custodian: "T2"\n'
        + '2024-07-01 custom "asset-state" "FA-1" "出借"\n'
        + '2024-08-01 custom "asset-move" "FA-1"\n  unit: "008"\n'
    )
    seen = [life.on(date(2024, m, 15)) for m in (5, 6, 7, 8)]
    assert [(n.unit, n.custodian, n.place, n.state) for n in seen] == [
        ("007", "T1", "101", "在用"),
        ("007", "T2", "101", "在用"),
        ("007", "T2", "101", "出借"),
        ("008", "", "", "出借"),
    ]


def test_what_is_not_the_unions_is_never_written_off():
    """行政 things are for reference only, 文物 have no life."""
    life = life_of(CARD + '  owner: "行政"\n')
    assert life.charge(date(2024, 5, 1)) == 0
    gone = life_of(CARD + '  state: "已处置"\n')
    assert not gone.on(date(2024, 5, 6)).is_held
    assert gone.on(date(2024, 5, 6)).cost == 0


@pytest.mark.parametrize("cost", [1, 5, 100, 99999])
@pytest.mark.parametrize("life", [1, 2, 7, 72])
def test_all_is_written_off_and_never_more(cost, life):
    """Whatever the rounding, the net value falls to nought and stays there."""
    value = WritingOff.new(cost, life)
    nets = [value.net] + [(value.charge(), value.net)[1] for _ in range(life)]
    assert nets[-1] == 0
    assert all(before >= after >= 0 for before, after in pairwise(nets))
    assert value.charge() == 0
