"""The linter of ledger text: it parses and never loads."""
