"""Random lives of things: whatever is done in a legal order, card and books agree."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from contextlib import suppress
from pathlib import Path

import pytest
from beancount.core.data import sorted as in_order
from beancount.parser.booking import book
from beancount.parser.parser import parse_string
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from union_ledger.core.build import build_books
from union_ledger.core.errors import InputError
from union_ledger.core.ledger import Ledger
from union_ledger.core.period import parse_period
from union_ledger.desk.asset_buy import Payment
from union_ledger.desk.asset_buy import buy
from union_ledger.desk.asset_card import NewCard
from union_ledger.desk.asset_custody import Moving
from union_ledger.desk.asset_custody import move
from union_ledger.desk.asset_depreciation import month_charge
from union_ledger.desk.asset_depreciation_entry import charge_entry
from union_ledger.desk.asset_desk import desk_of
from union_ledger.desk.asset_leave import Leaving
from union_ledger.desk.asset_leave import leave
from union_ledger.desk.asset_raise import raise_cost
from union_ledger.desk.asset_settle import Settling
from union_ledger.desk.asset_settle import write_off
from union_ledger.desk.register_text import register_line
from union_ledger.plugins.check import Check
from union_ledger.plugins.check import bind
from union_ledger.plugins.selection import Selection
from union_ledger.rules.loader import load_rulebook

RULEBOOK = load_rulebook(None)
BOOKS = """
2020-01-01 custom "unit" "000" "校本级"
2020-01-01 custom "unit" "007" "机械学院工会"
2020-01-01 custom "fund" "60" "资产购置"
2020-01-01 custom "person" "T0071"
  unit: "007"
2020-01-01 open Assets:102-银行存款:01-基本户 CNY
2020-01-01 open Assets:182-待处理财产损溢 CNY
2020-01-01 open Equity:301-资产基金:30104-固定资产 CNY
2020-01-01 open Equity:301-资产基金:30105-无形资产 CNY
2020-01-01 open Equity:322-工会资金结余:32205-累计结余 CNY
2020-01-01 open Expenses:507-资本性支出:50702-办公设备 CNY
2020-01-01 open Expenses:507-资本性支出:50705-大型修缮 CNY
2020-01-01 open Expenses:507-资本性支出:50706-信息网络购建 CNY
2020-01-01 open Liabilities:215-其他应付款:21501-质保金 CNY
2024-01-02 * "年初余额"
  id: "K0"
  Assets:102-银行存款:01-基本户             100000000.00 CNY
  Equity:322-工会资金结余:32205-累计结余   -100000000.00 CNY
