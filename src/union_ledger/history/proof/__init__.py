"""The proof: closed months reckoned again, by whoever trusts nobody."""
