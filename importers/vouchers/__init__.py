"""Voucher journals（序时账） of the legal books, read to whole vouchers."""
