"""What the text of an invoice's pages says, by our names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from union_ledger.importers.invoices.fields import blue_number
from union_ledger.importers.invoices.kinds import FISCAL
from union_ledger.importers.invoices.kinds import INVOICE
from union_ledger.importers.invoices.kinds import RAIL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from union_ledger.importers.invoices.kinds import Kind
    from union_ledger.importers.invoices.page import Found
    from union_ledger.importers.invoices.page import Line

_NAME = re.compile(r"(?<![目务])名称:")
_TAX_ID = re.compile(r"(?:统一社会信用代码/?)?纳税人识别号:|统一社会信用代码:")
_SMALL = re.compile(r"[(]?小写[)]?:?")
_LARGE = re.compile(r"(?:价税|金额)?合计[(]大写[)]:?")
_SUMS = re.compile(r"^合计([-¥]*[\d,]+\.\d\d)([-¥]*[\d,]+\.\d\d)?")
_CAPITAL_SIGN = re.compile(r"[⊗ⓧⓍ×ⅹ○◯\s]|人民币")
_FIGURE = re.compile(r"[-¥￥]*[\d,]+\.\d\d")
_TRAVEL = re.compile(r"(\d{4}年\d{1,2}月\d{1,2}日)\d{1,2}:\d\d开?")
_TRAIN = re.compile(r"^[GDCZTKYSL]?\d{1,4}$", re.MULTILINE)
_STATION = re.compile(r"^[\u4e00-\u9fff]{1,8}站$")
# Not the number of another invoice, which a remark names: 被红冲蓝字数电发票号码.
_NUMBER = re.compile("(?<![字数电])发票号码:")
# A label on each paper, and our name of what stands behind it.
_LABELS: dict[str, dict[str, re.Pattern[str]]] = {
    INVOICE.title: {
        "number": _NUMBER,
        "code": re.compile("发票代码:"),
        "day": re.compile("开票日期:"),
        "check": re.compile("校验码:"),
    },
    FISCAL.title: {
        "number": re.compile("票据号码:"),
        "code": re.compile("票据代码:"),
        "day": re.compile("开票日期:"),
        "check": re.compile("校验码:"),
        "buyer": re.compile("交款人(?:名称)?:"),
        "seller": re.compile(r"收款单位(?:名称)?(?:[(]章[)])?:"),
    },
    RAIL.title: {
        "number": _NUMBER,
        "day": re.compile("开票日期:"),
        "buyer": re.compile("购买方名称:"),
        "total": re.compile("票价:"),
    },
}
# Labels that are of no use but end the value before them.
_OTHERS = tuple(
    re.compile(label)
    for label in (
        *(
            "机器编号:",
            "地址、?电话:",
            "开户行及账号:",
            "开票人:",
            "收款人:",
            "复核人?:",
        ),
        *("电子客票号:", "交款人统一社会信用代码:", "购买方名称:", "销售方名称:"),
        *("发票号码:", "发票代码:", "开票日期:", "校验码:"),
    )
)
_ENDS = (*_OTHERS, _NAME, _TAX_ID, _SMALL, _LARGE)


def kind_of_text(text: str) -> Kind:
    """Return the kind of paper whose text, without blanks, this is."""
    if "票据号码" in text and ("交款人" in text or "财政" in text):
        return FISCAL
    if "铁路电子客票" in text or ("电子客票号" in text and "票价" in text):
        return RAIL
    return INVOICE


def text_fields(lines: Sequence[Line]) -> tuple[Kind, dict[str, list[str]]]:
    """Return the kind of paper, and every different value it gives of each thing."""
    whole = "".join(line.plain for line in lines)
    kind = kind_of_text(whole)
    labels = _LABELS[kind.title]
    ends = (*_ENDS, *labels.values())
    said = {
        part: [found.text for line in lines for found in line.behind(label, ends)]
        for part, label in labels.items()
    }
    if kind is INVOICE:
        said |= _parties(lines, ends)
        said |= _sums(lines)
    if kind is not RAIL:
        said["total"] = [
            figure
            for line in lines
            for found in line.behind(_SMALL, ends)
            if (figure := _figure(found.text))
        ]
        said["capital"] = [
            _CAPITAL_SIGN.sub("", found.text).replace("（负数）", "负")
            for line in lines
            for found in line.behind(_LARGE, ends)
        ]
    if kind is RAIL:
        said |= _journey(lines)
    if blue := blue_number([whole]):
        said["blue"] = [blue]
    return kind, {part: _different(values) for part, values in said.items()}


def _parties(
    lines: Sequence[Line], ends: Sequence[re.Pattern[str]]
) -> dict[str, list[str]]:
    """Return buyer and seller: side by side, or the buyer above the seller."""
    said: dict[str, list[str]] = {}
    for label, buyer, seller in (
        (_NAME, "buyer", "seller"),
        (_TAX_ID, "buyer_id", "seller_id"),
    ):
        found = [each for line in lines for each in line.behind(label, ends)]
        # Of an invoice of several pages the first says it all.
        first = sorted(found[:2], key=_place)
        if len(first) == 2:
            said[buyer], said[seller] = ([each.text] for each in first)
    return {part: [v for v in values if "<" not in v] for part, values in said.items()}


def _place(found: Found) -> tuple[float, float]:
    return round(found.y / 8), found.x


def _sums(lines: Sequence[Line]) -> dict[str, list[str]]:
    for line in lines:
        found = _SUMS.match(line.plain)
        if found:
            # Where no tax is due there stand stars, 免税, or nothing.
            return {"net": [found[1]], "tax": [found[2] or "0"]}
    return {}


def _journey(lines: Sequence[Line]) -> dict[str, list[str]]:
    """Return day, train and stations of a ticket; who travels is not read."""
    runs = [text for line in lines for text, _, _ in line.runs()]
    whole = "\n".join(line.plain for line in lines)
    day, train = _TRAVEL.search(whole), _TRAIN.search("\n".join(runs))
    stations = _different([text for text in runs if _STATION.match(text)])
    said = {"travel": [day[1]] if day else [], "train": [train[0]] if train else []}
    if len(stations) == 2:
        said["from"], said["to"] = ([station] for station in stations)
    return said


def _figure(text: str) -> str:
    found = _FIGURE.search(text)
    return found[0] if found else ""


def _different(values: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))
