"""Before a command reads the books: undo what a command that was killed left half."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from union_ledger.core.errors import InputError
from union_ledger.desk.unfinished import is_unfinished

if TYPE_CHECKING:
    from pathlib import Path


def healed(_: click.Context, __: click.Parameter, books: Path) -> Path:
    """Return the books of an argument, whole; a callback for click."""
    heal(books)
    return books


def heal(books: Path) -> None:
    """Undo a step that was cut off, and say so; books that are whole are not touched.

    Where it cannot be undone, as on a disk that is read only, that is said, and the
    command goes on with the books as they are.
    """
    folder = books if books.is_dir() else books.parent
    if not is_unfinished(folder):
        return
    # Books that are whole need not wait for this.
    from union_ledger.desk.journal import Journal  # noqa: PLC0415

    try:
        with Journal(folder, wait=0) as journal:
            undone = journal.undone
    except InputError as exc:
        click.echo(f"提示：有一步没有写完，账可能只有一半。{exc}", err=True)
        return
    did = f"已把它写过的 {len(undone)} 个文件复原" if undone else "它还没有写进账"
    click.echo(
        f"提示：上一个写账的命令中途停了，{did}，账和那个命令之前一样；"
        "请把那个命令再运行一次。",
        err=True,
    )
