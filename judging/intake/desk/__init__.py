"""The secretary's pages of what came otherwise: a file of entries, and one entry typed in."""
