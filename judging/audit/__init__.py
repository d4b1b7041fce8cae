"""Audit: the history of each edition, append-only and chained, written with the change itself."""
