"""What a file says, by whatever names, made into one typed invoice."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.importers.amount import AmountError
from union_ledger.importers.amount import parse_fen
from union_ledger.importers.invoices.invoice import Invoice
from union_ledger.importers.invoices.invoice import InvoiceLine
from union_ledger.importers.invoices.kinds import INVOICE
from union_ledger.importers.invoices.kinds import SAID
from union_ledger.importers.text import identifier

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path

    from union_ledger.importers.invoices.kinds import Kind

# The number of the invoice that a red one（红字）takes back, as its remark has it.
_BLUE = re.compile(
    r"(?:被红冲蓝字[^\d]{0,12}号码|对应正数发票代码[:：]?(\d{10,12})号码)"
    r"[:：]?(\d{20}|\d{8})(?!\d)"
)
# It is written into the books: nothing but what numbers are made of.
_NUMBER = re.compile(r"^[0-9A-Z]{6,24}$", re.ASCII)
_BLANK = re.compile(r"\s+")
_DAY = re.compile(r"^(\d{4})[-年/.]?(\d{1,2})[-月/.]?(\d{1,2})日?(?:[ T].*)?$")
_MONEY = ("net", "tax", "total")


def pick(found: Mapping[str, str], kind: Kind = INVOICE) -> dict[str, str]:
    """Return what a file says by our names, of all the names it may use."""
    return {
        ours: found[name]
        for ours, names in kind.names.items()
        for name in reversed(names)
        if found.get(name)
    }


def make(
    form: str,
    said: Mapping[str, str],
    lines: Sequence[InvoiceLine],
    file: Path,
    kind: Kind = INVOICE,
) -> Invoice:
    """Return the invoice.

    Raises:
        InputError: Something an invoice must have is missing or cannot be read.
    """
    net, tax, total = _amounts(said, file, kind)
    for part in kind.needs:
        if not said.get(part):
            raise missing([part], file, kind)
    number, code = (identifier(said.get(part, "")) for part in ("number", "code"))
    for part, text in (("number", number), ("code", code)):
        if text and not _NUMBER.match(text):
            raise InputError(f"{kind.word(part)}“{text[:30]}”认不出来", file=file)
    return Invoice(
        form,
        number,
        code,
        read_day(said.get("day", ""), file),
        said.get("seller", ""),
        identifier(said.get("seller_id", "")),
        said.get("buyer", ""),
        identifier(said.get("buyer_id", "")),
        net,
        tax,
        total,
        tuple(lines),
        kind=kind.title,
        blue=said.get("blue", ""),
    )


def _amounts(said: Mapping[str, str], file: Path, kind: Kind) -> tuple[int, int, int]:
    """Return net, tax and total; two of the three give the third."""
    net, tax, total = (read_fen(said, part, file, kind) for part in _MONEY)
    if not kind.taxed and total is not None:
        net, tax = total, 0
    if total is None and net is not None and tax is not None:
        total = net + tax
    elif tax is None and net is not None and total is not None:
        tax = total - net
    elif net is None and tax is not None and total is not None:
        net = total - tax
    if net is None or tax is None or total is None:
        known = dict(zip(_MONEY, (net, tax, total), strict=True))
        lacks = [part for part in _MONEY if known[part] is None]
        raise missing(lacks if kind.taxed else ["total"], file, kind)
    return net, tax, total


def line_of_goods(name: str, net: str, tax: str, file: Path) -> InvoiceLine:
    """Return one line of goods; amounts that are not there are None."""
    parts = {"net": net, "tax": tax}
    return InvoiceLine(name, read_fen(parts, "net", file), read_fen(parts, "tax", file))


def journey_of(said: Mapping[str, str]) -> tuple[InvoiceLine, ...]:
    """Return a ticket's journey as its one line: day, train, from, to."""
    stations = "—".join(said[part] for part in ("from", "to") if said.get(part))
    words = (said.get("travel", ""), said.get("train", ""), stations)
    name = " ".join(word for word in words if word)
    return (InvoiceLine(name, None, None),) if name else ()


def blue_number(texts: Iterable[str]) -> str:
    """Return code and number of the invoice that a red one takes back, or nothing."""
    for text in texts:
        found = _BLUE.search(_BLANK.sub("", text))
        if found:
            return f"{found[1] or ''}{found[2]}"
    return ""


def read_fen(
    said: Mapping[str, str], part: str, file: Path, kind: Kind = INVOICE
) -> int | None:
    """Return an amount in fen, ``None`` where it is not said.

    Raises:
        InputError: It cannot be read.
    """
    try:
        return parse_fen(said.get(part, ""))
    except AmountError as exc:
        raise InputError(f"{kind.word(part)}：{exc}", file=file) from None


def read_day(text: str, file: Path, word: str = SAID["day"]) -> date:
    """Return the day that ``word`` names.

    Raises:
        InputError: It is no day.
    """
    found = _DAY.match(text.strip())
    if not found:
        raise InputError(f"{word}“{text[:20]}”认不出来", file=file)
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        raise InputError(f"{word}“{text[:20]}”不存在", file=file) from None


def missing(parts: Sequence[str], file: Path, kind: Kind = INVOICE) -> InputError:
    """Return the error for what an invoice lacks."""
    return InputError(
        f"{kind.title}里没有{'、'.join(map(kind.word, parts))}",
        file=file,
        hint="请从开票平台重新下载原始文件，或手工登记这张发票。",
    )
