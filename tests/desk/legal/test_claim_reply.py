"""A reply of the campus finance system proposes keys, and writes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_ledger.desk.intake import run
from union_ledger.importers.claim_reply import is_reply
from union_ledger.importers.claim_reply import read_replies

if TYPE_CHECKING:
    from pathlib import Path

REPLY = """<?xml version="1.0" encoding="UTF-8"?>
<reply><item><no>BX-2024-07</no><memo>拔河﹠跳绳</memo>
<pz_uni_no>2024-11-0456</pz_uni_no><pay_status>1</pay_status></item>
<item no="BX-2024-99"><pay_status>0</pay_status></item></reply>
"""
ENTRY = """2024-11-08 ! "某店" "拔河"
  id: "BX-2024-07"
  Assets:102-银行存款:01-基本户  -420.50 CNY
  Assets:135-其他应收款:13501-职工借款
"""


def test_the_entry_is_found_by_its_id(books: Path, tmp_path: Path) -> None:
    """The claim's number is known by value; what is proposed names the place."""
    entries = books / "2024" / "claims.beancount"
    entries.write_text(ENTRY, encoding="utf-8")
    path = tmp_path / "回复.xml"
    path.write_text(REPLY, encoding="utf-8")
    (result,) = run([path], books)
    assert result.details == [
        f"第 1 项 BX-2024-07：建议在 {entries}:1 写",
        '  source-voucher: "2024-11-0456"',
        '  pay-status: "1"',
        "第 2 项 账簿里没有对应的编号：no=BX-2024-99",
    ]
    assert entries.read_text(encoding="utf-8") == ENTRY
    assert (result.failed, result.booked, result.written) == (False, 0, [])


def test_full_width_escapes_are_put_right(tmp_path: Path) -> None:
    """The client writes ﹠ for &, so that its XML never needs an entity."""
    (first, _) = read_replies(REPLY.encode(), tmp_path / "回复.xml")
    assert ("memo", "拔河&跳绳") in first.texts


def test_an_invoice_is_no_reply() -> None:
    """Other XML goes where it went before."""
    assert not is_reply(b"<?xml version='1.0'?><EInvoice/>")
    assert is_reply(REPLY.encode())
