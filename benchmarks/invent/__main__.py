"""``python -m benchmarks.invent OUT``: write the reference year, or books of N entries.

Without ``--transactions`` the reference year, its exports and the list of planted
problems; with it larger books of the same shape for measuring, nothing planted.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if __package__ in {None, ""}:
    sys.path[0] = str(ROOT)


def main() -> None:
    """Run the generator."""
    parser = argparse.ArgumentParser(prog="invent", description=__doc__)
    parser.add_argument("out", type=Path, help="folder of the books")
    parser.add_argument("--transactions", type=int, default=0)
    parser.add_argument("--seed", type=int, default=2024)
    parser.add_argument("--planted", type=Path, help="file for the planted list")
    wanted = parser.parse_args()
    wanted.out.mkdir(parents=True, exist_ok=True)
    if wanted.transactions:
        from benchmarks.invent.bulk import write_bulk  # noqa: PLC0415

        count = write_bulk(wanted.out, wanted.transactions, wanted.seed)
        print(f"{wanted.out}: {count} transactions")
        return
    from benchmarks.invent.answered import name_findings  # noqa: PLC0415
    from benchmarks.invent.planted_list import planted_text  # noqa: PLC0415
    from benchmarks.invent.year import invent_year  # noqa: PLC0415
    from benchmarks.invent.year import write_year  # noqa: PLC0415

    made = invent_year(2024, wanted.seed)
    plants = write_year(made, wanted.out)
    name_findings(wanted.out, plants, made.entries)
    listed = wanted.planted
    if listed is None:
        ours = wanted.out.resolve() == ROOT / "ledgers" / "hust"
        listed = (
            ROOT / "tests/hust/planted.yaml" if ours else wanted.out / "planted.yaml"
        )
    listed.parent.mkdir(parents=True, exist_ok=True)
    text = planted_text(plants, made.entries)
    listed.write_text(text, encoding="utf-8", newline="\n")
    print(f"{wanted.out}: {len(made.entries)} transactions, {len(plants)} planted")


if __name__ == "__main__":
    main()
