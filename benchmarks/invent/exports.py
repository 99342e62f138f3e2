"""The raw exports behind the bank and campus entries, in the layouts of their sources.

Workbooks are written with fixed dates, so that the same rows give the same bytes.
"""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from io import BytesIO
from random import Random
from typing import TYPE_CHECKING

from benchmarks.invent import accounts as acc
from benchmarks.invent.numbering import Numbers
from benchmarks.invent.text import money
from openpyxl import Workbook

from union_ledger.importers.identity import import_ids
from union_ledger.importers.proof import prove
from union_ledger.importers.reading import read_statement

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.invent.entry import Entry
    from benchmarks.invent.entry import Row

HOLDER = "华中科技大学工会委员会（示例）"
ACCOUNTS = {"icbc": acc.ICBC, "ccb": acc.CCB, "campus": acc.CAMPUS}
# Project at the union -> card at the campus finance office.
CARDS = {"P2024-02": ("0540101", "教职工文体活动"), "P2024-15": ("0540102", "小家建设")}
_ICBC_A = (
    *("凭证号", "对方账号", "交易时间", "借贷标志", "对方单位", "对方行号", "用途"),
    *("摘要", "附言", "回单个性化信息", "余额", "转出金额", "转入金额", "本方账号"),
)
_ICBC_B = (
    *("凭证号", "本方账号", "对方账号", "交易时间", "借/贷", "借方发生额"),
    *("贷方发生额", "对方行号", "摘要", "用途", "对方单位名称", "余额", "个性化信息"),
)
_CCB = (
    *("交易时间              ", "借方发生额/元(支取)       "),
    *("贷方发生额/元(收入)       ", "余额          ", "币种          "),
    *("对方户名       ", "对方账号     ", "对方开户机构        ", "记账日期         "),
    *("摘要      ", "备注            ", "账户明细编号-交易流水号 ", "企业流水号  "),
    *("凭证种类         ", "凭证号          ", "交易介质编号     "),
)
_CAMPUS = (
    *("凭证日期", "凭证编号", "摘要", "部门编号", "部门名称", "项目编号", "项目名称"),
    *("科目编号", "科目名称", "借方金额", "贷方金额", "余额", "经办人", "对冲号"),
)
Cell = str | int | None


@dataclass(frozen=True, slots=True)
class Line:
    """One row of an export: its entry, its printed facts, signed fen."""

    entry: Entry
    row: Row
    fen: int

    @property
    def day(self) -> date:
        """Return the day the source prints."""
        return self.row.day or self.entry.day


def lines_of(entries: list[Entry], openings: dict[str, int]) -> dict[str, list[Line]]:
    """Return the rows of each source in order, with time, number and balance."""
    found: dict[str, list[Line]] = defaultdict(list)
    balances = dict(openings)
    per_day: dict[tuple[str, date], int] = defaultdict(int)
    for entry in sorted(entries, key=_printed):
        row = entry.row
        if row is None:
            continue
        day = row.day or entry.day
        account = ACCOUNTS[row.source]
        fen = sum(leg.fen for leg in entry.legs if leg.account.startswith(account))
        stream = row.source
        if row.source == "campus":
            row.stream = row.stream or "P2024-02"
            stream = row.stream
        balances[stream] = balances.get(stream, 0) + fen
        row.balance = balances[stream]
        place = per_day[row.source, day]
        per_day[row.source, day] += 1
        second = 9 * 3600 + 720 + place * 167
        row.time = f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
        serial = len(found[row.source]) + 1
        row.number = f"{serial * 7919 % 10**8:08d}"
        found[row.source].append(Line(entry, row, fen))
    return found


def _printed(entry: Entry) -> tuple[date, int]:
    return (entry.row and entry.row.day) or entry.day, entry.seq


def periods(year: int) -> list[tuple[str, range]]:
    """Return the periods the exports were taken for; December stands alone."""
    quarters = [(f"{year}Q{q}", range(q * 3 - 2, q * 3 + 1)) for q in (1, 2, 3)]
    return [*quarters, (f"{year}10-11", range(10, 12)), (f"{year}12", range(12, 13))]


