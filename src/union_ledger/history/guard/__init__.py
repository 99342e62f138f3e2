"""The guard: personal numbers and files that must not enter git."""
