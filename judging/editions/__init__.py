"""Editions: one year of the competition – its calendar, rules, seats and texts."""
