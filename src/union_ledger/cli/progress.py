"""A word on a terminal while something takes its time."""

from __future__ import annotations

import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHOW_AFTER = 1.0
_STEP = 0.25


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
