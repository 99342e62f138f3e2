"""Revisions of the books, read from git objects and from nothing else."""
