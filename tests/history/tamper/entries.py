"""Tampering with what a month holds: entries, notes, balances, what is included."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from tests.history.tamper.base import BANK
from tests.history.tamper.base import CASH
from tests.history.tamper.base import MONTHS
from tests.history.tamper.base import late_entry
from tests.history.tamper.table import Change
from tests.history.tamper.table import added
from tests.history.tamper.table import kind
from tests.history.tamper.table import listed
from tests.history.tamper.table import month_file
from tests.history.tamper.table import replaced
from tests.history.tamper.table import text_of

from union_ledger.desk.format_text import formatted

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from pathlib import Path


def _texts(old: str, news: list[str]) -> Iterator[tuple[str, str, Change]]:
    for month in MONTHS:
        number = str(int(month[5:]))
        was = old.replace("{n}", number).replace("{m}", month)
        for new in news:
            now = new.replace("{n}", number).replace("{m}", month)
            # A move into the very month it is in already is none.
            if now != was and not now.startswith(f"{month}-20"):
                where = f"{month} {now[:24]!r}"
                yield where, month, replaced(month_file(month), was, now)


for _title, _said in listed("texts.yaml").items():
    kind(_title, "check")(partial(_texts, _said["old"], _said["new"]))


def _hidden(
    hide: Callable[[Path, str], None], months: tuple[str, ...]
) -> Iterator[tuple[str, str, Change]]:
    """Yield one change of every kind, each hidden among harmless ones."""
    for title, said in listed("texts.yaml").items():
        for where, month, change in _texts(said["old"], said["new"][:1]):
            if month in months:

                def both(folder: Path, change: Change = change, m: str = month) -> None:
                    change(folder)
                    hide(folder, month_file(m))

                yield f"{title} {where}", month, both


def _away(folder: Path, name: str) -> None:
    (folder / name).rename(folder / "2024" / "moved.beancount")


def _tidied(folder: Path, name: str) -> None:
    text = formatted(text_of(folder, name).replace("\n\n", "\n\n; 整理\n"))
    (folder / name).write_text(text, encoding="utf-8")


kind("改了以后把文件挪走", "check")(partial(_hidden, _away, MONTHS))
kind("改了以后重排格式、加注释", "check")(partial(_hidden, _tidied, MONTHS[:1]))


def _entry(folder: Path, month: str, identity: str) -> str:
    """Return an entry's text, from its date to the blank line."""
    text = text_of(folder, month_file(month))
    for part in re.split(r"\n(?=\n|\d{4}-)", text):
        if f'id: "{identity}"' in part:
            return part.strip("\n")
    raise AssertionError(identity)


@kind("删一笔分录", "check")
def _deleted() -> Iterator[tuple[str, str, Change]]:
    for month in MONTHS:
        for letter in "ABC":
            identity = f"{letter}{int(month[5:])}"

            def change(
                folder: Path, month: str = month, identity: str = identity
            ) -> None:
                replaced(month_file(month), _entry(folder, month, identity), "")(folder)

            yield f"{month} {identity}", month, change


@kind("把一笔分录写两遍", "check")
def _doubled() -> Iterator[tuple[str, str, Change]]:
    for month in MONTHS:
        for letter in "ABC":
            for target in (month_file(month), "2024/04.beancount"):
                identity = f"{letter}{int(month[5:])}"

                def change(
                    folder: Path,
                    month: str = month,
                    identity: str = identity,
                    target: str = target,
                ) -> None:
                    added(target, _entry(folder, month, identity) + "\n")(folder)

                yield f"{month} {identity} {target}", month, change


@kind("两笔分录的金额对调", "check")
def _swapped() -> Iterator[tuple[str, str, Change]]:
    for month in MONTHS:

        def change(folder: Path, month: str = month) -> None:
            number, name = int(month[5:]), month_file(month)
            text = text_of(folder, name)
            one, other = f"{number}200.00", f"3{number}0.00"
            text = text.replace(one, "@").replace(other, one).replace("@", other)
            (folder / name).write_text(text, encoding="utf-8")

        yield month, month, change


@kind("分录行换次序", "check")
def _reordered_postings() -> Iterator[tuple[str, str, Change]]:
    for month in MONTHS:
        number = int(month[5:])
        one = f"  Expenses:505-业务支出:50504-其他业务  3{number}0.00 CNY\n"
        other = f"  {BANK}  -3{number}0.00 CNY"
        yield (
            month,
            month,
            replaced(month_file(month), one + other, f"{other}\n{one.rstrip()}"),
        )


@kind("补记一笔分录", "check")
def _back_dated() -> Iterator[tuple[str, str, Change]]:
    places = (
        "{own}",
        "2024/04.beancount",
        "registers/units.beancount",
        "2024/补.beancount",
    )
    for month in MONTHS:
        for day in ("05", "28"):
            for place in places:
                name = place.replace("{own}", month_file(month))
                text = late_entry(f"{month}-{day}", f"L{month}{day}")
                yield f"{month}-{day} {name}", month, added(name, text)


