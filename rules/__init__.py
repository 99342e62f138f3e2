"""What is allowed: rules and parameters as cited, dated data."""
