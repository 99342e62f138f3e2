"""Pseudonyms: one a person, however the number is written, and none for a wrong one."""

from __future__ import annotations

from random import Random

import pytest
from tests.desk.vault.conftest import id_number

from union_ledger.core.errors import InputError
from union_ledger.core.personal_data import personal_numbers
from union_ledger.core.pseudonym import PSEUDONYM
from union_ledger.core.pseudonym import normalised_id
from union_ledger.core.pseudonym import pseudonym

KEY, OTHER = b"k" * 32, b"o" * 32
NUMBER = "11010519491231002X"  # the example of GB 11643


def test_ten_thousand_persons_have_as_many_pseudonyms():
    """And none of them looks like a personal number."""
    random = Random(3)
    numbers = {id_number(random) for _ in range(10_400)}
    assert len(numbers) >= 10_000
    made = {pseudonym(KEY, number) for number in numbers}
    assert len(made) == len(numbers)
    assert all(PSEUDONYM.fullmatch(each) for each in made)
    assert not any(personal_numbers(f'member: "{each}"') for each in made)


@pytest.mark.parametrize(
    "written",
    [
        "11010519491231002x",
        " 110105 19491231 002X ",
        "110105-19491231-002X",
        "１１０１０５１９４９１２３１００２Ｘ",
        "１１０１０５ 19491231　００２ｘ",
        "110105\u200b19491231\ufeff002X",
        "110105\u201319491231\u2014002x",
        "110105\t19491231\n002X",
    ],
)
def test_a_person_has_one_however_it_is_written(written):
    assert normalised_id(written) == NUMBER
    assert pseudonym(KEY, written) == pseudonym(KEY, NUMBER)


def test_without_the_key_it_is_another():
    assert pseudonym(KEY, NUMBER) != pseudonym(OTHER, NUMBER)
    with pytest.raises(ValueError, match="key"):
        pseudonym(b"short", NUMBER)


def test_it_is_the_same_in_every_release():
    """What stands in the ledgers must never change."""
    assert pseudonym(KEY, NUMBER) == "P-NOVPFQ6PHIU2JLDR"


@pytest.mark.parametrize("digit", "0123456789")
def test_a_wrong_last_digit_is_refused(digit):
    with pytest.raises(InputError, match="校验码不对") as caught:
        normalised_id(NUMBER[:-1] + digit)
    assert NUMBER[:-1] not in str(caught.value)


def test_one_wrong_digit_anywhere_is_refused():
    for place in range(17):
        for digit in "0123456789":
            wrong = NUMBER[:place] + digit + NUMBER[place + 1 :]
            if wrong != NUMBER:
                with pytest.raises(InputError):
                    normalised_id(wrong)


@pytest.mark.parametrize("text", ["", "110105491231002", "张三", NUMBER + "1", "P-1"])
def test_what_is_no_id_number_is_refused(text):
    with pytest.raises(InputError, match="不是 18 位"):
        normalised_id(text)
