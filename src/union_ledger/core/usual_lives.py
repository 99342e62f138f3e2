"""How long things last（折旧年限） by 《工会会计制度》（财会〔2021〕7号）附录 2.

文物和陈列品, 图书档案 and 动植物 are not written off. The words by which a thing is
taken for one kind are the product's own.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class UsualLife(NamedTuple):
    """A kind of things and its years; ``years`` is 0 where nothing is written off.

    ``at_most`` is 0 where the rules name only the least.
    """

    class_: str
    kind: str
    words: tuple[str, ...]
    gb: str
    years: int
    at_most: int

    @property
    def said(self) -> str:
        """Return the years as the rules say them."""
        if not self.years:
            return "不计提折旧"
        if self.at_most:
            return f"{self.years}–{self.at_most} 年"
        return f"不少于 {self.years} 年"

    def fits(self, months: int) -> bool:
        """Tell whether so many months are within the rules."""
        least, most = self.years * 12, self.at_most * 12
        return bool(least) and least <= months and not 0 < most < months


@cache
def usual_lives() -> tuple[UsualLife, ...]:
    """Return the table, in its own order."""
    path = files("union_ledger") / "data" / "asset_lives.csv"
    with path.open(encoding="utf-8") as file:
        return tuple(
            UsualLife(
                row["class"],
                row["kind"],
                tuple(row["words"].split()),
                row["gb"],
                int(row["years"] or 0),
                int(row["at_most"] or 0),
            )
            for row in csv.DictReader(file)
        )


def usual_life(class_: str, name: str, gb: str = "") -> UsualLife | None:
    """Return the kind a thing is of; None where neither code nor name tells it.

    Args:
        class_: Its class by the 制度.
        name: What it is called; of several words in it the longest counts.
        gb: Its code by GB/T 14885, empty where it has none.
    """
    of_class = [each for each in usual_lives() if each.class_ == class_]
    by_code = [each for each in of_class if each.gb and gb.startswith(each.gb)]
    if by_code:
        return by_code[0]
    by_word = [
        (len(word), each) for each in of_class for word in each.words if word in name
    ]
    if by_word:
        return max(by_word, key=lambda found: found[0])[1]
    return next((each for each in of_class if not each.words), None)
