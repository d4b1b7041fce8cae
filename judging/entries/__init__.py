"""Entries: from a draft to an accepted entry, its versions, files and formal check."""
