"""Lists: one row a person, a thing or a sub-union, and no running balance."""
