"""Books, registers, findings, money and the arithmetic all layers share."""
