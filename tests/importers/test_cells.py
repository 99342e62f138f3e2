"""Amounts, dates and labels as exports spell them."""

from __future__ import annotations

from datetime import date
from datetime import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from union_ledger.core.money import yuan_text
from union_ledger.importers.amount import AmountError
from union_ledger.importers.amount import parse_fen
from union_ledger.importers.amount import parse_money
from union_ledger.importers.dates import DATES
from union_ledger.importers.dates import parse_moment
from union_ledger.importers.dates import parse_time
from union_ledger.importers.dates import why_no_date
from union_ledger.importers.text import clean
from union_ledger.importers.text import identifier
from union_ledger.importers.text import label


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,234.56", "1234.56"),
        ("1234.5", "1234.5"),
        (" +0.10\t", "0.10"),
        ("-5.50", "-5.50"),
        ("¥28.16", "28.16"),
        ("￥1,000", "1000"),
        ("-¥5.50", "-5.50"),
        ("CNY 123.18", "123.18"),
        ("CNY13.50", "13.50"),
        ("12.00元", "12.00"),
        ("(1,234.56)", "-1234.56"),
        ("（1234.56）", "-1234.56"),
        ("１，２３４．５６", "1234.56"),
        ("人民币 伍拾圆整", "50"),
        ("壹万零伍佰元整", "10500"),
        ("贰佰零伍元零叁分", "205.03"),
        ("伍角", "0.50"),
    ],
)
def test_spellings_of_an_amount(text: str, amount: str) -> None:
    """Signs, commas, currency marks, brackets and full-width figures are understood."""
    assert parse_money(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["", " \t", "-", "--", "-------------------", "***"])
def test_spellings_of_nothing(text: str) -> None:
    """Fillers are no amount and no zero."""
    assert parse_money(text) is None


@pytest.mark.parametrize(
    "text",
    ["xx,yyyy.zz", "-3.90(CN)", "1.00 次", "1,23.45", "1e5", "12.3.4", "伍伍圆整",
     "拾拾元", "--5", "(-5)", "5-", "1 234 USD", "NaN", "٣", "¥"],
)  # fmt: skip
def test_what_is_no_amount_is_refused(text: str) -> None:
    """Masked figures, other currencies and text behind the amount are never read."""
    with pytest.raises(AmountError, match="认不出来"):
        parse_money(text)


def test_a_third_decimal_is_refused() -> None:
    """An amount is never rounded silently."""
    with pytest.raises(AmountError, match="多于两位小数"):
        parse_fen("1.005")
    assert parse_fen("1.500") == 150


def test_a_number_that_became_a_date_is_said_to_be_one() -> None:
    """A cell format turned 201610 into a day of the year 2451."""
    with pytest.raises(AmountError, match="单元格格式把数字变成了日期"):
        parse_money("2451-12-26 00:00:00")


@given(st.integers(-(10**14), 10**14))
def test_what_we_print_we_read(amount: int) -> None:
    """Every amount of fen survives printing with commas and reading back."""
    assert parse_fen(yuan_text(amount)) == amount


@given(st.text(max_size=20))
def test_any_text_is_an_amount_or_an_amount_error(text: str) -> None:
    """No text ends in another exception."""
    try:
        number = parse_money(text)
    except AmountError:
        return
    assert number is None or number.is_finite()


_FORMS = ("%Y-%m-%d %H:%M:%S", "%Y%m%d %H:%M:%S", "%Y%m%d", "%Y/%m/%d")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2025-12-03  14:06:51 ", (date(2025, 12, 3), time(14, 6, 51))),
        ("20250101", (date(2025, 1, 1), None)),
        ("20240507 14:42:31", (date(2024, 5, 7), time(14, 42, 31))),
        ("2024/1/4", (date(2024, 1, 4), None)),
    ],
)
def test_declared_forms_of_a_date(text: str, found: object) -> None:
    """Only declared forms are read, blanks aside."""
    assert parse_moment(text, _FORMS) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("20260227172851000", (date(2026, 2, 27), time(17, 28, 51))),
        ("2022年05月05日", (date(2022, 5, 5), None)),
        ("41268.0", (date(2012, 12, 25), None)),
        ("41268.5", (date(2012, 12, 25), time(12, 0))),
        ("2010-5-31 ", (date(2010, 5, 31), None)),
        ("2024-12-01 08:00:00.0", (date(2024, 12, 1), time(8, 0))),
    ],
)
def test_forms_of_a_date_that_every_layout_has(text: str, found: object) -> None:
    """Without a declaration of its own a layout reads these, and no half dates."""
    assert parse_moment(text, DATES) == found


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("09/04/2025", "分不清日在前还是月在前"),
        ("12/29", "没有年份"),
        ("12月29日", "没有年份"),
        ("2024115", "认不出来"),
        ("", "没有日期"),
    ],
)
def test_a_date_that_may_be_two_is_none(text: str, why: str) -> None:
    """Day first, or without a year, is never guessed; a declaration settles it."""
    assert parse_moment(text, DATES) is None
    assert why in why_no_date(text)


def test_declared_day_first_and_without_year() -> None:
    """The year comes from elsewhere, or there is no date."""
    assert parse_moment("09/04/2025", ["%d/%m/%Y"]) == (date(2025, 4, 9), None)
    assert parse_moment("02/29", ["%m/%d"], lambda _m, _d: 2024) == (
        date(2024, 2, 29),
        None,
    )
    assert parse_moment("02/29", ["%m/%d"], lambda _m, _d: 2025) is None
    assert parse_moment("02/29", ["%m/%d"]) is None


@pytest.mark.parametrize(
    "text", ["14928.64", "1492-08-64", "6550000.0", "01/02", "41268", "20241301", ""]
)
def test_amounts_and_half_dates_are_no_dates(text: str) -> None:
    """A totals row's figure is not taken for the year 1492 or 6550."""
    assert parse_moment(text, _FORMS) is None


def test_times() -> None:
    """Six figures are a time of day, or nothing."""
    assert parse_time("235959") == time(23, 59, 59)
    assert parse_time("8:05:09") == time(8, 5, 9)
    assert parse_time("246060") is None
    assert parse_time("") is None


@pytest.mark.parametrize(
    ("text", "same_as"),
    [
        ("借方金额（支出）", "借方金额(支出)"),
        ("账\u3000\u3000号      ", "账号"),
        ("日 志 号", "日志号"),
        ("科目名称\n", "科目名称"),
        ("\u200b交易时间\ufeff", "交易时间"),
        ("账号：", "账号"),
    ],
)
def test_spellings_of_a_label(text: str, same_as: str) -> None:
    """Width, blanks, invisible characters and a colon make no other label."""
    assert label(text) == label(same_as)


def test_cells_and_identifiers() -> None:
    """Padding and fillers go; numbers keep their zeros and lose a float's point."""
    assert clean("2023-05-02     \t") == "2023-05-02"
    assert clean("----------") == clean("/") == ""
    assert clean("甲\x00\u200b\n乙") == "甲 乙"
    assert identifier("00008006") == "00008006"
    assert identifier("1234567.0") == "1234567"
    assert identifier("6222 0012 3456") == "622200123456"
