"""监督四看: who, where, what and when money goes, for the audit committee."""
