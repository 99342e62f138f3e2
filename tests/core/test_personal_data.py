"""Planted personal numbers are all found; other numbers hardly ever."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from union_ledger.core.personal_data import personal_numbers

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
FULL = str.maketrans({**{str(n): chr(0xFF10 + n) for n in range(10)}, "X": chr(0xFF38)})


def digits(rng, count):
    return "".join(rng.choice("0123456789") for _ in range(count))


def id_number(rng):
    day = f"{rng.randint(1940, 2015)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
    body = f"42{digits(rng, 4)}{day}{digits(rng, 3)}"
    total = sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def card_number(rng):
    body = "62" + digits(rng, rng.choice((13, 16)))
    for last in "0123456789":
        parts = [int(d) for d in reversed(body + last)]
        doubled = [sum(divmod(2 * d, 10)) for d in parts[1::2]]
        if (sum(parts[::2]) + sum(doubled)) % 10 == 0:
            return body + last
    raise AssertionError


CUTS = {"身份证号": (6, 14), "手机号": (3, 7), "银行卡号": (4, 8, 12, 16)}
ZEROS = (0x0660, 0x06F0, 0x1D7CE, 0x1D7F6)


def in_other_digits(rng, number):
    zero = rng.choice(ZEROS)
    return "".join(chr(zero + int(d)) if d.isdigit() else d for d in number)


def broken(rng, number):
    place = rng.randrange(1, len(number))
    unseen = rng.choice("\u200b\u200c\u200d\u2060\ufeff\u00ad")
    return number[:place] + unseen + number[place:]


def grouped(rng, kind, number):
    gap = rng.choice((" ", "-", "\u3000", "\u00a0", "-"))
    edges = (0, *(cut for cut in CUTS[kind] if cut < len(number)), len(number))
    return gap.join(number[a:b] for a, b in pairwise(edges) if a != b)


def disguised(rng, kind, number):
    """Return the number as it stands, spaced, dashed, in other digits or broken."""
    label = rng.choice(("tel", "Tel.", "ID", "id:", "phone-", "卡号："))
    gap = rng.choice((" ", "-", "\u3000", "\u00a0", "-"))
    return rng.choice(
        (
            number,
            number.translate(FULL),
            in_other_digits(rng, number),
            broken(rng, number),
            gap.join(number),
            grouped(rng, kind, number),
            label + number,
        )
    )


def test_twenty_thousand_planted_numbers_are_found():
    """Each kind in each disguise, inside a sentence: none is missed."""
    rng = random.Random(8)
    missed = []
    for number in range(20_000):
        kind = ("身份证号", "手机号", "银行卡号")[number % 3]
        if kind == "手机号":
            plain = f"1{rng.choice('3456789')}{digits(rng, 9)}"
        else:
            plain = id_number(rng) if kind == "身份证号" else card_number(rng)
        text = f"慰问{disguised(rng, kind, plain)}，一次"
        if [found for found, _ in personal_numbers(text)] != [kind]:
            missed.append(text)
    assert missed == []


def test_twenty_thousand_other_numbers_are_left_alone():
    """Dates, amounts, invoices, contracts, accounts: at most one in a thousand."""
    rng = random.Random(9)
    wrong = []
    for number in range(20_000):
        text = (
            f"2024-{rng.randint(1, 12):02}-10 2024-06-{rng.randint(1, 28):02} 活动",
            f"{rng.randint(1, 999)},{digits(rng, 3)},{digits(rng, 3)}.{digits(rng, 2)}",
            f"发票2442{digits(rng, 16)}",
            f"HT-{digits(rng, 11)}",
            f"账号4200{digits(rng, 16)}",
            f"{rng.randint(1, 99)} 人 {digits(rng, 4)} 元，电话027-8{digits(rng, 7)}",
            f"订单2024{digits(rng, 14)}",
            f"{rng.randint(10, 31)} 2024-05-10 {rng.randint(1, 900)}.00",
        )[number % 8]
        if personal_numbers(text):
            wrong.append(text)
    assert len(wrong) <= 20, wrong[:5]


@pytest.mark.parametrize(
    "text",
    [
        "+86 13800001234",
        "0086-13800001234",
        "86 138 0000 1234",
        "电话138-0000-1234。",
        "电话13800001234转收",
        "微信wx13800001234",
    ],
)
def test_mobile_numbers_are_found_as_people_write_them(text):
    """With the country's number, grouped, with a word before."""
    assert personal_numbers(text) == [("手机号", "138****34")]
