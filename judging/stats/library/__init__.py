"""Statistics that no page and no command calls yet; each moves out when something does."""
