"""Commands that write text into the books."""
