"""Pages of one's own account, and of getting into it."""
