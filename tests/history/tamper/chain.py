"""Tampering with the chain: seals, close lines, reopenings, all made anew."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING

from tests.history.tamper.base import BANK
from tests.history.tamper.base import MONTHS
from tests.history.tamper.base import late_entry
from tests.history.tamper.base import seal_months
from tests.history.tamper.table import Change
from tests.history.tamper.table import added
from tests.history.tamper.table import kind
from tests.history.tamper.table import month_file
from tests.history.tamper.table import replaced
from tests.history.tamper.table import text_of

from union_ledger.desk.closing import reopen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


# The chain itself.
def _seal_file(month: str) -> str:
    return f"seals/{month}.json"


def _close_file(month: str) -> str:
    return f"registers/close-{int(month[5:]):04d}-{month}.beancount"


@kind("改封存文件", "check")
def _seals_edited() -> Iterator[tuple[str, str, Change]]:
    pairs = (
        ('"number": ', '"number": 1'),
        ('"version": 1', '"version": 2'),
        ('"registers": "', '"registers": "0'),
        ('"balances": "', '"balances": "0'),
        ('"previous": "', '"previous": "0'),
        ('"month": "2024', '"month": "2025'),
        ("{", "["),
        ('"rulebook": "', '"rulebook": "x'),
    )
    for month in MONTHS:
        for old, new in pairs:
            yield f"{month} {new!r}", month, replaced(_seal_file(month), old, new)


@kind("删掉封存文件", "check")
def _seals_deleted() -> Iterator[tuple[str, str, Change]]:
    for month in MONTHS:
        yield month, month, lambda folder, m=month: (folder / _seal_file(m)).unlink()


@kind("封存文件换成别的月份的", "check")
def _seals_replaced() -> Iterator[tuple[str, str, Change]]:
    for month in MONTHS:
        for other in MONTHS:
            if other != month:

                def change(
                    folder: Path, month: str = month, other: str = other
                ) -> None:
                    data = (folder / _seal_file(other)).read_bytes()
                    (folder / _seal_file(month)).write_bytes(data)

                yield f"{month} 换成 {other} 的", month, change


@kind("从封存文件里抹去一笔", "check")
def _seal_entry_removed() -> Iterator[tuple[str, str, Change]]:
    for month in MONTHS:
        for place in range(3):

            def change(folder: Path, month: str = month, place: int = place) -> None:
                path = folder / _seal_file(month)
                said = json.loads(path.read_text(encoding="utf-8"))
                del said["entries"][sorted(said["entries"])[place]]
                text = json.dumps(said, ensure_ascii=False, sort_keys=True, indent=1)
                path.write_text(f"{text}\n", encoding="utf-8")

            yield f"{month} 第 {place + 1} 笔", month, change


@kind("改封账行", "check")
def _closes_edited() -> Iterator[tuple[str, str, Change]]:
    for month in MONTHS:
        number = int(month[5:])
        pairs = (
            ('seal: "', 'seal: "0'),
            (f"number: {number}", f"number: {number + 5}"),
            (f"seals/{month}.json", "seals/none.json"),
        )
        for old, new in pairs:
            yield f"{month} {new!r}", month, replaced(_close_file(month), old, new)


@kind("删掉中间的封账行", "check")
def _closes_deleted() -> Iterator[tuple[str, str, Change]]:
    for month in MONTHS[:2]:
        yield (
            month,
            MONTHS[int(month[5:])],
            lambda folder, m=month: (folder / _close_file(m)).unlink(),
        )


@kind("封账的次序对调", "check")
def _closes_reordered() -> Iterator[tuple[str, str, Change]]:
    for one, other in ((1, 2), (2, 3), (1, 3)):

        def change(folder: Path, one: int = one, other: int = other) -> None:
            first, second = _close_file(MONTHS[one - 1]), _close_file(MONTHS[other - 1])
            replaced(first, f"number: {one}", f"number: {other}")(folder)
            replaced(second, f"number: {other}", f"number: {one}")(folder)

        yield f"{one}、{other}", MONTHS[one - 1], change


@kind("封账行写两遍", "check")
def _closes_doubled() -> Iterator[tuple[str, str, Change]]:
    for month in MONTHS:
        for target in ("registers/units.beancount", "2024/04.beancount"):

            def change(folder: Path, month: str = month, target: str = target) -> None:
                added(target, text_of(folder, _close_file(month)))(folder)

            yield f"{month} {target}", month, change


@kind("封账行去掉封印", "check")
def _closes_without_seal() -> Iterator[tuple[str, str, Change]]:
    for month in MONTHS[:2]:

        def change(folder: Path, month: str = month) -> None:
            name = _close_file(month)
            text = re.sub(r'  seal: "[^"]*"\n', "", text_of(folder, name))
            (folder / name).write_text(text, encoding="utf-8")

        yield month, MONTHS[int(month[5:])], change


_WHY = '  reason: "改错"\n'
_WHO = '  approver: "T0001"\n'
_ENDS = {"2024-01": "2024-01-31", "2024-02": "2024-02-29", "2024-03": "2024-03-31"}


def _head(folder: Path, month: str) -> str:
    found = re.search(r'seal: "(\w+)"', text_of(folder, _close_file(month)))
    assert found
    return found[1]


def _reopen_line(folder: Path, month: str, more: str, after: str = "") -> None:
    head = after or _head(folder, MONTHS[-1])
    text = (
        f'2024-04-02 custom "reopen" {_ENDS[month]}\n'
        f'  number: 3\n  after: "{head}"\n{more}'
    )
    added("registers/units.beancount", text)(folder)


@kind("悄悄重新打开，没有原因或批准人", "check")
def _silent_reopen() -> Iterator[tuple[str, str, Change]]:
    for month in MONTHS:
        for more in ("", _WHY, _WHO, '  reason: ""\n' + _WHO):
            # What lacks a field is no line yet; its file is named.
            yield (
                f"{month} {more[:20]!r}",
                "",
                lambda folder, m=month, more=more: _reopen_line(folder, m, more),
            )


@kind("重新打开的登记接在别的封印后面", "check")
def _reopened_elsewhere() -> Iterator[tuple[str, str, Change]]:
    for month in MONTHS:
        for after in ("0", "f" * 64):
            yield (
                f"{month} {after[:3]}",
                month,
                lambda folder, m=month, a=after: _reopen_line(
                    folder, m, _WHY + _WHO, a
                ),
            )


def _reopened_and_sealed(folder: Path, month: str) -> Path:
    """Open a month again as it should be done, and close it again."""
    first = date.fromisoformat(f"{month}-01")
    day = date(2024, 4, 2)
    path = reopen(folder, first, "发票补到", "T0001", day, dry_run=False)
    seal_months(folder, int(month[5:]))
    return path


@kind("事后改重新打开的登记", "check")
def _reopening_edited() -> Iterator[tuple[str, str, Change]]:
    pairs = (
        ("发票补到", "例行"),
        ('approver: "T0001"', 'approver: "T0004"'),
        ("2024-04-02 custom", "2024-04-01 custom"),
    )
    for month in MONTHS:
        for old, new in pairs:

            def change(
                folder: Path, month: str = month, old: str = old, new: str = new
            ) -> None:
                path = _reopened_and_sealed(folder, month)
                replaced(f"registers/{path.name}", old, new)(folder)

            yield f"{month} {new}", month, change


@kind("事后删重新打开的登记", "check")
def _reopening_deleted() -> Iterator[tuple[str, str, Change]]:
    for month in MONTHS:
        yield (
            month,
            month,
            lambda folder, m=month: _reopened_and_sealed(folder, m).unlink(),
        )


@kind("改封账行上的经办、原因、批准人", "check")
def _what_a_close_line_says() -> Iterator[tuple[str, str, Change]]:
    pairs = (
        ('by: "T0004"', 'by: "T0006"'),
        ('reason: "示例账"', 'reason: "都做到了"'),
        ('approver: "T0001"', 'approver: "T0004"'),
        ('accepted: "bank', 'accepted: "waiting'),
        ('  reason: "示例账"\n', ""),
    )
    for month in MONTHS:
        for old, new in pairs:
            where = f"{month} {new[:20]!r}"
            yield where, month, replaced(_close_file(month), old, new)


@kind("封存目录里多出文件", "close --verify")
def _stray_seals() -> Iterator[tuple[str, str, Change]]:
    for name in ("2024-04.json", "2023-12.json", "2024-01.json.bak", "说明.txt"):
        yield name, "", added(f"seals/{name}", "{}\n")


@kind("第一次封账以前补记", "close --verify")
def _before_the_first() -> Iterator[tuple[str, str, Change]]:
    for day in ("2023-12-31", "2023-06-01", "2022-01-05", "2020-02-01"):
        text = late_entry(day, f"E{day}")
        yield day, MONTHS[0], added("2024/04.beancount", text)


@kind("第一次封账以前补记不记钱的行", "close --verify")
def _lines_before_the_first() -> Iterator[tuple[str, str, Change]]:
    lines = (
        f'note {BANK} "早已对过账"',
        'event "会议" "批准"',
        f'document {BANK} "../documents/4月回单.pdf"',
        f"balance {BANK} 0.00 CNY",
        "price PC 2.00 CNY",
    )
    for line in lines:
        text = f"2023-12-09 {line}\n"
        yield line[:10], MONTHS[0], added("2024/04.beancount", text)


# What only a head kept outside can find.
def _dropped_from(folder: Path, month: str) -> None:
    for other in MONTHS:
        if other >= month:
            (folder / _close_file(other)).unlink()
            (folder / _seal_file(other)).unlink()


@kind("删掉最后几次封账", "verify --head")
def _truncated() -> Iterator[tuple[str, str, Change]]:
    for month in MONTHS:
        yield month, "", lambda folder, m=month: _dropped_from(folder, m)


def _resealed(folder: Path, month: str, change: Change) -> None:
    """Tear the chain off from a month on, change it, and seal all anew."""
    _dropped_from(folder, month)
    change(folder)
    seal_months(folder, int(month[5:]))


@kind("改了以后整条链重新封过", "verify --head")
def _sealed_anew() -> Iterator[tuple[str, str, Change]]:
    for month in MONTHS:
        number = int(month[5:])
        changes = {
            "对方": replaced(month_file(month), "示例打印店", "别的店"),
            "发票号": replaced(
                month_file(month), f'"2442000000000000000{number}"', '"99"'
            ),
            "补一笔": added(month_file(month), late_entry(f"{month}-09", "NEW")),
            "删备注": replaced(
                month_file(month), f'{month}-25 note {BANK} "对过账"\n', ""
            ),
        }
        for name, change in changes.items():
            yield (
                f"{month} {name}",
                "",
                lambda folder, m=month, c=change: _resealed(folder, m, c),
            )


@kind("什么也没改，只重新封过", "verify --head")
def _sealed_anew_with_more() -> Iterator[tuple[str, str, Change]]:
    for month in MONTHS:
        text = '2023-12-20 custom "members" "007" 500\n'
        change = added("registers/members.beancount", text)
        yield month, "", lambda folder, m=month, c=change: _resealed(folder, m, c)
