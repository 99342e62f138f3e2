"""What each step of the plugin and each rule costs, as shares of one load.

The load runs once in this process with clocks around the steps; the books are those
that ``benchmarks.run`` measures.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

os.environ["BEANCOUNT_DISABLE_LOAD_CACHE"] = "1"

from beancount import loader

from union_ledger.plugins import check as rules
from union_ledger.plugins import supervision

if TYPE_CHECKING:
    from collections.abc import Callable

_STEPS = (
    *("build_books", "check_accounts", "check_ids", "check_keys", "check_lots"),
    *("check_privacy", "list_files"),
    *("check_closing", "post_use", "check_quota_year", "run_rules", "resolve"),
)


@dataclass
class Clock:
    """CPU seconds by name, in the order they were first spent."""

    spent: dict[str, float] = field(default_factory=dict)

    def around(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """Return ``work`` with its time taken, a generator's to its end."""

        def timed(*args: Any, **named: Any) -> Any:  # noqa: ANN401
            start = time.process_time()
            result = work(*args, **named)
            if isinstance(result, Iterator):
                result = list(result)
            took = time.process_time() - start
            self.spent[name] = self.spent.get(name, 0) + took
            return result

        return timed


@dataclass(frozen=True)
class _Kind:
    """A kind whose ``check`` is timed under the rule's id."""

    kind: Any
    timed: Callable[..., Any]

    def check(self, *args: Any) -> Any:  # noqa: ANN401
        return self.timed(*args)


def main() -> None:
    """Load the books named on the command line, print the table."""
    books = Path(sys.argv[1])
    steps, by_rule = Clock(), Clock()
    for name in _STEPS:
        setattr(supervision, name, steps.around(name, getattr(supervision, name)))
    bind = rules.bind

    def bind_timed(loaded: Any) -> tuple[Any, Any]:  # noqa: ANN401
        kind, options = bind(loaded)
        name = f"{loaded.rule.id} {loaded.rule.kind}"
        return _Kind(kind, by_rule.around(name, kind.check)), options

    rules.bind = bind_timed
    start = time.process_time()
    loader.load_file(str(books / "main.beancount"))
    whole = time.process_time() - start
    print("\n| step or rule | CPU ms | of the load |\n|---|---|---|")
    for name, took in [*steps.spent.items(), *_costliest_first(by_rule)]:
        print(f"| {name} | {took * 1000:.0f} | {took / whole:.2%} |")


def _costliest_first(clock: Clock) -> list[tuple[str, float]]:
    return sorted(clock.spent.items(), key=lambda item: -item[1])


if __name__ == "__main__":
    main()
