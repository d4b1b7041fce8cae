"""Accounts: people, signing in, second factor, sessions that can be ended."""
