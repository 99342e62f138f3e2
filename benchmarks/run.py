"""``make bench``: what the plugin costs beside stock bean-check, as ratios.

The same text is loaded three ways in turn: by stock bean-check without our plugins,
with the legs of quota alone, and with everything. CPU seconds are those of the whole
process, as the operating system counts them; the median of the runs is quoted, and
ratios are formed pair by pair, since the machine's speed drifts. Last comes what each
step and each rule costs in the largest books, what knowing a booked row costs there,
what a year's reports and the pages cost, and reading a workbook beside the bare
libraries.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Below that, importing the rulebook's libraries weighs more than the entries.
GOALS_FROM = 100_000
# The goal for reports is set at that size.
REPORTS_UP_TO = 10_000
GOALS = {"legs": 0.20, "rules": 0.10, "all": 0.30}
PLUGIN = re.compile(r'^plugin "union_ledger\.plugins".*$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Run:
    """CPU seconds and peak memory (MiB) of one finished process."""

    cpu: float
    memory: float


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000, 100_000])
    parser.add_argument("--runs", type=int, default=3)
    wanted = parser.parse_args()
    found = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for size in wanted.sizes:
            books = Path(folder) / str(size)
            print(f"{size:,} transactions: writing …", flush=True)
            _python("-m", "benchmarks.invent", books, "--transactions", size)
            found.append((size, _measure(books, wanted.runs)))
            if size <= REPORTS_UP_TO:
                _python("-m", "benchmarks.reports", books)
        _print(found)
        _python("-m", "benchmarks.rule_costs", books)
        _python("-m", "benchmarks.dedup", books)
        _python("-m", "benchmarks.seals", books)
        _python("-m", "benchmarks.pages", books, "--limit", 1500)
        year = Path(folder) / "year"
        shutil.copytree(ROOT / "ledgers" / "hust", year)
        _python("-m", "benchmarks.pages", year)
    _python("-m", "benchmarks.reading")


def _measure(books: Path, runs: int) -> dict[str, list[Run]]:
    main_file = books / "main.beancount"
    text = main_file.read_text(encoding="utf-8")
    ways = {
        "stock": PLUGIN.sub('include "quota-opens.beancount"', text),
        "legs": PLUGIN.sub('plugin "benchmarks.legs_only"', text),
        "all": text,
    }
    _write_opens(books)
    for way, content in ways.items():
        (books / f"{way}.beancount").write_text(content, encoding="utf-8")
    found: dict[str, list[Run]] = {way: [] for way in ways}
    for number in range(runs):
        for way in ways:
            run = _bean_check(books / f"{way}.beancount")
            found[way].append(run)
            print(f"  {number + 1}/{runs} {way:6} {run.cpu:7.2f} s", flush=True)
    return found


def _write_opens(books: Path) -> None:
    """Open the quota accounts that are written, as the plugin would."""
    accounts = set()
    for path in sorted(books.rglob("*.beancount")):
        text = path.read_text(encoding="utf-8")
        accounts |= set(re.findall(r"Equity:Q0[^\s\"]+", text))
    lines = [f"1990-01-01 open {account} QUOTA\n" for account in sorted(accounts)]
    (books / "quota-opens.beancount").write_text("".join(lines), encoding="utf-8")


def _bean_check(path: Path) -> Run:
    code = "from beancount.scripts.check import main; main()"
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(path)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=_environment(),
        cwd=ROOT,
    )
    errors = child.stderr.read() if child.stderr else b""
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{path.name} has errors:\n{errors.decode()[:2000]}")
    return Run(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def _python(*args: object) -> None:
    done = subprocess.run(
        [sys.executable, *map(str, args)], cwd=ROOT, env=_environment(), check=False
    )
    if done.returncode:
        sys.exit(done.returncode)


def _environment() -> dict[str, str]:
    return dict(
        os.environ,
        BEANCOUNT_DISABLE_LOAD_CACHE="1",
        PYTHONUTF8="1",
        PYTHONPATH=str(ROOT),
    )


def _print(found: list[tuple[int, dict[str, list[Run]]]]) -> None:
    print()
    print("| what | transactions | CPU s | of bean-check | peak MiB | goal |")
    print("|---|---|---|---|---|---|")
    for size, runs in found:
        stock = runs["stock"]
        for way, name in (
            ("stock", "stock bean-check"),
            ("legs", "+ books and quota legs"),
            ("all", "+ registers and all rules"),
        ):
            cpu = statistics.median(run.cpu for run in runs[way])
            memory = statistics.median(run.memory for run in runs[way])
            ratio = _ratio(runs[way], stock)
            print(f"| {name} | {size:,} | {cpu:.2f} | {ratio:.2f} | {memory:.0f} | |")
        legs = _ratio(runs["legs"], stock) - 1
        rules = _extra(runs["all"], runs["legs"], stock)
        everything = _ratio(runs["all"], stock) - 1
        for name, share, goal in (
            ("books and quota legs", legs, GOALS["legs"]),
            ("registers and rules", rules, GOALS["rules"]),
            ("together", everything, GOALS["all"]),
        ):
            said = ""
            if size >= GOALS_FROM:
                said = f"≤ {goal:.0%}{'' if share <= goal else ' missed'}"
            print(f"| share: {name} | {size:,} | | {share:+.1%} | | {said} |")
    if len(found) > 1:
        (small, first), (large, last) = found[0], found[-1]
        growth = _added(last) / _added(first) / (large / small)
        print(
            f"\nadded cost per transaction, {large:,} against {small:,}: {growth:.2f}"
        )


def _ratio(ours: list[Run], theirs: list[Run]) -> float:
    pairs = zip(ours, theirs, strict=True)
    return statistics.median(one.cpu / other.cpu for one, other in pairs)


def _extra(more: list[Run], less: list[Run], base: list[Run]) -> float:
    rows = zip(more, less, base, strict=True)
    return statistics.median((m.cpu - s.cpu) / b.cpu for m, s, b in rows)


def _added(runs: dict[str, list[Run]]) -> float:
    pairs = zip(runs["all"], runs["stock"], strict=True)
    return statistics.median(one.cpu - other.cpu for one, other in pairs)


if __name__ == "__main__":
    main()
