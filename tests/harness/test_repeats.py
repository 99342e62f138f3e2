"""Any exports of a history, in any order and shape: each movement is booked once."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.harness.books import difference
from tests.harness.books import new_books
from tests.harness.budget import share
from tests.harness.budget import tally
from tests.harness.declared import ALL_SHAPES
from tests.harness.histories import OWN
from tests.harness.histories import history
from tests.harness.shapes import csv_bytes
from tests.harness.shapes import save_xlsx
from tests.harness.statements import loads_clean

from union_ledger.desk.intake import run
from union_ledger.importers import entries

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pytest
    from tests.harness.histories import Move

    from union_ledger.importers.proof import Chain

HISTORIES = share(40, 1000)
ENCODINGS = ("gb18030", "utf-8", "utf-8-sig")


def parts_of(truth: list[Move], random: Random) -> list[list[Move]]:
    """Return overlapping parts that together hold all, some of them twice."""
    cuts = sorted(random.randrange(1, len(truth)) for _ in range(random.randrange(3)))
    edges = [0, *cuts, len(truth)]
    parts = []
    for start, end in pairwise(edges):
        early = max(0, start - random.randrange(4))
        late = min(len(truth), end + random.randrange(4))
        if early < late:
            parts.append(truth[early:late])
    parts += [random.choice(parts), truth[random.randrange(len(truth)) :]]
    random.shuffle(parts)
    return parts


def _balance_to_delete(problem: str) -> bool:
    """Delete the assertion of a day that an earlier file left half, as we are told."""
    found = re.search(r"账簿在 (.+):(\d+) 断言.*请删去那一行 balance", problem)
    if not found:
        return False
    path, line = Path(found[1]), int(found[2])
    lines = path.read_text(encoding="utf-8").split("\n")
    assert " balance " in lines[line - 1]
    del lines[line - 1 : line + 1]  # and its source-file
    path.write_text("\n".join(lines), encoding="utf-8")
    return True


def imported_in_parts(seed: int, folder: Path) -> tuple[int, str]:
    """Import the parts of one history; return how many files, and what is wrong."""
    random = Random(seed)
    truth = history(random, random.randrange(4, 25), days=random.choice((2, 20, 90)))
    shape = random.choice(ALL_SHAPES)
    books = new_books(folder / "books", truth[0].opening)
    parts = parts_of(truth, random)
    for number, part in enumerate(parts):
        table = shape.table(part, newest_first=random.random() < 0.4)
        path = folder / f"{number}.csv"
        if random.random() < 0.15:
            path = save_xlsx(folder / f"{number}.xlsx", table)
        else:
            end = random.choice(("\n", "\r\n"))
            path.write_bytes(csv_bytes(table, random.choice(ENCODINGS), end))
        (result,) = run([path], books, account=OWN)
        while _balance_to_delete(result.problem):
            (result,) = run([path], books, account=OWN)
        if result.failed:
            return (
                number + 1,
                f"{shape.name}：{(result.problem or result.record['why'])[:200]}",
            )
    wrong = difference(books, truth)
    if not wrong and not loads_clean(books):
        wrong = "账簿载入有错"
    return len(parts), f"{shape.name}：{wrong}" if wrong else ""


def wrong_of(seeds: Iterable[int], fast: Path) -> tuple[int, list[str]]:
    """Import each seed's history; return the number of files and what was wrong."""
    files, wrong = 0, []
    for seed in seeds:
        with TemporaryDirectory(dir=fast) as folder:
            count, why = imported_in_parts(seed, fast / folder)
        files += count
        if why:
            wrong.append(f"种子 {seed}，{why}")
    return files, wrong


def test_every_movement_is_booked_once(fast: Path) -> None:
    """Overlapping, partial, turned, re-encoded and repeated exports give the truth."""
    files, wrong = wrong_of(range(HISTORIES), fast)
    tally("反复导入", 历史=HISTORIES, 文件=files, 出错=len(wrong))
    assert wrong == []


def _plain_ids(chains: Iterable[Chain]) -> dict[int, str]:
    """Return ids of date, amount and words only, as a naive import has them."""
    return {
        row.line: f"{row.date}{row.signed}{row.text.get('summary')}".replace(" ", "")
        for chain in chains
        for row in chain.rows
    }


def test_control_ids_without_balance_and_count(
    fast: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ids that ignore the balance lose twins, or find one id twice."""
    monkeypatch.setattr(entries, "import_ids", _plain_ids)
    _, wrong = wrong_of(range(20), fast)
    tally("反复导入", 去掉余额和次序后查出=len(wrong))
    assert len(wrong) > 5
