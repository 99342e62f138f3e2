"""Options that tell of a new card, of a payment and of the papers of an entry."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING
from typing import TypeVar

import click

from union_ledger.cli.asset_options import DAY
from union_ledger.cli.asset_options import FEN
from union_ledger.core.asset_accounts import CLASSES
from union_ledger.desk.asset_buy import Payment
from union_ledger.desk.asset_card import NewCard

if TYPE_CHECKING:
    from collections.abc import Callable

    Made = TypeVar("Made", bound=Callable[..., object])

_CARD = (
    click.option("--name", metavar="名称", required=True, help="资产名称。"),
    click.option(
        "--class",
        "class_",
        type=click.Choice(CLASSES),
        metavar="类别",
        required=True,
        help="、".join(CLASSES) + "。",
    ),
    click.option("--unit", metavar="单位代码", required=True, help="使用单位。"),
    click.option("--custodian", metavar="人员编号", default="", help="保管人。"),
    click.option("--place", metavar="地点", default="", help="存放地点。"),
    click.option(
        "--quantity",
        type=click.IntRange(min=1),
        metavar="件数",
        default=1,
        help="一张卡片记几件（大批同类），默认 1。",
    ),
    click.option("--measure", metavar="单位", default="", help="计量单位，如 台。"),
    click.option("--number", metavar="编号", default="", help="默认用下一个空号。"),
    click.option("--gb", metavar="代码", default="", help="GB/T 14885 分类代码。"),
    click.option("--model", metavar="型号", default="", help="规格型号。"),
    click.option("--serial", metavar="序列号", default="", help="出厂序列号。"),
    click.option(
        "--life",
        type=click.IntRange(min=1),
        metavar="月数",
        help="折旧月数；不写时按制度附录 2 的最低年限。",
    ),
    click.option("--photo", metavar="文件", default="", help="照片文件名。"),
    click.option("--contract", metavar="编号", default="", help="合同编号。"),
    click.option("--note", metavar="文字", default="", help="备注。"),
)
_CARD_KEYS = (
    *("name", "class_", "unit", "custodian", "place", "quantity", "measure"),
    *("number", "gb", "model", "serial", "life", "photo", "contract", "note"),
)
_PAPERS = (
    click.option("--voucher", metavar="凭证号", default="", help="如 银付-0012。"),
    click.option("--invoice", metavar="发票号", default="", help="几张之间空一格。"),
    click.option(
        "--attachments", type=click.IntRange(min=0), metavar="张数", help="附单据张数。"
    ),
    click.option("--handler", metavar="人员编号", default="", help="经办。"),
    click.option("--reviewer", metavar="人员编号", default="", help="审核。"),
    click.option("--approver", metavar="人员编号", default="", help="审批。"),
    click.option("--bookkeeper", metavar="人员编号", default="", help="记账。"),
    click.option("--cashier", metavar="人员编号", default="", help="出纳。"),
    click.option("--submitted", type=DAY, metavar="日期", help="提交日期。"),
    click.option("--approved", type=DAY, metavar="日期", help="批准日期。"),
    click.option("--minutes", metavar="文号", default="", help="会议纪要。"),
    click.option("--acceptance", metavar="编号", default="", help="验收单号。"),
    click.option("--due", type=DAY, metavar="日期", help="质保金到期日。"),
)
_PAPER_KEYS = (
    *("voucher", "invoice", "attachments", "handler", "reviewer", "approver"),
    *("bookkeeper", "cashier", "submitted", "approved", "minutes"),
    *("acceptance", "due"),
)
_PAYMENT = (
    click.option("--fund", metavar="经费代码", default="", help="由哪项经费列支。"),
    click.option(
        "--from-unit",
        metavar="单位代码",
        default="",
        help="列支哪个单位的经费，默认为使用单位。",
    ),
    click.option("--project", metavar="项目", default="", help="项目编号。"),
    click.option("--supplier", metavar="对方", default="", help="付给谁。"),
    click.option(
        "--bank", metavar="字样", default="", help="付款账户科目里独有的字样。"
    ),
    click.option(
        "--account", metavar="科目", default="", help="507 的明细代码，默认按类别。"
    ),
    click.option(
        "--retention", type=FEN, metavar="元", default=0, help="留下的质保金（215）。"
    ),
    click.option("--advance", metavar="编号", default="", help="冲销哪一笔借款。"),
)
_PAYMENT_KEYS = (
    *("fund", "from_unit", "project", "supplier", "bank", "account"),
    *("retention", "advance"),
)


def card_options(made: Made) -> Made:
    """Add what a new card says."""
    return _all(_CARD, made)


def payment_options(made: Made) -> Made:
    """Add what a payment says."""
    return _all(_PAYMENT, made)


def paper_options(made: Made) -> Made:
    """Add the papers of an entry."""
    return _all(_PAPERS, made)


def card_of(said: dict[str, object], cost: int, **more: object) -> NewCard:
    """Return the card that the options tell of."""
    keys = {key: said[key] for key in _CARD_KEYS if key in said}
    return NewCard(cost=cost, **(keys | more))  # type: ignore[arg-type]


def papers_of(said: dict[str, object]) -> dict[str, object]:
    """Return the papers that the options tell of, as keys of an entry."""
    return {key: said[key] for key in _PAPER_KEYS if said.get(key) not in {"", None}}


def payment_of(said: dict[str, object]) -> Payment:
    """Return the payment that the options tell of."""
    keys = {key: said[key] for key in _PAYMENT_KEYS}
    unit = keys.pop("from_unit") or said["unit"]
    papers = papers_of(said)
    if said.get("contract"):
        papers["contract"] = said["contract"]
    return Payment(unit=unit, papers=papers, **keys)  # type: ignore[arg-type]


def _all(options: tuple[Callable[[Made], Made], ...], made: Made) -> Made:
    return reduce(lambda done, option: option(done), reversed(options), made)
