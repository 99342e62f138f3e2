"""Which few of many amounts add up to one: all answers, or none where too many ask."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Hashable
    from collections.abc import Iterator
    from collections.abc import Sequence

    Thing = TypeVar("Thing")

# Of more things than these any sum can be had, and its being found proves nothing.
AT_MOST = 20


def sums_to(  # noqa: PLR0913, PLR0917 - what is added up, and how it is told apart
    target: int,
    things: Sequence[Thing],
    amount: Callable[[Thing], int],
    likeness: Callable[[Thing], Hashable],
    fewest: int,
    most: int,
) -> Iterator[tuple[Thing, ...]]:
    """Yield the choices of ``fewest`` to ``most`` things that add up to ``target``.

    Of things that are alike the first ones are taken, so that an answer does not come
    twice with one twin for the other. All amounts have the sign of the target.
    """
    pool = [each for each in things if abs(amount(each)) < abs(target)]
    if len(pool) > AT_MOST:
        return
    # Large ones first: they leave little to search. Twins stay beside each other.
    kinds = {likeness(each): number for number, each in enumerate(pool)}
    pool.sort(key=lambda each: (-abs(amount(each)), kinds[likeness(each)]))
    sizes = [abs(amount(each)) for each in pool]
    chosen: list[int] = []

    def search(start: int, rest: int) -> Iterator[tuple[Thing, ...]]:
        if rest == 0 and len(chosen) >= fewest:
            yield tuple(pool[number] for number in sorted(chosen))
        if rest <= 0 or len(chosen) == most:
            return
        room = most - len(chosen)
        for number in range(start, len(pool)):
            if sizes[number] * room < rest:
                return
            skipped_twin = (
                number > start
                and likeness(pool[number]) == likeness(pool[number - 1])
                and sizes[number] == sizes[number - 1]
            )
            if sizes[number] > rest or skipped_twin:
                continue
            chosen.append(number)
            yield from search(number + 1, rest - sizes[number])
            chosen.pop()

    yield from search(0, abs(target))
