"""Run the command line as ``python -m union_ledger.cli``."""

from __future__ import annotations

from union_ledger.cli import main

if __name__ == "__main__":
    main()
