"""Class and state of an asset, from the words of a list."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import as_file
from importlib.resources import files

from union_ledger.core.yamlfile import read_model
from union_ledger.core.yamlfile import read_yaml
from union_ledger.importers.layout import Declared
from union_ledger.importers.text import squeeze

_MARKS = re.compile(r"[、,，/()（）·和及与]")


class ClassWords(Declared):
    """How one statutory class is named."""

    class_: str
    names: tuple[str, ...]
    gb: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


class AssetWords(Declared):
    """All classes and states with the words for them."""

    classes: tuple[ClassWords, ...]
    states: dict[str, tuple[str, ...]]

    def by_name(self, text: str) -> str:
        """Return the class a cell names, empty where it names none."""
        plain = _plain(text)
        for words in self.classes:
            if plain in map(_plain, words.names):
                return words.class_
        return ""

    def by_code(self, code: str) -> str:
        """Return the class of a GB/T 14885 code, empty where the editions differ."""
        plain = squeeze(code).upper()
        for words in self.classes:
            if plain.startswith(words.gb):
                return words.class_
        return ""

    def by_item(self, name: str) -> str:
        """Return the class that an asset's own name suggests.

        A word at its end says what it is: an 电脑桌 is a table. Else the longest wins.
        """
        plain = squeeze(name)
        hits = [
            (plain.endswith(word), len(word), words.class_)
            for words in self.classes
            for word in words.items
            if word in plain
        ]
        return max(hits)[2] if hits else ""

    def state(self, text: str) -> str:
        """Return the state of the register that a cell means, empty for none."""
        plain = squeeze(text)
        for state, words in self.states.items():
            if plain in words:
                return state
        return ""


@cache
def asset_words() -> AssetWords:
    """Return the words that ship with the package.

    Raises:
        InputError: The file has an unknown or missing key.
    """
    with as_file(
        files("union_ledger.importers") / "lists" / "asset_words.yaml"
    ) as path:
        return read_model(AssetWords, read_yaml(path), path)


def _plain(text: str) -> str:
    return _MARKS.sub("", squeeze(text))
