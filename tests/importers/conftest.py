"""Invented statements in the real layouts, written by the tests themselves."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest

if TYPE_CHECKING:
    from pathlib import Path


def cells(text: str) -> list[str]:
    """Return the words of a header."""
    return text.split()


OWN = "42001234560000008888"
SHAPE_A = cells(
    "凭证号 对方账号 交易时间 借贷标志 对方单位 对方行号 用途 摘要 "
    "附言 回单个性化信息 余额 转出金额 转入金额 本方账号"
)
SHAPE_B = cells(
    "凭证号 本方账号 对方账号 交易时间 借/贷 借方发生额 贷方发生额 "
    "对方行号 摘要 用途 对方单位名称 余额 个性化信息"
)
CCB = cells(
    "交易时间 借方发生额/元(支取) 贷方发生额/元(收入) 余额 币种 "
    "对方户名 对方账号 对方开户机构 记账日期 摘要 备注 "
    "账户明细编号-交易流水号 企业流水号 凭证种类 凭证号 交易介质编号"
)
CAMPUS = cells(
    "凭证日期 凭证编号 摘要 部门编号 部门名称 项目编号 项目名称 "
    "科目编号 科目名称 借方金额 贷方金额 余额 经办人 对冲号"
)

# when, signed amount, other side, its account, summary, purpose, voucher
MOVES = [
    ("2024-11-05 09:10:11", "26500.00", "财务处", "4200777", "拨缴经费", "10月", "01"),
    ("2024-11-08 10:00:00", "-320.50", "李一", "6222001", "报销", "机械学院读书", "77"),
    ("2024-11-08 10:00:00", "-88.00", "赵二", "6222002", "报销", "机械学院茶歇", "77"),
    ("2024-11-08 10:00:00", "-88.00", "赵二", "6222002", "报销", "机械学院茶歇", "77"),
    ("2024-11-08 10:00:00", "-3.00", "", "", "手续费", "", "77"),
    ("2024-12-02 15:30:00", "88.00", "赵二", "6222002", "退款", "机械学院茶歇", "80"),
]
OPENING = Decimal("1000.00")


class Bank:
    """One bank account's movements, and exports of any part of them."""

    def __init__(self, folder: Path, moves: list[tuple[str, ...]]) -> None:
        self.folder = folder
        self.moves = moves

    def balances(self) -> list[Decimal]:
        balance, found = OPENING, []
        for move in self.moves:
            balance += Decimal(move[1])
            found.append(balance)
        return found

    def icbc(
        self,
        name: str = "HISTORYDETAIL.xlsx",
        part: slice = slice(None),
        shape: str = "a",
        *,
        newest_first: bool = False,
        **changed: str,
    ) -> Path:
        """Write the rows of ``part``; ``changed`` sets a column in its first row."""
        rows = []
        for move, balance in list(zip(self.moves, self.balances(), strict=True))[part]:
            when, amount, other, account, summary, purpose, voucher = move
            paid = amount.startswith("-")
            out, into = (amount[1:], "") if paid else ("", amount)
            row = {
                "凭证号": voucher, "对方账号": account, "交易时间": when,
                "借贷标志": "借" if paid else "贷", "借/贷": "借" if paid else "贷",
                "对方单位": other, "对方单位名称": other, "摘要": summary,
                "用途": purpose, "余额": f"{balance:,}", "转出金额": out,
                "转入金额": into, "借方发生额": out or "0.00",
                "贷方发生额": into or "0.00", "本方账号": OWN,
            }  # fmt: skip
            rows.append(row)
        rows[0] |= changed
        header = SHAPE_A if shape == "a" else SHAPE_B
        table = [[row.get(label, "") for label in header] for row in rows]
        if newest_first:
            table.reverse()
        return self.save(name, [["[HISTORYDETAIL]"], header, *table])

    def ccb(self, name: str = "明细.xlsx", **stated: object) -> Path:
        """Write all rows under control totals; ``stated`` overrides one of them."""
        out = [-Decimal(m[1]) for m in self.moves if m[1].startswith("-")]
        into = [Decimal(m[1]) for m in self.moves if not m[1].startswith("-")]
        facts: dict[str, object] = {
            "期初余额": float(OPENING), "当前余额": float(self.balances()[-1]),
            "借方发生额": float(sum(out)), "借方交易笔数": len(out),
            "贷方发生额": float(sum(into)), "贷方交易笔数": len(into),
        } | stated  # fmt: skip
        pairs = list(facts.items())
        table: list[list[object]] = [
            ["中国建设银行"], ["明细查询结果"], ["明细查询结果下载 "],
            ["账\u3000\u3000号      ", OWN, "账户名称   ", "某大学工会"],
            *([*a, *b] for a, b in zip(pairs[::2], pairs[1::2], strict=True)),
            [], [f"{label}   " for label in CCB],
        ]  # fmt: skip
        for number, (move, balance) in enumerate(
            zip(self.moves, self.balances(), strict=True)
        ):
            when, amount, other, account, summary, purpose, voucher = move
            value = float(amount)
            table.append([
                when.replace("-", ""), max(-value, 0), max(value, 0), float(balance),
                "人民币", other, account, "某支行", when[:10].replace("-", ""),
                summary, purpose, f"4200{number:016}", "", "", voucher, "",
            ])  # fmt: skip
        return self.save(name, table)

    def save(self, name: str, table: list[list[object]]) -> Path:
        """Write an .xlsx of these rows."""
        book = openpyxl.Workbook()
        for row in table:
            book.active.append(row)
        path = self.folder / name
        book.save(path)
        return path


@pytest.fixture
def bank(tmp_path: Path) -> Bank:
    folder = tmp_path / "exports"
    folder.mkdir()
    return Bank(folder, list(MOVES))


@pytest.fixture
def campus(bank: Bank) -> object:
    """Return a writer of a ledger of two project cards; cells can be changed."""

    def write(changes: dict[tuple[int, int], str] | None = None) -> Path:
        one = ["106", "机械学院工会", "0550001", "机械学院工会活动经费"]
        two = ["107", "水电学院工会", "0550002", "水电学院工会活动经费"]
        cost = ["500103", "活动费用"]
        loan = ["121801", "其他应收款"]
        table: list[list[object]] = [
            ["项目明细账"],
            ["单位：某大学"],
            list(CAMPUS),
            ["", "", "上年结转", *one, "", "", "", "", "100.00", "", ""],
            ["2024-02-01", "记-1", "下拨", *one, *cost, "", "500.00", "600.00"],
            ["2024-03-01", "记-2", "借款", *one, *loan, "50.00", "", "550.00", "乙",
             "J1"],
            ["2024-04-01", "记-3", "冲借款", *one, *loan, "-50.00", "", "600.00", "乙",
             "J1"],
            ["2024-04-01", "记-3", "报销", *one, *cost, "45.00", "", "555.00", "乙"],
            ["", "", "合计", *one, "", "", "45.00", "500.00", "555.00", "", ""],
            ["", "", "上年结转", *two, "", "", "", "", "0.00", "", ""],
            ["2024-02-01", "记-1", "下拨", *two, *cost, "", "300.00", "300.00", "丙"],
            ["2024-06-01", "记-9", "借款", *two, *loan, "20.00", "", "280.00", "丁",
             "J2"],
            ["", "", "合计", *two, "", "", "20.00", "300.00", "280.00", "", ""],
        ]  # fmt: skip
        for (line, column), value in (changes or {}).items():
            table[line - 1][column] = value
        return bank.save("项目明细账.xlsx", table)

    return write
