"""Personal numbers are refused wherever text stands; other numbers are not."""

from __future__ import annotations

import pytest

from union_ledger.core.ledger import load_ledger
from union_ledger.core.personal_data import personal_numbers
from union_ledger.plugins.privacy import check_privacy

# An invented number.
MOBILE = "13800001234"


def with_check_digit(body):
    """Return an id number of 17 digits with its check digit."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(d) * w for d, w in zip(body, weights, strict=True))
    return body + "10X98765432"[total % 11]


def with_luhn(body):
    """Return a card number with its check digit."""
    for last in "0123456789":
        digits = [int(d) for d in reversed(body + last)]
        doubled = [sum(divmod(2 * d, 10)) for d in digits[1::2]]
        if (sum(digits[::2]) + sum(doubled)) % 10 == 0:
            return body + last
    raise AssertionError


def kinds(text):
    """Return what kinds of personal numbers a text holds."""
    return [kind for kind, _ in personal_numbers(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (with_check_digit("42010619900307451"), ["身份证号"]),
        (f"张某（{with_check_digit('42010619851230002')}）慰问", ["身份证号"]),
        (f"联系电话{MOBILE}", ["手机号"]),
        ("电话-138-0000-1234", ["手机号"]),
        ("电话 138 0000 1234 收", ["手机号"]),
        (with_luhn("622202000000000000"), ["银行卡号"]),
        (with_luhn("622202000000000"), ["银行卡号"]),
        (with_luhn("436742000000000"), ["银行卡号"]),
        (f"{MOBILE} {MOBILE}", ["手机号", "手机号"]),
    ],
)
def test_personal_numbers_are_found(text, found):
    """By themselves, inside text, with gaps."""
    assert kinds(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "24420000808115073888",  # an electronic invoice
        "42000188600987650001",  # an account of the union's own
        "1380000123",
        "138000012345",
        "HT-13800001234",
        "0001-13800001234",
        "A13800001234",
        "2024-05-10 2024-06-10",
        "1,380,000,123.40",
        "1102-3456-7890-1234",
        "138****1234",
        "420106********4513",
    ],
)
def test_other_numbers_are_left_alone(text):
    """Invoices, accounts, contract numbers, dates, amounts, masked numbers."""
    assert kinds(text) == []


def test_a_wrong_check_digit_is_no_personal_number():
    """One digit off is some other number of 18 or 19 digits."""
    right = with_check_digit("42010619900307451")
    wrong = right[:-1] + ("0" if right[-1] != "0" else "1")
    card = with_luhn("622202000000000000")
    assert kinds(wrong) == []
    assert kinds(card[:-1] + str((int(card[-1]) + 1) % 10)) == []


def test_thirteenth_month_is_no_birth_date():
    """Eighteen digits with a right check digit but no date are no id number."""
    assert kinds(with_check_digit("42010619901307451")) == []


def test_each_place_in_the_ledger_is_looked_at(write_books):
    """Payee, narration, metadata of entry and posting, a register's note."""
    text = f"""
    2020-02-01 custom "unit" "009" "档案馆工会"
      note: "联系人 {MOBILE}"
    2024-02-01 * "{MOBILE}" "慰问"
      unit: "007"
      fund: "10"
      Expenses:501-职工活动支出:50102-文体活动  1.00 CNY
      Assets:101-库存现金                      -1.00 CNY
    2024-02-02 * "T0001" "慰问 {MOBILE}"
      unit: "007"
      fund: "10"
      Expenses:501-职工活动支出:50102-文体活动  1.00 CNY
      Assets:101-库存现金                      -1.00 CNY
    2024-02-03 * "T0001" "慰问"
      unit: "007"
      fund: "10"
      remark: "{MOBILE}"
      Expenses:501-职工活动支出:50102-文体活动  1.00 CNY
      Assets:101-库存现金                      -1.00 CNY
    2024-02-04 * "T0001" "慰问"
      unit: "007"
      fund: "10"
      Expenses:501-职工活动支出:50102-文体活动  1.00 CNY
        remark: "{MOBILE}"
      Assets:101-库存现金                      -1.00 CNY
    2024-02-05 * "T0001" "慰问"
      id: "0001-{MOBILE}"
      invoice: "{MOBILE}"
      serial: "{MOBILE}"
      unit: "007"
      fund: "10"
      Expenses:501-职工活动支出:50102-文体活动  1.00 CNY
      Assets:101-库存现金                      -1.00 CNY
    """
    errors = list(check_privacy(load_ledger(write_books(text)).books))
    assert sorted(error.source["lineno"] for error in errors) == [1, 3, 8, 13, 22]
    assert all(MOBILE not in error.message for error in errors)
    assert all("138****34" in error.message for error in errors)
    assert "假名编号" in errors[0].message
