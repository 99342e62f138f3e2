"""What a child process takes away from itself before it reads what may be hostile.

It needs no more than the standard library's core: a child that starts for each file
must start fast.
"""

from __future__ import annotations

import sys

if sys.platform != "win32":
    import resource

_FILES = 64


def limit_self(memory: int, seconds: int) -> None:
    """Bound this process: bytes of memory, seconds of processor; no file is written.

    Windows has no such limits; there the time alone is bounded, by the parent.
    """
    if sys.platform == "win32":
        return
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(what, (bound, bound))
        except (OSError, ValueError):
            # macOS refuses some of them; the rest still hold.
            continue
