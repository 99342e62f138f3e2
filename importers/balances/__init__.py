"""Trial balances（科目余额表） of the legal books, read and proved."""
