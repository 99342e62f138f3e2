"""A reply on claims beside the books: what to write on which entry. Writes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from union_ledger.desk.intake_result import ImportResult
from union_ledger.importers.claim_reply import read_replies
from union_ledger.importers.existing import place
from union_ledger.importers.record import KEYS

if TYPE_CHECKING:
    from beancount.core.data import Transaction

    from union_ledger.desk.open_books import OpenBooks
    from union_ledger.desk.original import Original
    from union_ledger.importers.claim_reply import Reply

LAYOUT = "tianyi_reply"
UNSURE = "天翼回复里只有入账凭证号和支付状态是确知的；只提建议，请核对后自行写入"
_KEYS = (("source-voucher", "voucher"), ("pay-status", "status"))


def take_reply(original: Original, books: OpenBooks) -> ImportResult:
    """Read the reply and propose keys for the entries whose id it names.

    A person writes them: what ``pay_status`` says is not known well enough to turn it
    into a date of payment.

    Raises:
        InputError: It cannot be read.
    """
    replies = read_replies(original.data, original.file)
    record: dict[str, Any] = dict.fromkeys(KEYS)
    record |= {
        "file": original.file.name,
        "layout": LAYOUT,
        "rows": len(replies),
        "chain_breaks": [],
        "skip": [],
        "reject": [],
        "verdict": "proven",
        "claims": [_data(reply, books) for reply in replies],
        "notes": [UNSURE],
    }
    result = ImportResult(record)
    result.details = [line for reply in replies for line in _lines(reply, books)]
    return result


def _data(reply: Reply, books: OpenBooks) -> dict[str, Any]:
    return {
        "number": reply.number,
        "voucher": reply.voucher or None,
        "status": reply.status or None,
        "entries": reply.claim(books.existing.entries),
    }


def _lines(reply: Reply, books: OpenBooks) -> list[str]:
    ids = reply.claim(books.existing.entries)
    if len(ids) != 1:
        many = f"与 {len(ids)} 笔分录的编号都相同" if ids else "账簿里没有对应的编号"
        return [f"第 {reply.number} 项 {many}：{reply.shown}"]
    entry = books.existing.entries[ids[0]]
    fresh = _proposed(reply, entry)
    if not fresh:
        return [f"第 {reply.number} 项 {ids[0]}：没有新的内容"]
    lines = [f"第 {reply.number} 项 {ids[0]}：建议在 {place(entry)} 写"]
    return lines + [f'  {key}: "{value}"' for key, value in fresh]


def _proposed(reply: Reply, entry: Transaction) -> list[tuple[str, str]]:
    said = [(key, getattr(reply, name).replace('"', "'")) for key, name in _KEYS]
    return [(key, text) for key, text in said if text and entry.meta.get(key) != text]
