"""The access log: who opened what, one line of JSON a request, without secrets.

Questions after ``?`` are left out, for they may hold names; so is what was typed as a
user name that is not known, for it may be a password.
"""

from __future__ import annotations

import json
from datetime import UTC
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING
from typing import TextIO

if TYPE_CHECKING:
    from union_ledger.reports.pages.gate.accounts import Account

_LONGEST = 300


class AccessLog:
    """Writes the lines to a stream, each at once."""

    def __init__(self, out: TextIO) -> None:
        """Write to ``out``."""
        self._out = out
        self._lock = Lock()

    def wrote(  # noqa: PLR0913, PLR0917 - the columns of a line
        self,
        account: Account | None,
        address: str,
        method: str,
        path: str,
        status: int,
        milliseconds: int,
    ) -> None:
        """Write one line."""
        line = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "who": account.name if account else None,
            "role": account.role if account else None,
            "scope": account.scope if account else None,
            "from": address[:_LONGEST],
            "method": method[:16],
            "path": path[:_LONGEST],
            "status": status,
            "ms": milliseconds,
        }
        with self._lock:
            self._out.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._out.flush()
