"""The office's pages of its entries."""
