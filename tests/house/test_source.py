"""What holds for every source file."""

from __future__ import annotations

import ast

import pytest

ROOMS = ("src", "importers", "rules", "plugins", "reports")


def modules(root, folders):
    """Yield each Python file once: the links below src lead to the rooms."""
    for folder in folders:
        for path in sorted((root / folder).rglob("*.py")):
            if path == path.resolve() and "__pycache__" not in path.parts:
                yield path


def float_calls(source):
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "float"
    ]


def test_money_never_becomes_a_float(root):
    """No module calls float(): money is Decimal yuan or integer fen."""
    found = {
        f"{path.relative_to(root)}:{line}"
        for path in modules(root, ROOMS)
        for line in float_calls(path.read_text(encoding="utf-8"))
    }
    assert found == set()


def test_the_search_for_floats_can_find_one():
    assert float_calls("a = 1\nb = float('1.10')\n") == [2]


def test_every_room_is_searched(root):
    searched = {path.relative_to(root).parts[0] for path in modules(root, ROOMS)}
    assert searched == set(ROOMS)


@pytest.mark.parametrize("folder", [*ROOMS, "tests", "benchmarks", "scripts"])
def test_no_module_is_longer_than_400_lines(root, folder):
    """A module is one idea; one of more than 400 lines is two."""
    lengths = {
        str(path.relative_to(root)): len(path.read_text(encoding="utf-8").splitlines())
        for path in modules(root, [folder])
    }
    assert {name: count for name, count in lengths.items() if count > 400} == {}
