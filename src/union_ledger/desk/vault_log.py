"""What was done in the vault（台账）: appended only, each line chained to the last.

It names pseudonyms and who looked at them for what reason, and no names.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC
from datetime import datetime
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.core.explain import os_problem
from union_ledger.core.personal_data import personal_numbers

if TYPE_CHECKING:
    from pathlib import Path

    from union_ledger.desk.journal import Journal

NAME = "台账.jsonl"
ADD, CHANGE, SHOW, ERASE = "登记", "更改", "查看", "销毁"
KEEP, READ, REKEY = "封存证据", "查看证据", "换人"


@dataclass(frozen=True, slots=True)
class Done:
    """One line: what was done to whom, on which day, by whom, and why."""

    day: str
    what: str
    person: str
    by: str
    reason: str
    previous: str

    def text(self) -> str:
        """Return the line."""
        said = {name: getattr(self, name) for name in Done.__slots__}
        return f"{json.dumps(said, ensure_ascii=False, sort_keys=True)}\n"


class VaultLog:
    """The log of one vault."""

    def __init__(self, folder: Path) -> None:
        """Remember where."""
        self._path = folder / NAME

    def read(self) -> list[Done]:
        """Return all lines.

        Raises:
            InputError: A line is damaged, or does not follow the one before.
        """
        lines, head = [], ""
        for number, raw in enumerate(self._bytes().splitlines(keepends=True), 1):
            try:
                done = Done(**json.loads(raw))
            except (TypeError, ValueError):
                done = None
            if done is None or done.previous != head or not raw.endswith(b"\n"):
                raise InputError(
                    "台账被改动过：这一行与前一行接不上",
                    file=self._path,
                    line=number,
                    hint="请从备份里取回，并查明是谁改的。",
                )
            head = hashlib.sha256(raw).hexdigest()
            lines.append(done)
        return lines

    def erased(self) -> set[str]:
        """Return the pseudonyms whose persons were erased, and not taken in again."""
        gone: set[str] = set()
        for done in self.read():
            if done.what == ERASE:
                gone.add(done.person)
            elif done.what == ADD:
                gone.discard(done.person)
        return gone

    def note(  # noqa: PLR0913 - what a line says
        self,
        journal: Journal,
        what: str,
        person: str,
        by: str,
        reason: str = "",
        *,
        names: tuple[str, ...] = (),
    ) -> None:
        """Append a line.

        Raises:
            InputError: The reason names the person, somebody else has changed the log,
                or the disk refuses.
        """
        if personal_numbers(reason) or any(name and name in reason for name in names):
            raise InputError(
                "原因里有姓名、证件号、手机号或卡号", hint="台账不写名字，请改写。"
            )
        self.read()
        old = self._bytes()
        head = (
            hashlib.sha256(old.splitlines(keepends=True)[-1]).hexdigest() if old else ""
        )
        day = f"{datetime.now(tz=UTC).astimezone():%Y-%m-%d %H:%M}"
        line = Done(day, what, person, by, " ".join(reason.split()), head).text()
        journal.replace(self._path, old or None, old + line.encode("utf-8"))

    def _bytes(self) -> bytes:
        try:
            return self._path.read_bytes() if self._path.exists() else b""
        except OSError as exc:
            raise InputError(
                f"台账读不出来（{os_problem(exc)}）", file=self._path
            ) from None
