"""Sign a seal with one's own key（给封印签名）; two people do so, each on his own."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from union_ledger.core.errors import InputError
from union_ledger.core.ledger import load_ledger
from union_ledger.core.ledger import main_file
from union_ledger.core.seal import month_end
from union_ledger.core.seal_chain import chain_of
from union_ledger.desk.journal import Journal
from union_ledger.history.proof.seal_signatures import NAMESPACE
from union_ledger.history.proof.seal_signatures import signature_name

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


def sign_seal(books: Path, month: date, person: str, key: Path) -> Path:
    """Write a person's signature beside the seal of the month that begins on a day.

    Returns the signature's file.

    Raises:
        InputError: The month is not closed, the person is not registered or has signed
            already, or ssh-keygen refuses the key.
    """
    main = main_file(books)
    ledger = load_ledger(main)
    registers = ledger.books.registers
    if person not in registers.persons:
        raise InputError(f"人员 {person or '（没有写）'} 没有登记", hint="请写 --by。")
    closed = chain_of(registers, main.parent).closed.get(month_end(month))
    if closed is None:
        raise InputError(f"{month:%Y-%m} 还没有封账，没有封印可签", file=main)
    seal = main.parent / closed[0].file
    path = main.parent / signature_name(closed[0].file, person)
    if path.exists():
        raise InputError(f"{person} 已经给 {month:%Y-%m} 签过名", file=path)
    signature = _signed(seal.read_bytes(), key)
    with Journal(main.parent) as journal:
        journal.write_new(path, signature)
    return path


def _signed(content: bytes, key: Path) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - no shell; the names are arguments
            ["ssh-keygen", "-q", "-Y", "sign", "-f", str(key), "-n", NAMESPACE],  # noqa: S607
            input=content,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise InputError(
            "这台电脑上找不到 ssh-keygen", hint="签名要用它，请先安装 OpenSSH。"
        ) from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise InputError(
            f"签名没有做成（{said[-1] if said else '没有说明原因'}）",
            file=key,
            hint="请写自己的 ssh 私钥；有口令的，先用 ssh-add 打开。",
        )
    return done.stdout.decode("ascii")
