"""Snapshots kept for the next review, each under the git id of what it is made of.

A tree's id is made of its blobs' ids, so that a kept snapshot can never be that of
other text; the version of the product and its rules is part of the name as well. What
is kept is data and no code, and lies in the user's own cache folder.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from dataclasses import asdict
from dataclasses import astuple
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from union_ledger import __version__
from union_ledger.core.findings import Finding
from union_ledger.history.review.rules_said import RulesSaid
from union_ledger.history.review.snapshot import Held
from union_ledger.history.review.snapshot import Problem
from union_ledger.history.review.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping

# Of an old kept snapshot the oldest go first.
_KEPT = 20


def kept(tree: str, folder: Path) -> Snapshot | None:
    """Return the snapshot kept for a tree; None where there is none to be trusted."""
    path = _place(tree, folder)
    try:
        said = json.loads(gzip.decompress(path.read_bytes()))
        found = _from_data(said)
        path.touch()
    except (OSError, EOFError, ValueError, KeyError, TypeError):
        return None
    return found


def keep(tree: str, snapshot: Snapshot, folder: Path) -> None:
    """Keep a snapshot; where the disk refuses, the next review takes longer."""
    path = _place(tree, folder)
    text = json.dumps(_as_data(snapshot), ensure_ascii=False)
    beside = path.with_suffix(f".{os.getpid()}")
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside.write_bytes(gzip.compress(text.encode(errors="surrogatepass"), 1))
        beside.replace(path)
        for old in sorted(folder.glob("*.gz"), key=_age)[:-_KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        return


def default_folder() -> Path:
    """Return the folder in the user's cache, where the system says that it is."""
    home = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    base = Path(home) if home else Path.home() / ".cache"
    return base / "union-ledger" / "review"


def _age(path: Path) -> float:
    return path.stat().st_mtime


def _place(tree: str, folder: Path) -> Path:
    return folder / f"{tree}-{_program()}.gz"


@cache
def _program() -> str:
    """Return what else decides a snapshot: our version, our rules and our code."""
    parts = hashlib.sha256(__version__.encode())
    top = Path(str(files("union_ledger")))
    for room in ("core", "plugins", "rules", "history", "data"):
        for path in sorted((top / room).rglob("*")):
            if path.suffix in {".py", ".yaml", ".csv"}:
                parts.update(path.read_bytes())
    return parts.hexdigest()[:16]


def _as_data(snapshot: Snapshot) -> dict[str, Any]:
    return {
        "entity": snapshot.entity,
        "rulebook": snapshot.rulebook,
        "files": sorted(snapshot.files),
        "money": [[*key, amount] for key, amount in snapshot.money.items()],
        "quota": [[*key, amount] for key, amount in snapshot.quota.items()],
        "assets": [[key, *astuple(held)] for key, held in snapshot.assets.items()],
        "members": dict(snapshot.members),
        "names": dict(snapshot.names),
        "findings": [
            asdict(finding) | {"day": finding.day.isoformat()}
            for finding in snapshot.findings
        ],
        "problems": [astuple(problem) for problem in snapshot.problems],
        "rules": snapshot.rules.as_data(),
        "documents": sorted(snapshot.documents),
    }


def _from_data(said: Mapping[str, Any]) -> Snapshot:
    return Snapshot(
        entity=said["entity"],
        rulebook=said["rulebook"],
        files=frozenset(said["files"]),
        money={tuple(key): amount for *key, amount in said["money"]},
        quota={(month, account): amount for month, account, amount in said["quota"]},
        assets={key: Held(*held) for key, *held in said["assets"]},
        members=said["members"],
        names=said["names"],
        findings=tuple(_finding(one) for one in said["findings"]),
        problems=tuple(Problem(*one) for one in said["problems"]),
        rules=RulesSaid.from_data(said["rules"]),
        documents=frozenset(said["documents"]),
    )


def _finding(said: dict[str, Any]) -> Finding:
    lists = {key: tuple(said[key]) for key in ("evidence", "vouchers", "entry_ids")}
    return Finding(**said | lists | {"day": date.fromisoformat(said["day"])})
