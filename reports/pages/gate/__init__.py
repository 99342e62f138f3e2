"""The gate for several people: who they are, and which ledger each of them gets."""
