"""Jury: conflicts of interest, assignments, score sheets."""
