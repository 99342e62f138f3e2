"""Electronic invoices（电子发票）: XML and OFD read to one typed record."""
