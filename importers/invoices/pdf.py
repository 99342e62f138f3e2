"""PDF invoices and pictures: text, Info, attached XML and QR code, which must agree."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING
from typing import Any

from union_ledger.core.errors import InputError
from union_ledger.core.limitedchild import ChildLimits
from union_ledger.core.limitedchild import run_limited
from union_ledger.core.money import yuan_text
from union_ledger.importers.capital import capital_fen
from union_ledger.importers.invoices.fields import journey_of
from union_ledger.importers.invoices.fields import make
from union_ledger.importers.invoices.fields import read_day
from union_ledger.importers.invoices.fields import read_fen
from union_ledger.importers.invoices.kinds import INVOICE
from union_ledger.importers.invoices.kinds import RAIL
from union_ledger.importers.invoices.page import Glyph
from union_ledger.importers.invoices.page import lines_of
from union_ledger.importers.invoices.pdf_goods import goods_of
from union_ledger.importers.invoices.pdf_text import text_fields
from union_ledger.importers.invoices.qr import invoice_codes
from union_ledger.importers.invoices.tax_xml import from_root
from union_ledger.importers.invoices.xmltree import parse_xml
from union_ledger.importers.text import identifier

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from union_ledger.importers.invoices.invoice import Invoice
    from union_ledger.importers.invoices.kinds import Kind
    from union_ledger.importers.invoices.page import Line

CHILD = "union_ledger.importers.invoices.pdf_child"
LIMITS = ChildLimits(memory=1 << 30, seconds=6)
NO_PDF = "没有装读 PDF 和图片的库，请运行 pip install pdfplumber zxing-cpp"
NO_QR = "二维码没有读：没有装 zxing-cpp，请运行 pip install zxing-cpp"
_INFO = {
    "number": ("InvoiceNumber",),
    "seller_id": ("SellerIdNum",),
    "day": ("IssueTime",),
    "net": ("TotalAmWithoutTax",),
    "total": ("TotalTax-includedAmount",),
}
_FROM_CODE = ("number", "code", "day", "check")
_DIGITAL = 20  # figures in the number of a 数电票
_ERRORS = {
    "locked": ("PDF 加了打开密码，读不了", "请去掉密码，或重新下载。"),
    "pages": ("页数太多或内容太大，不像一张发票", "请只留发票的那几页。"),
    "damaged": ("文件已损坏，打不开", "请重新下载。"),
}
_WORDS = {"text": "票面文字", "info": "文件属性", "code": "二维码"}


class UnreadError(InputError):
    """An invoice that a person must read; ``known`` is what could be read."""

    def __init__(self, message: str, file: Path, known: Mapping[str, str]) -> None:
        """Keep what is known, by our names."""
        super().__init__(
            f"未读取：{message}",
            file=file,
            hint="有 XML 或 OFD 原件的，请导入原件；没有的请填待登记表。",
        )
        self.known = dict(known)


def read_pdf(data: bytes, file: Path) -> Invoice:
    """Return the invoice in a PDF.

    Attached XML wins. Whatever else says number, day or amounts must agree with it.

    Raises:
        UnreadError: There is too little text; a person must read it.
        InputError: It is damaged, hostile or no invoice, or its parts contradict.
    """
    content = _content(data, file)
    glyphs = [[Glyph(*glyph) for glyph in page] for page in content["pages"]]
    lines = [line for page in glyphs for line in lines_of(page)]
    kind, found = text_fields(lines)
    text = _text(found, file)
    sources = {"text": text, "info": _info(content["info"])}
    code = _code(content, file)
    for name, said in sources.items():
        must_agree(said, name, code, "code", file)
    must_agree(sources["info"], "info", text, "text", file)
    invoice = _attached(content, file)
    if invoice is not None:
        said = {"number": invoice.number, "total": yuan_text(invoice.total)}
        said["day"] = invoice.day.isoformat()
        for name, other in (*sources.items(), ("code", code)):
            must_agree(said, "附带的 XML", other, name, file)
        return invoice
    said = _amount_named(code) | sources["info"] | text
    return _made(said, lines, kind, content, file)


def read_picture(data: bytes, file: Path) -> Invoice:
    """Raise what a person must do with the picture of an invoice.

    Raises:
        UnreadError: Always; it carries what the QR code says.
        InputError: It is damaged or hostile.
    """
    content = _content(data, file)
    code = _code(content, file)
    raise _unread(_amount_named(code), content, INVOICE, file, "图片")


def _content(data: bytes, file: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(run_limited(CHILD, data, file, limits=LIMITS))
    if error := content.get("error"):
        if error == "library":
            raise UnreadError(NO_PDF, file, {})
        message, hint = _ERRORS[error]
        raise InputError(message, file=file, hint=hint)
    return content


def _text(found: Mapping[str, list[str]], file: Path) -> dict[str, str]:
    """Return the one value of each thing that the text gives."""
    if len(numbers := found.get("number", [])) > 1:
        raise InputError(
            f"这个 PDF 里有 {len(numbers)} 张发票：{'、'.join(numbers[:5])}",
            file=file,
            hint="请拆成一张一个文件，或导入 XML、OFD 原件。",
        )
    said = {part: values[0] for part, values in found.items() if values}
    for part in ("number", "code", "check"):
        if part in said:
            said[part] = identifier(said[part])
    capital = capital_fen(said.pop("capital", ""))
    total = read_fen(said, "total", file)
    if capital is not None and total is not None and capital != total:
        raise InputError(
            f"价税合计大写是 {yuan_text(capital)}，小写是 {yuan_text(total)}，不一致",
            file=file,
        )
    return said


def _info(info: Mapping[str, str]) -> dict[str, str]:
    return {
        ours: info[name].strip()
        for ours, names in _INFO.items()
        for name in names
        if info.get(name, "").strip()
    }


def _code(content: Mapping[str, Any], file: Path) -> dict[str, str]:
    """Return what the one QR code of an invoice says; empty where there is none."""
    codes = invoice_codes(content.get("codes") or ())
    if len(codes) > 1:
        numbers = "、".join(code["number"] for code in codes)
        raise InputError(
            f"文件里有 {len(codes)} 个发票二维码：{numbers}",
            file=file,
            hint="请拆成一张一个文件。",
        )
    return codes[0] if codes else {}


def _amount_named(code: Mapping[str, str]) -> dict[str, str]:
    """Return the QR code's values, its amount by the name it has on that invoice."""
    said = {part: value for part, value in code.items() if part in _FROM_CODE}
    if "amount" in code:
        is_digital = len(code.get("number", "")) == _DIGITAL
        said["total" if is_digital else "net"] = code["amount"]
    return said


