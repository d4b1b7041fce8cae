"""What is read of the secretary's lists and of the formal check."""
