"""Signed sessions and form tokens; the key is a file only its owner can read."""

from __future__ import annotations

import hashlib
import os
import secrets
import stat
import time
from dataclasses import dataclass
from hmac import compare_digest
from threading import Lock
from typing import TYPE_CHECKING

from itsdangerous import BadData
from itsdangerous import URLSafeSerializer

from union_ledger.core.errors import InputError
from union_ledger.core.explain import os_problem

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from union_ledger.reports.pages.gate.accounts import Account

ABSOLUTE = 10 * 3600
IDLE = 60 * 60
RENEW = 60
_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Session:
    """One login: whose, since when, and when it was last used; in seconds."""

    id: str
    name: str
    since: int
    used: int
    account: str


class Sessions:
    """Gives out sessions and takes them back; a signature shows they are ours."""

    def __init__(self, key: bytes, clock: Callable[[], float] = time.time) -> None:
        """Sign with ``key``; ``clock`` gives the seconds since 1970."""
        sha = {"digest_method": hashlib.sha256}
        self._sessions = URLSafeSerializer(key, "session", signer_kwargs=sha)
        self._forms = URLSafeSerializer(key, "form", signer_kwargs=sha)
        self._clock = clock
        self._ended: dict[str, int] = {}
        self._lock = Lock()

    def begin(self, account: Account) -> str:
        """Return the cookie of a new session."""
        now = int(self._clock())
        return self._cookie(
            Session(secrets.token_urlsafe(16), account.name, now, now, _mark(account))
        )

    def read(self, cookie: str) -> Session | None:
        """Return the session of a cookie; None where it is not ours or is over."""
        try:
            session = Session(*self._sessions.loads(cookie))
            now = int(self._clock())
            fresh = (
                0 <= now - session.since < ABSOLUTE and 0 <= now - session.used < IDLE
            )
        except (BadData, TypeError, ValueError):
            return None
        return session if fresh and session.id not in self._ended else None

    def is_of(self, session: Session, account: Account) -> bool:
        """Tell whether the account is still what it was at the login."""
        return compare_digest(session.account, _mark(account))

    def renewed(self, session: Session) -> str | None:
        """Return a new cookie when the session was not used for a minute."""
        now = int(self._clock())
        if now - session.used < RENEW:
            return None
        return self._cookie(
            Session(session.id, session.name, session.since, now, session.account)
        )

    def end(self, session: Session) -> None:
        """Have a session refused from now on, whoever kept its cookie."""
        with self._lock:
            now = int(self._clock())
            over = [
                id_ for id_, since in self._ended.items() if now - since >= ABSOLUTE
            ]
            for id_ in over:
                del self._ended[id_]
            self._ended[session.id] = session.since

    def form_token(self, bound_to: str) -> str:
        """Return the token a form carries, good with the cookie ``bound_to`` only."""
        token: str | bytes = self._forms.dumps([bound_to, int(self._clock())])
        return token if isinstance(token, str) else token.decode()

    def is_form_token(self, token: str, bound_to: str) -> bool:
        """Tell whether a form's token is ours, of this browser and not too old."""
        try:
            known, since = self._forms.loads(token)
            fresh = 0 <= int(self._clock()) - since < ABSOLUTE
        except (BadData, TypeError, ValueError):
            return False
        return bool(bound_to) and fresh and compare_digest(str(known), bound_to)

    def _cookie(self, session: Session) -> str:
        said = [session.id, session.name, session.since, session.used, session.account]
        cookie: str | bytes = self._sessions.dumps(said)
        return cookie if isinstance(cookie, str) else cookie.decode()


def _mark(account: Account) -> str:
    """Return what changes with an account's password, role or unit."""
    said = f"{account.name}\x1f{account.role}\x1f{account.unit}\x1f{account.password}"
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def key_of(path: Path) -> bytes:
    """Return the key in a file, which is made at the first time.

    Raises:
        InputError: It cannot be made or read, is open to others, or is too short.
    """
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        handle = os.open(path, flags, 0o600)
    except FileExistsError:
        pass
    except OSError as exc:
        raise InputError(f"密钥文件建不了（{os_problem(exc)}）", file=path) from None
    else:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_hex(_KEY_BYTES).encode())
    try:
        key = path.read_bytes().strip()
        mode = path.stat().st_mode
    except OSError as exc:
        raise InputError(f"密钥文件读不了（{os_problem(exc)}）", file=path) from None
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise InputError(
            "密钥文件不能让同机的其他用户读写",
            file=path,
            hint=f"请运行 chmod 600 {path}；被人看过的密钥应删掉，让程序另建。",
        )
    if len(key) < _KEY_BYTES:
        raise InputError("密钥太短", file=path, hint="请删掉这个文件，程序会另建一个。")
    return key