def write_exports(
    folder: Path, lines: dict[str, list[Line]], openings: dict[str, int], year: int
) -> dict[Path, list[Line]]:
    """Write all exports; returns which rows each file holds."""
    written: dict[Path, list[Line]] = {}
    for number, (name, months) in enumerate(periods(year)):
        for source, writer in (("icbc", _icbc), ("ccb", _ccb)):
            rows = [line for line in lines[source] if line.day.month in months]
            title = {"icbc": "工行基本户", "ccb": "建行会费户"}[source]
            path = folder / f"{title}_{name}.xlsx"
            before = openings[source] + sum(
                line.fen for line in lines[source] if line.day.month < months.start
            )
            _save(path, writer(rows, before, number % 2 == 0))
            written[path] = rows
    for name, months in ((f"{year}01-11", range(1, 12)), (f"{year}12", range(12, 13))):
        rows = [line for line in lines["campus"] if line.entry.day.month in months]
        path = folder / f"项目明细账_{name}.xlsx"
        before_by_card = {
            project: openings.get(project, 0)
            + sum(
                line.fen
                for line in lines["campus"]
                if line.row.stream == project and line.entry.day.month < months.start
            )
            for project in CARDS
        }
        book, kept = _campus(rows, before_by_card, months, year)
        _save(path, book)
        written[path] = kept
    return written


def give_import_ids(written: dict[Path, list[Line]]) -> None:
    """Give each entry the id that the importer gives its row."""
    for path, rows in written.items():
        statement = read_statement(path)
        proof = prove(statement)
        if proof.verdict != "proven":
            raise RuntimeError(f"{path.name}: {proof.verdict} {proof.why}")
        ids = import_ids(proof.chains.values())
        for line, row in zip(rows, statement.rows, strict=True):
            assert row.signed == line.fen, (path.name, row.line)
            if line.row.day is None:
                line.entry.meta["id"] = ids[row.line]
            else:
                # It was typed before the bank's row was there, or after it.
                typed = Numbers(Random(ids[row.line])).new("V")
                line.entry.meta["id"] = typed
                line.entry.meta["import-ids"] = ids[row.line]
                line.entry.meta["bank-date"] = line.row.day


def _thousands(fen: int) -> str:
    whole, cents = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole:,}.{cents:02d}"


def _icbc(rows: list[Line], _before: int, first_shape: bool) -> Workbook:  # noqa: FBT001
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "工行基本户" if first_shape else "Sheet0"
    sheet.append(["[HISTORYDETAIL]"])
    sheet.append(list(_ICBC_A if first_shape else _ICBC_B))
    for line in rows:
        row = line.row
        moment = f"{line.day.isoformat()} {row.time}"
        out, into = max(-line.fen, 0), max(line.fen, 0)
        side = "借" if line.fen < 0 else "贷"
        balance = _thousands(row.balance)
        own = acc.ICBC_NUMBER
        if first_shape:
            cells: list[Cell] = [row.number, row.account, moment, side, row.party]
            cells += [None, row.purpose, row.summary, None, None, balance]
            cells += [_thousands(out) if out else None]
            cells += [_thousands(into) if into else None, own]
        else:
            cells = [row.number, own, row.account, moment, side, _thousands(out)]
            cells += [_thousands(into), None, row.summary, row.purpose]
            cells += [row.party, balance, None]
        sheet.append(cells)
    return book


