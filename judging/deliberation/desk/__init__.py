"""The secretary's pages of the deliberation."""
