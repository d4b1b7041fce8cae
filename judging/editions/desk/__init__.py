"""The secretary's pages of an edition."""
