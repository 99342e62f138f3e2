"""Exports of a history in the layouts of the banks, as tables of text cells.

A shape prints what its bank prints: its header, what stands above and below, its
forms of dates and amounts. How the table becomes a file is ``save``'s business.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
from tests.harness.histories import NAME
from tests.harness.histories import OWN

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence
    from pathlib import Path

    from tests.harness.histories import Move

Rows = list[list[str]]


def yuan(fen: int) -> str:
    """Return fen as a bank prints it."""
    return f"{Decimal(fen) / 100:.2f}"


@dataclass(frozen=True, slots=True)
class Shape:
    """One layout: its name and how it prints; ``states`` totals above its header."""

    name: str
    header: tuple[str, ...]
    cells: Callable[[Move], dict[str, str]]
    above: Callable[[Sequence[Move]], Rows] = lambda _: []
    below: Callable[[Sequence[Move]], Rows] = lambda _: []
    states: bool = False

    def table(self, moves: Sequence[Move], *, newest_first: bool = False) -> Rows:
        """Return the export of these movements (oldest first) cell by cell."""
        rows = [[self.cells(m).get(name, "") for name in self.header] for m in moves]
        return [
            *self.above(moves),
            list(self.header),
            *(rows[::-1] if newest_first else rows),
            *self.below(moves),
        ]


def _out(move: Move) -> int:
    return max(-move.fen, 0)


def _in(move: Move) -> int:
    return max(move.fen, 0)


def _sums(moves: Sequence[Move]) -> tuple[str, str, str, str]:
    """Return sum and count out, sum and count in."""
    out = [m for m in moves if m.fen < 0]
    into = [m for m in moves if m.fen > 0]
    return (
        yuan(sum(map(_out, out))),
        str(len(out)),
        yuan(sum(map(_in, into))),
        str(len(into)),
    )


def _ends(moves: Sequence[Move]) -> tuple[str, str]:
    """Return the balances before and after."""
    return yuan(moves[0].opening), yuan(moves[-1].balance)


def _sides(move: Move, out: str, into: str, empty: str = "") -> dict[str, str]:
    """Return the two amount columns; the other one holds ``empty``."""
    return {
        out: yuan(-move.fen) if move.fen < 0 else empty,
        into: yuan(move.fen) if move.fen > 0 else empty,
    }


def _words(move: Move, *names: str) -> dict[str, str]:
    """Return counterparty, its account, summary and purpose under these labels."""
    texts = (move.party, move.party_account, move.summary, move.purpose)
    return dict(zip(names, texts, strict=True))


def _icbc_a(move: Move) -> dict[str, str]:
    return {
        "交易时间": f"{move.when:%Y-%m-%d %H:%M:%S}",
        "借贷标志": "借" if move.fen < 0 else "贷",
        "余额": f"{Decimal(move.balance) / 100:,.2f}",
        "本方账号": OWN,
        **_sides(move, "转出金额", "转入金额"),
        **_words(move, "对方单位", "对方账号", "摘要", "用途"),
    }


def _icbc_b(move: Move) -> dict[str, str]:
    return {
        "交易时间": f"{move.when:%Y-%m-%d %H:%M:%S}",
        "借/贷": "借" if move.fen < 0 else "贷",
        "余额": yuan(move.balance),
        "本方账号": OWN,
        **_sides(move, "借方发生额", "贷方发生额", "0.00"),
        **_words(move, "对方单位名称", "对方账号", "摘要", "用途"),
    }


def _icbc_c(move: Move) -> dict[str, str]:
    return {
        "交易时间": f"{move.when:%Y%m%d%H%M%S}",
        "余额": yuan(move.balance),
        **_sides(move, "转出金额", "转入金额"),
        **_words(move, "对方单位", "对方账号", "摘要", "用途"),
    }


def _icbc_d(move: Move) -> dict[str, str]:
    return {
        "交易时间": f"{move.when:%Y-%m-%d %H:%M:%S}",
        "借贷标志": "借" if move.fen < 0 else "贷",
        "发生额": yuan(abs(move.fen)),
        "余额": yuan(move.balance),
        **_words(move, "对方单位", "对方账号", "摘要", "用途"),
    }


def _icbc_e(move: Move) -> dict[str, str]:
    cells = {
        "交易日期": f"{move.when:%Y-%m-%d}",
        "交易时间": f"{move.when:%H:%M:%S}",
        "余额": f"{Decimal(move.balance) / 100:,.2f}",
        "币种": "人民币",
        **_sides(move, "支出金额", "收入金额"),
        **_words(move, "对方户名", "对方账号", "摘要", "用途"),
    }
    return {name: f"{text}   \t" for name, text in cells.items()}


def _icbc_e_totals(moves: Sequence[Move]) -> Rows:
    out, _, into, _ = _sums(moves)
    return [["合计", "", into, out, "", "", "", "", "", ""]]


def _ccb(move: Move) -> dict[str, str]:
    return {
        "交易时间": f"{move.when:%Y%m%d %H:%M:%S}",
        "余额": yuan(move.balance),
        "币种": "人民币",
        "记账日期": f"{move.when:%Y%m%d}",
        "账户明细编号-交易流水号": move.serial,
        **_sides(move, "借方发生额/元(支取)", "贷方发生额/元(收入)", "0.00"),
        **_words(move, "对方户名", "对方账号", "摘要", "备注"),
    }


def _ccb_above(moves: Sequence[Move]) -> Rows:
    out, count_out, into, count_in = _sums(moves)
    opening, closing = _ends(moves)
    return [
        ["中国建设银行"],
        ["账\u3000\u3000号", OWN, "账户名称", NAME],
        ["期初余额", opening, "当前余额", closing],
        ["借方发生额", out, "借方交易笔数", count_out],
        ["贷方发生额", into, "贷方交易笔数", count_in],
        [],
    ]


def _ccb_b(move: Move) -> dict[str, str]:
    return {
        "账号": OWN,
        "账户名称": NAME,
        "交易时间": f"{move.when:%Y-%m-%d %H:%M:%S}",
        "余额": yuan(move.balance),
        "账户明细编号-交易流水号": move.serial,
        **_sides(move, "借方发生额（支取）", "贷方发生额（收入）", "0.00"),
        **_words(move, "对方户名", "对方账号", "摘要", "备注"),
    }


def _abc(move: Move) -> dict[str, str]:
    return {
        "交易时间": f"{move.when:%Y-%m-%d %H:%M:%S}",
        "账户余额": yuan(move.balance),
        **_sides(move, "支出金额", "收入金额"),
        **_words(move, "对方户名", "对方账号", "摘要", "交易用途"),
    }


def _boc(move: Move) -> dict[str, str]:
    paid = move.fen < 0
    other = "收" if paid else "付"
    return {
        "交易类型[ Transaction Type ]": "往账" if paid else "来账",
        "交易日期[ Transaction Date ]": f"{move.when:%Y%m%d}",
        "交易时间[ Transaction time ]": f"{move.when:%H:%M:%S}",
        f"{'付' if paid else '收'}款人账号": OWN,
        f"{'付' if paid else '收'}款人名称": NAME,
        f"{other}款人账号": move.party_account,
        f"{other}款人名称": move.party,
        "交易货币": "CNY",
        "交易金额": yuan(move.fen),
        "交易后余额": yuan(move.balance),
        "交易流水号": move.serial,
        "摘要": move.summary,
        "用途": move.purpose,
    }


def _boc_above(moves: Sequence[Move]) -> Rows:
    out, count_out, into, count_in = _sums(moves)
    return [
        [],
        ["查询账号", OWN],
        ["借方发生总额", out, "借方发生总笔数", count_out],
        ["贷方发生总额", into, "贷方发生总笔数", count_in],
    ]


def _cmb(move: Move) -> dict[str, str]:
    return {
        "交易日": f"{move.when:%Y-%m-%d}",
        "交易时间": f"{move.when:%H:%M:%S}",
        "余额": yuan(move.balance),
        "流水号": move.serial,
        **_sides(move, "借方金额", "贷方金额"),
        **_words(move, "收(付)方名称", "收(付)方账号", "业务摘要", "用途"),
    }


def _cmb_above(moves: Sequence[Move]) -> Rows:
    out, count_out, into, count_in = _sums(moves)
    opening, closing = _ends(moves)
    return [
        ["公司名称", NAME, "", "银行账号", OWN, "", "累计借金额", out],
        ["累计贷金额", into, "", "累计借总笔数", count_out],
        ["对账单初期余额", opening, "", "累计贷总笔数", count_in],
        ["对账单余额", closing],
    ]


def _cbhb(move: Move) -> dict[str, str]:
    return {
        "交易日期": f"{move.when:%Y-%m-%d}",
        "交易时间": f"{move.when:%H:%M:%S}",
        "收支标识": "支出" if move.fen < 0 else "收入",
        "交易金额": yuan(abs(move.fen)),
        "账户余额": yuan(move.balance),
        "交易流水号": move.serial,
        **_words(move, "对方户名", "对方账号", "摘要", "备注"),
    }


def _words_of(text: str) -> tuple[str, ...]:
    return tuple(text.split())


SHAPES = (
    Shape(
        "icbc_a",
        _words_of(
            "凭证号 对方账号 交易时间 借贷标志 对方单位 对方行号 用途 摘要 "
            "附言 余额 转出金额 转入金额 本方账号"
        ),
        _icbc_a,
        above=lambda _: [["[HISTORYDETAIL]"]],
    ),
    Shape(
        "icbc_b",
        _words_of(
            "凭证号 本方账号 对方账号 交易时间 借/贷 借方发生额 贷方发生额 "
            "对方行号 摘要 用途 对方单位名称 余额 个性化信息"
        ),
        _icbc_b,
        above=lambda _: [["[HISTORYDETAIL]"]],
    ),
    Shape(
        "icbc_c",
        _words_of("对方账号 交易时间 对方单位 用途 摘要 附言 余额 转出金额 转入金额"),
        _icbc_c,
    ),
    Shape(
        "icbc_d",
        _words_of(
            "对方账号 交易时间 借贷标志 对方单位 用途 摘要 附言 发生额 余额 币种"
        ),
        _icbc_d,
    ),
    Shape(
        "icbc_e",
        _words_of(
            "交易日期 交易时间 收入金额 支出金额 余额 币种 对方户名 对方账号 摘要 用途"
        ),
        _icbc_e,
        above=lambda _: [["明细查询文件下载"], [], [f"账号: {OWN}"], []],
        below=_icbc_e_totals,
    ),
    Shape(
        "ccb",
        _words_of(
            "交易时间 借方发生额/元(支取) 贷方发生额/元(收入) 余额 币种 对方户名 "
            "对方账号 记账日期 摘要 备注 账户明细编号-交易流水号 凭证号"
        ),
        _ccb,
        above=_ccb_above,
        states=True,
    ),
    Shape(
        "ccb_b",
        _words_of(
            "账号 账户名称 交易时间 借方发生额（支取） 贷方发生额（收入） 余额 币种 "
            "对方户名 对方账号 摘要 备注 账户明细编号-交易流水号 凭证号"
        ),
        _ccb_b,
    ),
    Shape(
        "abc",
        _words_of(
            "交易时间 收入金额 支出金额 账户余额 交易行名 对方账号 对方户名 "
            "交易用途 摘要"
        ),
        _abc,
        above=lambda _: [["账户明细"], ["账户号", "", OWN]],
    ),
    Shape(
        "boc",
        (
            "交易类型[ Transaction Type ]",
            *_words_of("付款人账号 付款人名称 收款人账号 收款人名称"),
            "交易日期[ Transaction Date ]",
            "交易时间[ Transaction time ]",
            *_words_of("交易货币 交易金额 交易后余额 交易流水号 摘要 用途"),
        ),
        _boc,
        above=_boc_above,
        states=True,
    ),
    Shape(
        "cmb",
        _words_of(
            "交易日 交易时间 借方金额 贷方金额 余额 用途 流水号 业务摘要 "
            "收(付)方名称 收(付)方账号"
        ),
        _cmb,
        above=_cmb_above,
        states=True,
    ),
    Shape(
        "cbhb",
        _words_of(
            "交易日期 交易时间 收支标识 交易金额 账户余额 对方户名 对方账号 "
            "交易流水号 摘要 备注"
        ),
        _cbhb,
        above=lambda _: [["账号", OWN]],
    ),
)


def csv_bytes(table: Rows, encoding: str = "gb18030", end: str = "\r\n") -> bytes:
    """Return the table as CSV."""
    text = io.StringIO()
    csv.writer(text, lineterminator=end).writerows(table)
    return text.getvalue().encode(encoding, errors="surrogatepass")


def save_xlsx(path: Path, table: Rows) -> Path:
    """Write the table as an .xlsx whose amounts are numbers, as banks do it."""
    book = openpyxl.Workbook()
    for row in table:
        book.active.append([_typed(text) for text in row])
    book.save(path)
    return path


def _typed(text: str) -> str | float:
    whole, dot, cents = text.lstrip("-").partition(".")
    number = dot and len(cents) == 2 and (whole + cents).isascii()
    return float(text) if number and (whole + cents).isdigit() else text