def must_agree(
    one: Mapping[str, str], name: str, two: Mapping[str, str], other: str, file: Path
) -> None:
    """Refuse two sources that say different things, naming both values.

    Raises:
        InputError: They do, or an amount or a day of one of them cannot be read.
    """

    def differ(what: str, mine: str, theirs: str) -> InputError:
        return InputError(
            f"{what}不一致：{_WORDS.get(name, name)}是 {mine}，"
            f"{_WORDS.get(other, other)}是 {theirs}，文件可能被改过",
            file=file,
            hint="请从税务平台重新下载，并查验真伪。",
        )

    for part in ("number", "code"):
        if one.get(part) and two.get(part) and one[part] != two[part]:
            raise differ(INVOICE.word(part), one[part], two[part])
    if one.get("day") and two.get("day"):
        days = [read_day(said["day"], file) for said in (one, two)]
        if days[0] != days[1]:
            raise differ("开票日期", str(days[0]), str(days[1]))
    for part in ("net", "tax", "total"):
        mine, theirs = read_fen(one, part, file), read_fen(two, part, file)
        if mine is not None and theirs is not None and mine != theirs:
            raise differ(INVOICE.word(part), yuan_text(mine), yuan_text(theirs))
    amount = read_fen(two, "amount", file)
    if amount is not None:
        # 数电票 has the total here, the older ones the amount without tax.
        known = [read_fen(one, part, file) for part in ("total", "net")]
        stated = [fen for fen in known if fen is not None]
        if stated and amount not in stated:
            raise differ("金额", yuan_text(stated[0]), yuan_text(amount))


def _attached(content: Mapping[str, Any], file: Path) -> Invoice | None:
    for part in content["attached"]:
        root = parse_xml(base64.b64decode(part), file)
        invoice = from_root(root, "pdf", file)
        if invoice is not None:
            return invoice
    return None


def _made(
    said: dict[str, str],
    lines: list[Line],
    kind: Kind,
    content: Mapping[str, Any],
    file: Path,
) -> Invoice:
    lacks = [part for part in (*kind.needs, "total") if not said.get(part)]
    if lacks or (kind.taxed and not said.get("net")):
        raise _unread(said, content, kind, file, "PDF")
    net, tax = read_fen(said, "net", file), read_fen(said, "tax", file)
    goods = goods_of(lines, net, tax)
    if kind is RAIL:
        goods = journey_of(said)
    return make("pdf", said, goods, file, kind)


def _unread(
    said: Mapping[str, str],
    content: Mapping[str, Any],
    kind: Kind,
    file: Path,
    what: str,
) -> UnreadError:
    parts = (*kind.needs, *(("net",) if kind.taxed else ()), "total")
    lacks = "、".join(kind.word(part) for part in parts if not said.get(part))
    message = f"{what}里读不出{lacks}"
    if content.get("codes") is None:
        message += f"（{NO_QR}）"
    return UnreadError(message, file, said)
