"""What became of invoices, in Chinese for the terminal and as data."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from typing import Any

from union_ledger.core.money import yuan
from union_ledger.core.money import yuan_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from union_ledger.desk.invoice_result import InvoiceResult


def invoice_data(result: InvoiceResult) -> dict[str, Any]:
    """Return one result ready to be printed as JSON; amounts as text."""
    invoice = result.source.invoice
    said: dict[str, Any] = dict.fromkeys(_KEYS)
    if invoice is not None:
        said = {
            "layout": invoice.form,
            "number": invoice.number,
            "code": invoice.code or None,
            "date": invoice.day.isoformat(),
            "seller": invoice.seller,
            "buyer": invoice.buyer,
            "net": str(yuan(invoice.net)),
            "tax": str(yuan(invoice.tax)),
            "total": str(yuan(invoice.total)),
            "lines": len(invoice.lines),
            "kind": invoice.kind,
            "blue": invoice.blue or None,
        }
    check = result.check
    return {
        "file": result.source.name,
        **said,
        "state": result.state,
        "why": result.why or None,
        "entry": result.entry or None,
        "verified": check.day.isoformat() if check else None,
        "verify": check.result if check else None,
    }


_KEYS = (
    *("layout", "number", "code", "date", "seller", "buyer"),
    *("net", "tax", "total", "lines", "kind", "blue"),
)


def invoice_summary(results: Sequence[InvoiceResult]) -> str:
    """Return the list of invoices and how many came out which way."""
    lines = []
    for result in results:
        invoice = result.source.invoice
        lines.append(f"{result.source.name}：{result.state}")
        if invoice is not None:
            lines.append(
                f"  {invoice.day}　{invoice.seller or invoice.kind}"
                f"　{yuan_text(invoice.total)} 元　号码 {invoice.key}"
            )
        if result.check:
            lines.append(f"  查验 {result.check.day}　{result.check.result}")
        if result.entry:
            lines.append(f"  分录 {result.entry}")
        if result.why:
            lines.append(f"  {result.why}")
    checks = [result for result in results if result.is_check]
    papers = [result for result in results if not result.is_check]
    for what, group, unit in (("发票", papers, "张"), ("查验结果", checks, "条")):
        counts = Counter(result.state for result in group)
        parts = "，".join(f"{state} {count} {unit}" for state, count in counts.items())
        if group:
            lines.append(f"{what}共 {len(group)} {unit}：{parts}。")
    return "\n".join(lines)
