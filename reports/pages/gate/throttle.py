"""Too many wrong passwords: a name, or an address, has to wait."""

from __future__ import annotations

import time
from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

BY_NAME = 5
BY_ADDRESS = 30
WAIT = 15 * 60
_MOST_KEYS = 20_000


class Throttle:
    """Counts failures over the last quarter of an hour, of names known or not."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Take ``clock`` for the seconds that pass."""
        self._clock = clock
        self._failures: OrderedDict[tuple[str, str], list[float]] = OrderedDict()
        self._lock = Lock()

    def admits(self, name: str, address: str) -> bool:
        """Count one try; tells whether it may be judged at all.

        Counted before it is judged, so that many at once are no way round;
        :meth:`forgive` takes it back when the password was right.
        """
        with self._lock:
            now = self._clock()
            keys = {("name", name.lower()): BY_NAME, ("address", address): BY_ADDRESS}
            if any(len(self._recent(key, now)) >= most for key, most in keys.items()):
                return False
            for key in keys:
                self._failures.setdefault(key, []).append(now)
                self._failures.move_to_end(key)
            while len(self._failures) > _MOST_KEYS:
                self._failures.popitem(last=False)
            return True

    def forgive(self, name: str, address: str) -> None:
        """Forget a name's failures, and the address's last: the password was right."""
        with self._lock:
            self._failures.pop(("name", name.lower()), None)
            tries = self._failures.get(("address", address))
            if tries:
                tries.pop()

    def _recent(self, key: tuple[str, str], now: float) -> list[float]:
        recent = [at for at in self._failures.get(key, ()) if now - at < WAIT]
        if recent:
            self._failures[key] = recent
        else:
            self._failures.pop(key, None)
        return recent
