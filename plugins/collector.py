"""Python's cycle collector, kept still while the plugin works."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the collector still, and after that out of the loaded ledger.

    All that a load makes is kept, and each full round would walk all of it, several
    times a load. What is loaded is set aside until the next load takes it back in,
    so that a server which reloads keeps no more than one ledger for nothing.
    """
    was_on = gc.isenabled()
    gc.disable()
    gc.unfreeze()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()
