"""The review: what a change means, in money, registers, rules and findings."""
