"""What a proof of closed months costs: every month sealed, beside one load.

A copy of the books is sealed month by month and put under git. CPU seconds of one
process, children included.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import tempfile
from datetime import date
from pathlib import Path

os.environ["BEANCOUNT_DISABLE_LOAD_CACHE"] = "1"

from beancount import loader
from beancount.core.data import Transaction

from union_ledger.core.ledger import ledger_of
from union_ledger.core.ledger import load_ledger
from union_ledger.core.ledger import rulebook_index
from union_ledger.core.seal import contents
from union_ledger.core.seal import make_seal
from union_ledger.core.seal import month_end
from union_ledger.core.seal import seal_path
from union_ledger.desk.register_text import register_line
from union_ledger.history.proof.verify import verify
from union_ledger.history.revisions.repository import Repository
from union_ledger.rules.own_digest import own_rules_digest


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="verify", description=__doc__)
    parser.add_argument("books", type=Path, help="books that benchmarks.invent wrote")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve() / "books"
        shutil.copytree(wanted.books, folder, ignore=shutil.ignore_patterns(".git"))
        (folder / "stock.beancount").unlink(missing_ok=True)
        start = _now()
        load_ledger(folder)
        load = _now() - start
        heads = _seal(folder)
        _git(folder, "init", "-q", "-b", "main")
        _git(folder, "add", "-A")
        _git(folder, "commit", "-q", "--no-gpg-sign", "-m", "sealed")
        start = _now()
        repository = Repository(folder)
        head = repository.commit_id("HEAD")
        made = verify(repository, head, heads[-1:], None, date(2026, 1, 1))
        cost = _now() - start
    entries = sum(len(month.seal.entries) for month in made.months)
    print(
        f"\nverify: {len(made.months)} months, {entries:,} entries, proven:"
        f" {made.is_proven}; {cost:.1f} s, {cost / load:.2f} of a load ({load:.1f} s)"
    )
    for difference in made.differences[:3]:
        print(" ", difference.month, difference.said[:120])


def _seal(folder: Path) -> list[str]:
    """Close every month without asking whether it may be; return the heads."""
    main_file = folder / "main.beancount"
    entries, errors, options = loader.load_file(str(main_file))
    ledger = ledger_of(main_file, entries, errors, options)
    months = sorted(
        {e.date.replace(day=1) for e in entries if isinstance(e, Transaction)}
    )
    heads: list[str] = []
    lines = []
    (folder / "seals").mkdir()
    for number, (month, content) in enumerate(
        contents(entries, options, folder, months), 1
    ):
        seal = make_seal(
            content,
            month,
            number=number,
            previous=heads[-1] if heads else "",
            rulebook=ledger.rulebook,
            rules=own_rules_digest(rulebook_index(main_file)),
            reopened=(),
            said="",
            product="",
        )
        heads.append(seal.head)
        file = seal_path(f"{month:%Y-%m}", [])
        (folder / file).write_text(seal.text(), encoding="utf-8")
        last = month_end(month)
        said = {"seal": seal.head, "number": number, "file": file}
        lines.append(register_line(last, "close", [last], said))
    path = folder / "registers" / "closes.beancount"
    path.write_text("\n".join(lines), encoding="utf-8")
    return heads


def _now() -> float:
    return sum(os.times()[:4])


def _git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=bench", "-c", "user.email=bench@union.invalid")
    subprocess.run(
        ["git", "-C", str(folder), *who, *words], check=True, capture_output=True
    )


if __name__ == "__main__":
    main()
