"""A word on a terminal while something takes its time."""

from __future__ import annotations

import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

_SHOW_AFTER = 1.0
_STEP = 0.25
_BAR = 24


@contextmanager
def working(what: str) -> Iterator[None]:
    """Show ``what`` with the seconds gone, once it takes longer than a second.

    Nothing is shown where the error output is no terminal.
    """
    if not sys.stderr.isatty():
        yield
        return
    done = threading.Event()
    teller = threading.Thread(target=_tell, args=(what, done), daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()


def _tell(what: str, done: threading.Event) -> None:
    gone = _SHOW_AFTER
    shown = False
    if done.wait(_SHOW_AFTER):
        return
    while not done.wait(_STEP):
        gone += _STEP
        shown = True
        sys.stderr.write(f"\r{what}…… {gone:.0f} 秒 ")
        sys.stderr.flush()
    if shown:
        sys.stderr.write("\r\033[K")
        sys.stderr.flush()


@contextmanager
def counting(what: str) -> Iterator[Callable[[int, int], None]]:
    """Give a function that shows how much of ``what`` is done, as a bar.

    It is called with the steps done and the steps there are. Nothing is shown where
    the error output is no terminal.
    """
    shown = False

    def tell(done: int, whole: int) -> None:
        nonlocal shown
        if not sys.stderr.isatty():
            return
        shown = True
        full = _BAR * done // max(whole, 1)
        bar = "█" * full + "░" * (_BAR - full)
        sys.stderr.write(f"\r{what} {bar} {done}/{whole} ")
        sys.stderr.flush()

    try:
        yield tell
    finally:
        if shown:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()
