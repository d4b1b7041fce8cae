"""The secretary's pages of letters: writing, sending, wordings."""
