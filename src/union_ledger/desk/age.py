"""Encryption with age: to public keys（age1…）, read with a private key.

The one module that knows pyrage, which comes with ``union-ledger[vault]``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from union_ledger.core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable


def new_identity() -> str:
    """Return a fresh private key.

    Raises:
        InputError: Pyrage is not installed.
    """
    return str(_pyrage().x25519.Identity.generate())


def recipient_of(identity: str) -> str:
    """Return the public key of a private one.

    Raises:
        InputError: It is no private key, or pyrage is not installed.
    """
    return str(_identity(identity).to_public())


def encrypted(data: bytes, recipients: Iterable[str]) -> bytes:
    """Return an age file that each of the recipients can read.

    Raises:
        InputError: A recipient is no public key, or pyrage is not installed.
    """
    age = _pyrage()
    keys = []
    for text in recipients:
        try:
            keys.append(age.x25519.Recipient.from_str(text))
        except age.RecipientError:
            raise InputError(
                f"{text} 不是 age 公钥", hint="应是 age1 开头的一长串，没有空格。"
            ) from None
    return bytes(age.encrypt(data, keys))


def decrypted(data: bytes, identity: str) -> bytes:
    """Return what is in an age file.

    Raises:
        InputError: The key is not one of its recipients', or the file is damaged.
    """
    age = _pyrage()
    try:
        return bytes(age.decrypt(data, [_identity(identity)]))
    except age.DecryptError:
        raise InputError(
            "打不开：这把私钥不是它的，或文件被改动、损坏了",
            hint="请换用经办人或经审会的私钥；文件坏了的，从备份里取回。",
        ) from None


def _identity(text: str) -> Any:  # noqa: ANN401 - it has no annotations
    age = _pyrage()
    try:
        return age.x25519.Identity.from_str(text)
    except age.IdentityError:
        raise InputError("这不是 age 私钥") from None


def _pyrage() -> Any:  # noqa: ANN401 - it has no annotations
    try:
        import pyrage  # noqa: PLC0415 - an extra, wanted by the vault alone
    except ImportError:
        raise InputError(
            "没有安装加密用的 pyrage",
            hint='请运行 pip install "union-ledger[vault]" 再试。',
        ) from None
    return pyrage
