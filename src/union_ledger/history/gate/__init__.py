"""The gate: who may change what, who must agree, and what never changes."""
