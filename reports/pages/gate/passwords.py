"""Passwords: kept as argon2id hashes, checked in the same time for unknown names."""

from __future__ import annotations

import secrets
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError
from argon2.exceptions import VerificationError

SHORTEST = 10
LONGEST = 200


class Passwords:
    """Makes and checks hashes; each takes memory, so that few run at once."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        """Take RFC 9106's parameters for little memory, the library's own."""
        self._hasher = hasher or PasswordHasher()
        self._nobody = self._hasher.hash(secrets.token_urlsafe())
        self._few = BoundedSemaphore(2)

    def hashed(self, password: str) -> str:
        """Return the hash of a password."""
        return self._hasher.hash(password)

    def fits(self, hashed: str | None, password: str) -> bool:
        """Tell whether a password is the one; without a hash it takes as long."""
        with self._few:
            try:
                self._hasher.verify(hashed or self._nobody, password[:LONGEST])
            except (VerificationError, InvalidHashError):
                return False
        return hashed is not None and len(password) <= LONGEST
