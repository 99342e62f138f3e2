"""A sheet of persons for the vault（帮扶对象名册）: CSV or Excel, outside git."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.core.pseudonym import normalised_id
from union_ledger.core.tables import read_tables
from union_ledger.desk.vault_people import Person
from union_ledger.desk.work_tree import must_be_outside_git

if TYPE_CHECKING:
    from pathlib import Path

    from union_ledger.core.tables import Table

_COLUMNS = {
    "name": ("姓名", "帮扶对象", "申请人"),
    "number": ("身份证号", "身份证号码", "公民身份号码", "证件号码"),
    "card": ("银行卡号", "卡号", "账号"),
    "reason": ("困难原因", "原因", "致困原因", "申请事由"),
}
_NEEDED = ("name", "number")


def read_sheet(file: Path) -> list[tuple[int, Person]]:
    """Return the persons of a sheet with their lines.

    Raises:
        InputError: It is in a repository, cannot be read, lacks a column, or a row is
            wrong; the line is named, and no personal number.
    """
    must_be_outside_git(file.absolute().parent, "名册")
    people: list[tuple[int, Person]] = []
    for table in read_tables(file):
        people += _people(table)
    if not people:
        raise InputError(
            "没有找到名册",
            file=file,
            hint="第一行要有“姓名”和“身份证号”两栏，还可以有“银行卡号”“困难原因”。",
        )
    return people


def _people(table: Table) -> list[tuple[int, Person]]:
    places: dict[str, int] = {}
    people = []
    for line, cells in table.rows:
        if not places:
            places = _places(cells)
            continue
        said = {
            key: cells[place].strip() if place < len(cells) else ""
            for key, place in places.items()
        }
        if not any(said.values()):
            continue
        if (line, places["number"]) in table.damaged:
            raise InputError(
                "身份证号被 Excel 改成了数，后几位丢了",
                file=table.file,
                line=line,
                hint="请把这一栏设成文本，再照证件填一遍。",
            )
        person = Person(**said)
        try:
            normalised_id(person.number)
        except InputError as exc:
            raise InputError(
                exc.message, file=table.file, line=line, hint=exc.hint
            ) from None
        if not person.name:
            raise InputError("没有写姓名", file=table.file, line=line)
        people.append((line, person))
    return people


def _places(cells: tuple[str, ...]) -> dict[str, int]:
    heads = ["".join(cell.split()) for cell in cells]
    found = {
        key: heads.index(name)
        for key, names in _COLUMNS.items()
        for name in names
        if name in heads
    }
    return found if all(key in found for key in _NEEDED) else {}
