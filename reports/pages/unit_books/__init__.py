"""A ledger of its own for one unit, cut out of the whole books.

Fava shows whoever opens a ledger all of it, so that the only safe part of the books
is one that holds nothing else.
"""
