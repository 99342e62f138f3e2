"""The import that is killed or refused at every call: two statements, some invoices."""

from __future__ import annotations

import pickle
import shutil
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from tests.harness.books import difference
from tests.harness.books import imported
from tests.harness.books import new_books
from tests.harness.books import tree
from tests.harness.histories import NAME
from tests.harness.histories import Move
from tests.harness.histories import history
from tests.harness.shapes import SHAPES
from tests.harness.shapes import csv_bytes
from tests.harness.syscalls import Outcome
from tests.harness.syscalls import Trap
from tests.harness.syscalls import run_forked

from union_ledger.cli import main
from union_ledger.cli.intake import run as import_files
from union_ledger.desk.unfinished import FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable

INVOICES = 6


@dataclass(slots=True)
class Scene:
    """What is imported into which books, and what the end must be.

    ``before`` is the tree of the fresh books and ``final`` that after an import that
    nothing disturbed; ``versions`` are all contents a name had on the way there, and
    ``names`` the calls that took.
    """

    folder: Path
    truth: list[Move]
    files: list[Path]
    invoices: list[Path]
    before: dict[str, bytes]
    final: dict[str, bytes]
    versions: set[tuple[str, bytes]]
    names: list[str]

    @property
    def calls(self) -> int:
        """Return how many calls an undisturbed import makes."""
        return len(self.names)

    @property
    def books(self) -> Path:
        """Return the folder of the books."""
        return self.folder / "books"

    def fresh(self) -> None:
        """Put the books back to where they began."""
        shutil.rmtree(self.books)
        new_books(self.books, self.truth[0].opening)

    def run(
        self,
        trap: Trap | None = None,
        prepare: Callable[[], object] = lambda: None,
        after: Callable[[], object] = lambda: None,
    ) -> Outcome:
        """Run the import in a child.

        ``prepare`` changes the program there first; ``after`` looks at it at the end.
        """
        names = [str(path) for path in (*self.files, *self.invoices)]

        def work() -> None:
            prepare()
            sys.argv = ["union-ledger", "import", "--into", str(self.books), *names]
            if trap:
                trap.install()
            try:
                main()
            finally:
                if trap:
                    trap.pid = 0
                after()

        return run_forked(work, self.folder / "printed.txt")

    def halves(self) -> list[str]:
        """Return the files that are neither the old nor a whole new version."""
        return [
            name
            for name, data in tree(self.books).items()
            if not is_aside(name)
            and data != self.before.get(name)
            and (Path(name).name, data) not in self.versions
        ]

    def untrue(self) -> str:
        """Return how the books differ from truth, or an invoice from its original."""
        wrong = difference(self.books, self.truth)
        if wrong:
            return wrong
        numbers = Counter(
            str(entry.meta["invoice"])
            for entry in imported(self.books)
            if "invoice" in entry.meta
        )
        if numbers.total() != INVOICES or len(numbers) != INVOICES:
            return f"发票附了 {numbers}"
        return ""

    def strangers(self) -> list[str]:
        """Return kept documents that are not byte for byte an original."""
        originals = {path.read_bytes() for path in (*self.files, *self.invoices)}
        folder = self.books / "documents"
        return [
            str(path)
            for path in folder.rglob("*")
            if path.is_file()
            and not path.name.startswith(".writing-")
            and path.read_bytes() not in originals
        ]


def is_aside(name: str) -> bool:
    """Tell whether a file is one that no ledger reads: half written, or a note."""
    return Path(name).name.startswith(".writing-") or Path(name).parts[0] == FOLDER


def make_scene(folder: Path, *, rows: int = 70, days: int = 290) -> Scene:
    """Write the exports, import them once undisturbed, and remember how it went."""
    truth = history(Random(4), rows, days=days, start="2024-02-03")
    shape = SHAPES[0]
    days_of = sorted({move.when.date() for move in truth})
    until, since = days_of[len(days_of) * 6 // 10], days_of[len(days_of) // 2]
    early = [move for move in truth if move.when.date() <= until]
    late = [move for move in truth if move.when.date() >= since]
    files = []
    for name, part in (("上半年.csv", early), ("下半年.csv", late)):
        files.append(folder / name)
        files[-1].write_bytes(csv_bytes(shape.table(part)))
    spent = Counter(move.fen for move in truth if move.summary == "转账")
    paid = [m for m in truth if m.summary == "转账" and m.fen < -1 and spent[m.fen] < 2]
    invoices = []
    for number, move in enumerate(paid[:INVOICES], 1):
        invoices.append(folder / f"{number}.xml")
        invoices[-1].write_bytes(_invoice(number, move))
    # What an import loads is loaded once, before the forks.
    import_files(files, None, dry_run=True)
    scene = Scene(folder, truth, files, invoices, {}, {}, set(), [])
    new_books(scene.books, truth[0].opening)
    scene.before = tree(scene.books)
    _watch(scene)
    return scene


def _watch(scene: Scene) -> None:
    """Run the import once, with every version of every file noted."""
    trap = Trap()
    noted = scene.folder / "versions.bin"
    outcome = scene.run(trap, after=lambda: noted.write_bytes(pickle.dumps(trap)))
    assert outcome.code == 0, outcome.said
    seen = pickle.loads(noted.read_bytes())
    scene.names, scene.versions = seen.names, seen.versions
    scene.final = tree(scene.books)


def _invoice(number: int, move: Move) -> bytes:
    total = -move.fen
    tax = total // 101
    net, tax_text, whole = (f"{n / 100:.2f}" for n in (total - tax, tax, total))
    name = f"2442{number:016}"
    return f"""<?xml version="1.0" encoding="utf-8"?>
<EInvoice><Header><EIid>{name}</EIid></Header><EInvoiceData>
<SellerInformation><SellerName>{move.party}</SellerName></SellerInformation>
<BuyerInformation><BuyerName>{NAME}</BuyerName></BuyerInformation>
<BasicInformation><TotalAmWithoutTax>{net}</TotalAmWithoutTax>
<TotalTaxAm>{tax_text}</TotalTaxAm>
<TotalTax-includedAmount>{whole}</TotalTax-includedAmount></BasicInformation>
<IssuItemInformation><ItemName>*用品*某物</ItemName><Amount>{net}</Amount>
<ComTaxAm>{tax_text}</ComTaxAm></IssuItemInformation></EInvoiceData>
<TaxSupervisionInfo><InvoiceNumber>{name}</InvoiceNumber>
<IssueTime>{move.when:%Y-%m-%d}</IssueTime></TaxSupervisionInfo></EInvoice>
""".encode()
