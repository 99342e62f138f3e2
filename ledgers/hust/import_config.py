"""Importers for Fava's import page and for beangulp."""

from pathlib import Path

from union_ledger.importers.beangulp_importers import config_for

CONFIG = config_for(Path(__file__).parent)
