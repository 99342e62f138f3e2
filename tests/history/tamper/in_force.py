"""Tampering with what was in force: registers, options, rules, evidence."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tests.history.tamper.base import MONTHS
from tests.history.tamper.table import Change
from tests.history.tamper.table import added
from tests.history.tamper.table import kind
from tests.history.tamper.table import listed
from tests.history.tamper.table import replaced

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from pathlib import Path


def _changed(
    file: str, month: str, pairs: list[list[str]]
) -> Iterator[tuple[str, str, Change]]:
    for old, new in pairs:
        yield f"{old[:28]!r} → {new[:28]!r}", month, replaced(file, old, new)


for _title, _said in listed("in_force.yaml").items():
    kind(_title, "close --verify")(
        partial(_changed, _said["file"], _said["month"], _said["changes"])
    )


@kind("在封账以前补登记", "close --verify")
def _registers_added() -> Iterator[tuple[str, str, Change]]:
    lines = (
        '2023-12-15 custom "members" "007" 300',
        '2023-12-15 custom "person" "T0088"\n  unit: "007"\n  roles: "approver"',
        '2023-12-15 custom "fund" "80" "另设"',
        '2023-12-15 custom "waiver" "R37"\n  approver: "T0001"\n  subject: "x"',
        '2023-12-15 custom "budget-line" "2024" "50103" 9999.00 CNY\n  version: "V1"',
    )
    for line in lines:
        yield line[11:40], MONTHS[0], added("registers/members.beancount", f"{line}\n")


def _document(folder: Path, number: int) -> Path:
    return folder / "documents" / f"{number}月回单.pdf"


@kind("改附件的内容", "close --verify")
def _documents_changed() -> Iterator[tuple[str, str, Change]]:
    def flip(data: bytes) -> bytes:
        return bytes([data[0] ^ 1]) + data[1:]

    ways: dict[str, Callable[[bytes], bytes]] = {
        "翻转一位": flip,
        "末尾加一个字节": lambda data: data + b"\n",
        "截短": lambda data: data[:-1],
        "清空": lambda _: b"",
        "整个换掉": lambda _: b"%PDF other",
    }
    for month in MONTHS:
        for name, way in ways.items():

            def change(
                folder: Path, month: str = month, way: Callable[[bytes], bytes] = way
            ) -> None:
                path = _document(folder, int(month[5:]))
                path.write_bytes(way(path.read_bytes()))

            yield f"{month} {name}", month, change


@kind("对调两个附件", "close --verify")
def _documents_swapped() -> Iterator[tuple[str, str, Change]]:
    for number, other in ((1, 2), (2, 3), (1, 3), (3, 4)):

        def change(folder: Path, number: int = number, other: int = other) -> None:
            one, two = _document(folder, number), _document(folder, other)
            first, second = one.read_bytes(), two.read_bytes()
            one.write_bytes(second)
            two.write_bytes(first)

        yield f"{number}、{other} 月", f"2024-{number:02d}", change


@kind("删掉附件", "close --verify")
def _documents_deleted() -> Iterator[tuple[str, str, Change]]:
    for month in MONTHS:
        yield (
            month,
            month,
            lambda folder, n=int(month[5:]): _document(folder, n).unlink(),
        )


@kind("附件换成链接", "close --verify")
def _documents_linked() -> Iterator[tuple[str, str, Change]]:
    for month in MONTHS:

        def change(folder: Path, month: str = month) -> None:
            path = _document(folder, int(month[5:]))
            path.unlink()
            path.symlink_to(_document(folder, 4))

        yield month, month, change
