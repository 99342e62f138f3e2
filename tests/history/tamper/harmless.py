"""What anybody may do to closed months: nothing of it changes what they say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.history.tamper.base import BANK
from tests.history.tamper.base import late_entry
from tests.history.tamper.table import added
from tests.history.tamper.table import month_file
from tests.history.tamper.table import replaced
from tests.history.tamper.table import text_of

from union_ledger.desk.format_text import formatted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_JANUARY = month_file("2024-01")


def _every(change: Callable[[str], str]) -> Callable[[Path], None]:
    def changed(folder: Path) -> None:
        for path in folder.rglob("*.beancount"):
            text = path.read_text(encoding="utf-8")
            path.write_bytes(change(text).encode("utf-8"))

    return changed


def _moved(old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / new).parent.mkdir(parents=True, exist_ok=True)
        (folder / old).rename(folder / new)

    return change


def _split(folder: Path) -> None:
    text = text_of(folder, _JANUARY)
    place = text.index("2024-01-12 *")
    (folder / "2024" / "01-a.beancount").write_text(text[:place], encoding="utf-8")
    (folder / "2024" / "01-b.beancount").write_text(text[place:], encoding="utf-8")
    (folder / _JANUARY).unlink()


def _merged(folder: Path) -> None:
    names = [month_file(f"2024-{number:02d}") for number in range(1, 5)]
    text = "\n".join(text_of(folder, name) for name in names)
    for name in names:
        (folder / name).unlink()
    (folder / "2024" / "all.beancount").write_text(text, encoding="utf-8")


def _reversed(folder: Path) -> None:
    parts = [part for part in text_of(folder, _JANUARY).split("\n\n") if part.strip()]
    text = "\n\n".join(reversed(parts)) + "\n"
    (folder / _JANUARY).write_text(text, encoding="utf-8")


def _keys_reordered(text: str) -> str:
    return re.sub(r'(  handler: "\w+"\n)(  approver: "\w+"\n)', r"\2\1", text)


def _tags_reordered(text: str) -> str:
    return re.sub(r"(#\w+) (\^[\w-]+)", r"\2 \1", text)


def _formatted(folder: Path) -> None:
    for path in folder.rglob("*.beancount"):
        text = path.read_text(encoding="utf-8")
        path.write_text(formatted(text), encoding="utf-8")


def _renamed_registers(folder: Path) -> None:
    for path in list((folder / "registers").glob("*.beancount")):
        path.rename(path.with_name(f"z-{path.name}"))


def _newer_program(folder: Path) -> None:
    """Change the version of the program; it is no part of a seal's head."""
    for path in (folder / "seals").glob("*.json"):
        text = re.sub(
            r'"product": "[^"]*"', '"product": "9.9"', path.read_text("utf-8")
        )
        path.write_text(text, encoding="utf-8")


HARMLESS: dict[str, Callable[[Path], None]] = {
    "加注释": _every(lambda text: f"; 核对过\n{text}\n; 完\n"),
    "行尾加注释": _every(lambda text: text.replace(" CNY\n", " CNY ; 核对\n")),
    "改原有的注释": _every(
        lambda text: re.sub(r"^;;.*$", ";; 别的", text, flags=re.MULTILINE)
    ),
    "多几个空行": _every(lambda text: text.replace("\n\n", "\n\n\n\n")),
    "去掉空行": _every(lambda text: re.sub(r"\n\n+(?=\d{4}-)", "\n", text)),
    "数字前多几个空格": _every(lambda text: text.replace("  -", "          -")),
    "union-ledger format": _formatted,
    "Windows 的换行": _every(lambda text: text.replace("\n", "\r\n")),
    "文件改名": _moved(_JANUARY, "2024/一月.beancount"),
    "登记册改名": _renamed_registers,
    "一个文件拆成两个": _split,
    "几个文件并成一个": _merged,
    "一个月里的分录倒过来排": _reversed,
    "总文件的 include 换次序": replaced(
        "main.beancount",
        'include "registers/*.beancount"\ninclude "2024/*.beancount"',
        'include "2024/*.beancount"\ninclude "registers/*.beancount"',
    ),
    "逐个写出 include": replaced(
        "main.beancount",
        'include "2024/*.beancount"',
        "\n".join(f'include "2024/{n:02d}.beancount"' for n in range(1, 5)),
    ),
    "键换次序": _every(_keys_reordered),
    "把 * 写成 txn": _every(lambda text: text.replace('-08 * "', '-08 txn "')),
    "标签和链接换次序": _every(_tags_reordered),
    "在没有封账的月份记账": added(
        "2024/04.beancount", late_entry("2024-04-20", "APRIL")
    ),
    "在没有封账的月份更正": added(
        "2024/04.beancount",
        late_entry("2024-04-21", "CORRECTION").replace("补记一笔", "更正一月 B1"),
    ),
    "改没有封账的月份": replaced("2024/04.beancount", "示例打印店", "另一家店"),
    "删没有封账的月份的备注": replaced(
        "2024/04.beancount", f'2024-04-25 note {BANK} "对过账"\n', ""
    ),
    "以后的登记": added(
        "registers/members.beancount", '2024-04-01 custom "members" "007" 130\n'
    ),
    "以后的人员": added(
        "registers/persons.beancount",
        '2024-04-01 custom "person" "T0077"\n  unit: "008"\n  roles: "handler"\n',
    ),
    "没有封账的月份的附件": added(
        "2024/04.beancount", f'2024-04-16 document {BANK} "../documents/1月回单.pdf"\n'
    ),
    "目录里放一个不登记的附件": added("documents/说明.txt", "说明\n"),
    "给以后用的科目开户": added(
        "chart.beancount", "2024-04-01 open Expenses:510-其他支出 CNY\n"
    ),
    "程序换了新版本": _newer_program,
    "改网页的设置": added(
        "main.beancount", '2020-01-01 custom "fava-option" "language" "zh"\n'
    ),
    "存一个查询": added(
        "2024/04.beancount", '2024-02-01 query "现金" "SELECT sum(position)"\n'
    ),
    "开户的日期提前": replaced("chart.beancount", "2020-01-01 open", "2019-01-01 open"),
    "旁边多出别的文件": added("README.md", "说明\n"),
}
