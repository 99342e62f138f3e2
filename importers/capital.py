"""Amounts in Chinese capitals（大写金额）, as some statements have them."""

from __future__ import annotations

import re

_DIGITS = {text: number for number, text in enumerate("零壹贰叁肆伍陆柒捌玖")}
_UNITS = {"拾": 10, "佰": 100, "仟": 1000}
_AMOUNT = re.compile(
    r"^(?P<minus>负)?"
    r"(?:(?P<yuan>[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+)[元圆])?零?"
    r"(?:(?P<jiao>[壹贰叁肆伍陆柒捌玖])角)?零?"
    r"(?:(?P<fen>[壹贰叁肆伍陆柒捌玖])分)?[整正]?$"
)
_GROUP = re.compile(
    r"^零?(?:([壹贰叁肆伍陆柒捌玖])仟)?零?(?:([壹贰叁肆伍陆柒捌玖])佰)?零?"
    r"(?:([壹贰叁肆伍陆柒捌玖])?拾)?零?([壹贰叁肆伍陆柒捌玖])?零?$"
)


def capital_fen(text: str) -> int | None:
    """Return the fen of 伍拾圆整 and the like; ``None`` if it is no such amount."""
    found = _AMOUNT.match(text)
    if found is None or not any(found.group("yuan", "jiao", "fen")):
        return None
    yuan = _whole(found["yuan"]) if found["yuan"] else 0
    if yuan is None:
        return None
    jiao, fen = (_DIGITS[found[part]] if found[part] else 0 for part in ("jiao", "fen"))
    amount = yuan * 100 + jiao * 10 + fen
    return -amount if found["minus"] else amount


def _whole(text: str) -> int | None:
    """Return the number before 元: 亿, 万 and the rest, each once and in this order."""
    total = 0
    for unit, size in (("亿", 10**8), ("万", 10**4), ("", 1)):
        part, found, rest = text.partition(unit) if unit else (text, "", "")
        if unit and not found:
            continue
        number = _group(part)
        if number is None or (unit and number == 0):
            return None
        total, text = total + number * size, rest
    return total


def _group(text: str) -> int | None:
    """Return a number below 10,000."""
    if text in {"", "零"}:
        return 0
    found = _GROUP.match(text)
    if found is None:
        return None
    ten = _DIGITS[found[3]] if found[3] else int("拾" in text)
    thousand, hundred, one = (
        _DIGITS[found[place]] if found[place] else 0 for place in (1, 2, 4)
    )
    return thousand * _UNITS["仟"] + hundred * _UNITS["佰"] + ten * _UNITS["拾"] + one