def _ccb(rows: list[Line], before: int, _first_shape: bool) -> Workbook:  # noqa: FBT001
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = f"{acc.CCB_NUMBER}.xls"
    outs = [-line.fen for line in rows if line.fen < 0]
    ins = [line.fen for line in rows if line.fen > 0]
    after = rows[-1].row.balance if rows else before
    head: list[list[Cell]] = [
        ["中国建设银行"],
        ["明细查询结果"],
        ["明细查询结果下载 "],
        ["账　　号      ", acc.CCB_NUMBER, "账户名称        ", HOLDER],
        ["期初余额      ", money(before), "当前余额        ", money(after)],
        ["开户行名称    ", "喻园支行（示例）", "账户状态        ", "正常"],
        ["借方发生额    ", money(sum(outs)), "借方交易笔数    ", len(outs)],
        ["贷方发生额    ", money(sum(ins)), "贷方交易笔数    ", len(ins)],
        [None],
        list(_CCB),
    ]
    for cells in head:
        sheet.append(cells)
    sheet.merge_cells("A2:H2")
    sheet.merge_cells("A3:H3")
    for place, line in enumerate(rows, start=1):
        row, day = line.row, f"{line.day:%Y%m%d}"
        serial = f"42{day}{row.number}{place % 100:02d}"
        out, into = max(-line.fen, 0), max(line.fen, 0)
        cells = [f"{day} {row.time}", money(out), money(into), money(row.balance)]
        cells += [
            "人民币",
            row.party,
            row.account,
            "喻园支行（示例）",
            day,
            row.summary,
        ]
        cells += [row.purpose, serial, None, None, row.number, None]
        sheet.append(cells)
    return book


def _campus(
    rows: list[Line], before: dict[str, int], months: range, year: int
) -> tuple[Workbook, list[Line]]:
    """Return the project ledger: one card after another, each with its totals."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Sheet1"
    first, last = months.start, months.stop - 1
    days = {1: 31, 11: 30, 12: 31}
    term = f"{year}-{first:02d}-01 至 {year}-{last:02d}-{days[last]}"
    sheet.append(["项目明细账"])
    sheet.append([f"单位：华中科技大学（示例）    期间：{term}"])
    sheet.append(list(_CAMPUS))
    kept = []
    for project, (card, title) in CARDS.items():
        own = [line for line in rows if line.row.stream == project]
        head = ["390", "校工会", card, title]
        opening = "上年结转" if first == 1 else "期初余额"
        sheet.append([None, None, opening, *head, None, None, None, None])
        sheet.cell(sheet.max_row, 12, money(before[project]))
        for place, line in enumerate(own, start=1):
            row = line.row
            spent = bool(row.subject)
            code = f"{line.entry.day.month:02d}{int(card[-1])}{place:02d}"
            subject = (
                ["500103", "活动费用\\商品和服务"] if spent else ["460101", "校内拨款"]
            )
            debit = money(-line.fen) if spent else None
            credit = None if spent else money(line.fen)
            cells: list[Cell] = [line.entry.day.isoformat(), f"记-{code}"]
            cells += [line.entry.narration, *head, *subject, debit, credit]
            cells += [money(row.balance), str(line.entry.meta.get("handler", "")), None]
            sheet.append(cells)
            kept.append(line)
        debit_sum = -sum(line.fen for line in own if line.row.subject)
        credit_sum = sum(line.fen for line in own if not line.row.subject)
        closing = before[project] + sum(line.fen for line in own)
        sheet.append([None, None, "合计", *head, None, None, money(debit_sum)])
        sheet.cell(sheet.max_row, 11, money(credit_sum))
        sheet.cell(sheet.max_row, 12, money(closing))
    return book, kept


def _save(path: Path, book: Workbook) -> None:
    """Save with every date fixed; openpyxl stamps the moment of saving."""
    fixed = datetime(2025, 1, 6, 9, 0, 0)  # noqa: DTZ001 - workbooks keep no zone
    book.properties.created = fixed
    book.properties.creator = "示例"
    raw = BytesIO()
    book.save(raw)
    stamp = b"2025-01-06T09:00:00Z"
    with (
        zipfile.ZipFile(raw) as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for item in source.infolist():
            data = source.read(item)
            if item.filename == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", stamp, data)
            info = zipfile.ZipInfo(item.filename, (2025, 1, 6, 9, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            target.writestr(info, data)
