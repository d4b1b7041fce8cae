"""What happens to accounts: signing in, links, passwords, the second factor, and how guessing is slowed."""
