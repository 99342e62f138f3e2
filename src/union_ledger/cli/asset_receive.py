"""``union-ledger asset receive|found``: things that come in without a purchase."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from union_ledger.cli.asset_new import card_of
from union_ledger.cli.asset_new import card_options
from union_ledger.cli.asset_new import paper_options
from union_ledger.cli.asset_new import papers_of
from union_ledger.cli.asset_options import BOOKS
from union_ledger.cli.asset_options import DATE
from union_ledger.cli.asset_options import DRY_RUN
from union_ledger.cli.asset_options import FEN
from union_ledger.cli.asset_options import step
from union_ledger.cli.chinese import Command
from union_ledger.core.errors import InputError
from union_ledger.desk.asset_buy import Payment
from union_ledger.desk.asset_card import nominal_cost
from union_ledger.desk.asset_receive import OWNERS
from union_ledger.desk.asset_receive import receive as received

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

_GIVEN = [how for how in OWNERS if how != "盘盈"]
_VALUE = click.option(
    "--value", type=FEN, metavar="元", help="按凭据、评估或同类市价的原值合计。"
)
_NOMINAL = click.option(
    "--nominal", is_flag=True, help="没有凭据、评估和市价：按名义金额 1 元入账。"
)
_CARDS = click.option(
    "--cards",
    type=click.IntRange(min=1, max=1000),
    metavar="张数",
    default=1,
    help="同样的几件各建一张卡片，原值平分。",
)


@click.command("receive", cls=Command)
@click.option(
    "--how",
    type=click.Choice(_GIVEN),
    metavar="|".join(_GIVEN),
    required=True,
    help="怎样来的；行政提供和租入的只登记备查。",
)
@DATE
@_VALUE
@_NOMINAL
@card_options
@_CARDS
@click.option("--from", "giver", metavar="对方", default="", help="谁给的。")
@click.option("--fees", type=FEN, metavar="元", default=0, help="本会付的运费等。")
@click.option("--fund", metavar="经费代码", default="", help="费用由哪项经费列支。")
@click.option("--bank", metavar="字样", default="", help="付费用的账户字样。")
@paper_options
@BOOKS
@DRY_RUN
def receive(
    how: str, giver: str, fund: str, bank: str, fees: int, **said: object
) -> None:
    """接受捐赠、无偿调入；行政提供和租入的登记备查。"""
    if fees and not fund:
        raise InputError("没有写费用由哪项经费列支", hint="请写 --fund。")
    if fees and OWNERS[how] != OWNERS["捐赠"]:
        raise InputError(f"{how}的资产不记账，费用另行报销", hint="去掉 --fees。")
    payment = Payment(
        fund=fund,
        unit=str(said["unit"]),
        supplier=giver,
        bank=bank,
        papers=papers_of(said),
    )
    _take(how, payment, fees, said)


@click.command("found", cls=Command)
@DATE
@_VALUE
@_NOMINAL
@card_options
@_CARDS
@paper_options
@BOOKS
@DRY_RUN
def found(**said: object) -> None:
    """盘盈：建卡，原值对应 182 待处理；批准后用 write-off 转入资产基金。"""
    payment = Payment(fund="", unit=str(said["unit"]), papers=papers_of(said))
    _take("盘盈", payment, 0, said)


def _take(how: str, payment: Payment, fees: int, said: dict[str, object]) -> None:
    day: date = said["day"]  # type: ignore[assignment]
    books: Path = said["books"]  # type: ignore[assignment]
    cards: int = said["cards"]  # type: ignore[assignment]
    value: int | None = said["value"]  # type: ignore[assignment]
    if (value is None) == (not said["nominal"]):
        raise InputError(
            "--value 和 --nominal 写一样，也只写一样",
            hint="有凭据、评估或市价的写 --value；都没有的写 --nominal。",
        )
    cost = nominal_cost() * cards if value is None else value
    card = card_of(said, cost, method=how, nominal=bool(said["nominal"]))
    step(
        books,
        day,
        lambda desk: received(desk, card, cards, payment, fees),
        dry_run=bool(said["dry_run"]),
    )
