"""The accountant's own desk in the browser: files are tried, then written whole.

Only on this machine, and only where ``serve --edit`` was said. Fava itself stays
read-only: its saves are not safe against a crash.
"""