"""
PAID = Payment("60", "000", "示例公司")
CLASSES = ("通用设备", "专用设备", "家具用具装具及动植物", "无形资产")

days = st.integers(1, 28)
bought = st.tuples(
    days,
    st.just("buy"),
    st.sampled_from(CLASSES),
    st.integers(1, 900_000_00),
    st.integers(1, 5),
    st.integers(1, 14),
)
done = st.one_of(
    bought,
    st.tuples(days, st.just("raise"), st.integers(0, 3), st.integers(1, 90_000_00)),
    st.tuples(days, st.just("dispose"), st.integers(0, 3), st.integers(1, 5)),
    st.tuples(days, st.just("give"), st.integers(0, 3), st.integers(1, 5)),
    st.tuples(days, st.just("settle"), st.integers(0, 3)),
    st.tuples(days, st.just("settle"), st.integers(0, 3)),
    st.tuples(days, st.just("move"), st.integers(0, 3)),
    st.tuples(days, st.just("count"), st.integers(0, 3)),
)
years = st.lists(st.lists(done, max_size=3).map(sorted), min_size=7, max_size=7).filter(
    lambda months: any(step[1] == "buy" for month in months for step in month)
)


def books_of(text):
    entries, errors, options = parse_string(text)
    booked, wrong = book(entries, options)
    assert not errors, errors
    assert not wrong, wrong
    books = build_books(in_order(booked))
    assert books.problems == []
    assert books.register_problems == []
    return books


class Writing:
    """Books that grow step by step, as the commands would write them."""

    def __init__(self):
        self.text = BOOKS
        self.numbers = []

    def desk(self, day):
        ledger = Ledger(
            Path("main.beancount"), "", books_of(self.text), (), (), "", (), None
        )
        return desk_of(ledger, day)

    def add(self, draft):
        self.text += "\n" + draft.text

    def step(self, day, what, *how):
        """Take a step; what is not legal then is not taken, and says so."""
        if what == "buy":
            class_, cost, quantity, life = how
            number = f"FA-2024-{len(self.numbers) + 1:04d}"
            card = NewCard(
                "某物", class_, cost, "000", quantity, number=number, life=life
            )
            self.add(buy(self.desk(day), card, 1, PAID))
            self.numbers.append(number)
            return
        if not self.numbers:
            return
        number = self.numbers[how[0] % len(self.numbers)]
        desk = self.desk(day)
        if what == "raise":
            self.add(raise_cost(desk, number, how[1], 1 + how[1] % 9, PAID))
        elif what in {"dispose", "give"}:
            kind = "报废" if what == "dispose" else "捐赠"
            paper = ("校工会委员会", day, "校工会〔2024〕1号", "无法修复")
            # So many of the pieces that are left, or all of them.
            left = desk.held(number).now.quantity
            pieces = how[1] % (left + 1) or None
            said = Leaving(kind, "旧", pieces, "", *paper)
            self.add(leave(desk, [number], said, RULEBOOK))
        elif what == "settle":
            decided = Settling("校工会委员会", day, "校工会〔2024〕1号")
            self.add(write_off(desk, [number], decided))
        elif what == "move":
            self.add(move(desk, [number], Moving("007", "T0071")))
        else:
            self.text += "\n" + register_line(
                day, "count", [number], {"result": "相符"}
            )

    def depreciate(self, month):
        books = books_of(self.text)
        period = parse_period(f"2024-{month:02d}")
        charge = month_charge(books, period, dt.date(2025, 1, 1))
        self.add(charge_entry(charge, books))


def written(year):
    """Write a year; illegal steps are refused in Chinese and leave nothing."""
    writing = Writing()
    for month, steps in enumerate(year, start=2):
        for day, what, *how in steps:
            with suppress(InputError):
                writing.step(dt.date(2024, month, day), what, *how)
        with suppress(InputError):
            # Refused where there is nothing to write off.
            writing.depreciate(month)
    return books_of(writing.text)


def found(books, rule):
    loaded = RULEBOOK.rules[rule]
    kind, options = bind(loaded)
    return list(kind.check(Check(loaded, RULEBOOK, books, Selection(books)), options))


def held(books, day, *codes):
    return sum(row.amount for row in books.of_code(*codes) if row.entry.day <= day)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(years)
def test_card_lot_and_fund_agree_on_every_day_of_any_life(year):
    """301 = 162 − 163 − in process, net ≥ 0 and register = lots, day after day."""
    books = written(year)
    day, last = dt.date(2024, 2, 1), dt.date(2024, 8, 31)
    while day <= last:
        value = held(books, day, "162", "163", "171", "172", "182")
        assert value + held(books, day, "30104", "30105") == 0
        for number, life in books.lives.items():
            now = life.on(day)
            if now is None:
                continue
            assert 0 <= now.written_off <= now.cost
            lots = [
                row
                for row in books.of_code("162", "171")
                if row.lot == number and row.entry.day <= day
            ]
            assert sum(row.amount for row in lots) == now.cost
            assert sum(row.quantity for row in lots) == now.quantity
        day += dt.timedelta(1)
    for month in range(2, 9):
        end = dt.date(2024, month, monthrange(2024, month)[1])
        standings = [life.on(end) for life in books.lives.values()]
        gone = sum(now.written_off for now in standings if now)
        assert held(books, end, "163", "172") == -gone
    for rule in ("ZC01", "ZC02", "H01"):
        assert found(books, rule) == []


@pytest.mark.parametrize("month", [3, 4])
def test_a_fen_too_little_is_seen(month):
    """The rule that is silent on all lives above speaks when a fen is missing."""
    year = [[(5, "buy", "通用设备", 100_000, 1, 10)], [], [], [], [], [], []]
    books = written(year)
    assert found(books, "ZC01") == []
    entry = next(e for e in books.entries if e.id == f"ZJ-2024-{month:02d}")
    row = next(r for r in entry.rows if r.code == "163")
    rows = books._by_code["163"]
    rows[rows.index(row)] = row._replace(amount=row.amount + 1)
    assert [f.entry_ids[0] for f in found(books, "ZC01")] == [entry.id]
