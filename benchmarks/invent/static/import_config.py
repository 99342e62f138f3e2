"""Importers for Fava's import page and for beangulp's own commands."""

from pathlib import Path

from beangulp import Ingest

from union_ledger.importers.beangulp_importers import config_for

CONFIG = config_for(Path(__file__).parent)

if __name__ == "__main__":
    Ingest(CONFIG)()