@kind("补记，日期写成斜线", "check")
def _slashed() -> Iterator[tuple[str, str, Change]]:
    for month in MONTHS:
        for name in (month_file(month), "2024/04.beancount"):
            text = late_entry(f"{month.replace('-', '/')}/09", "SLASH")
            yield f"{month} {name}", month, added(name, text)


@kind("补记不记钱的行", "check")
def _back_dated_lines() -> Iterator[tuple[str, str, Change]]:
    lines = (
        f'{{m}}-22 note {BANK} "补"',
        f"{{m}}-22 balance {CASH} 10000.00 CNY",
        '{m}-22 event "会议" "补"',
        '{m}-22 custom "members" "007" 200',
        f'{{m}}-22 document {BANK} "../documents/4月回单.pdf"',
        '{m}-22 custom "person" "T0099"\n  unit: "000"\n  roles: "approver"',
        '{m}-22 custom "fund" "70" "补设"',
        "{m}-22 price PC 1.00 CNY",
    )
    for month in MONTHS:
        for line in lines:
            text = line.replace("{m}", month) + "\n"
            yield f"{month} {line[4:30]}", month, added("2024/04.beancount", text)


@kind("补记，冒充程序写的", "check")
def _disguised() -> Iterator[tuple[str, str, Change]]:
    pretence = '  filename: "<union_ledger.plugins.quota>"\n'
    lines = (
        late_entry("{m}-09", "GHOST").replace('  id: "', f'{pretence}  id: "'),
        f'{{m}}-09 note {BANK} "已核对"\n{pretence}',
        f'{{m}}-09 custom "members" "007" 500\n{pretence}',
        f"{{m}}-09 balance {CASH} 10000.00 CNY\n{pretence}",
    )
    for month in MONTHS:
        for line in lines:
            text = line.replace("{m}", month)
            where = f"{month} {line[4:24]!r}"
            yield where, month, added("2024/04.beancount", text)


@kind("补两笔相抵的，余额不变", "check")
def _offset() -> Iterator[tuple[str, str, Change]]:
    for month in MONTHS:
        there = late_entry(f"{month}-09", "THERE")
        back = late_entry(f"{month}-10", "BACK").replace("  10.00", "  -10.00")
        back = back.replace(f"{BANK}  -10.00", f"{BANK}  10.00").replace("000", "007")
        yield month, month, added("2024/04.beancount", f"{there}\n{back}")


@kind("把一行备注写两遍", "check")
def _doubled_lines() -> Iterator[tuple[str, str, Change]]:
    for month in MONTHS:
        for line in (
            f'{month}-25 note {BANK} "对过账"\n',
            f'{month}-26 event "会议" "{int(month[5:])}月例会"\n',
        ):
            where = f"{month} {line[11:16]}"
            yield where, month, added("2024/04.beancount", line)


@kind("补一条余额调节（pad）", "check")
def _padded() -> Iterator[tuple[str, str, Change]]:
    for month in MONTHS:
        text = f"{month}-05 pad {CASH} Equity:322-工会资金结余:32205-累计结余\n"
        yield month, month, added("2024/04.beancount", text)


@kind("不再带入一个月的文件", "check")
def _include_dropped() -> Iterator[tuple[str, str, Change]]:
    for month in MONTHS:
        others = [
            f"{number:02d}" for number in range(1, 5) if f"{number:02d}" != month[5:]
        ]
        lines = "\n".join(f'include "2024/{other}.beancount"' for other in others)
        yield (
            month,
            month,
            replaced("main.beancount", 'include "2024/*.beancount"', lines),
        )


@kind("删掉或改名一个月的文件", "check")
def _file_gone() -> Iterator[tuple[str, str, Change]]:
    for month in MONTHS:
        name = month_file(month)
        yield f"{month} 删", month, lambda folder, n=name: (folder / n).unlink()
        yield (
            f"{month} 改后缀",
            month,
            lambda folder, n=name: (folder / n).rename(folder / f"{n}.bak") and None,
        )


@kind("带入换成另一个文件", "check")
def _include_redirected() -> Iterator[tuple[str, str, Change]]:
    for month in MONTHS:

        def change(folder: Path, month: str = month) -> None:
            text = text_of(folder, month_file(month))
            changed = text.replace("示例打印店", "另一家店")
            (folder / "other").mkdir()
            (folder / "other" / "x.beancount").write_text(changed, encoding="utf-8")
            (folder / month_file(month)).unlink()
            added("main.beancount", 'include "other/*.beancount"\n')(folder)

        yield month, month, change
