"""The parts of a workbook: safe text, looks, sheets, charts and the packed file."""
