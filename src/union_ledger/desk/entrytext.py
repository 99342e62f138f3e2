"""Imported entries as ledger text, in beancount's own printing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beancount.parser.printer import EntryPrinter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from beancount.core.data import Balance
    from beancount.core.data import Custom

    from union_ledger.importers.entries import Item
    from union_ledger.importers.statement import Statement

_WIDTH = 44


def file_text(
    statement: Statement,
    month: str,
    items: Sequence[Item],
    closing: Sequence[Balance | Custom],
) -> str:
    """Return the text of one new ledger file: where it is from, entries, balances.

    Args:
        statement: The statement the entries are from.
        month: The month they are of, as ``2024-12``.
        items: The entries, oldest first.
        closing: What the statement says of the account, and its balances.
    """
    printed = EntryPrinter(min_width_account=_WIDTH)  # type: ignore[no-untyped-call]
    head = (
        f";; {statement.layout.title}，{month}，{len(items)} 笔\n"
        f";; 由 union-ledger import 从 {_plain(statement.file.name)} 写入；"
        "标 ! 的要补票据或改科目，编号 id 不要改\n"
    )
    entries = [printed(item.entry) for item in items]
    entries += [printed(each) for each in closing]
    return "\n".join([head, *entries])


def _plain(name: str) -> str:
    """Return a file name fit for a comment, which ends at the line's end."""
    return "".join(char if char.isprintable() else "?" for char in name)
