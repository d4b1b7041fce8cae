"""What happens to an entry: at its office, and at the formal check."""
