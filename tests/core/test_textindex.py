"""The index finds every entry with a word, whatever the case, and no other."""

from __future__ import annotations

from union_ledger.core.build import build_books


def books_of(*texts):
    from beancount.parser.parser import parse_string

    text = "".join(f'2024-01-0{n} * "{p}" "{s}"\n' for n, (p, s) in enumerate(texts, 1))
    entries, errors, _ = parse_string(text)
    assert not errors
    return build_books(entries)


def test_words_are_found_in_payee_and_narration_in_any_case():
    books = books_of(("某量贩KTV", "联欢"), ("某店", "去ktv"), ("某店", "茶话会"))
    found = books.texts.entries_with(["ktv", "不在"])
    assert [entry.narration for entry in found] == ["联欢", "去ktv"]


def test_a_word_never_runs_over_from_one_entry_to_the_next():
    books = books_of(("甲", "会"), ("所", "乙"))
    assert books.texts.entries_with(["会所"]) == []


def test_letters_that_grow_when_lowered_move_nothing():
    books = books_of(("İstanbul İİ", "宴请甲"), ("乙", "宴请乙"))
    found = books.texts.entries_with(["宴请"])
    assert [entry.narration for entry in found] == ["宴请甲", "宴请乙"]
