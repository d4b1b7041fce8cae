"""The secretary's work on what was submitted: lists that are searches, the formal check, more time."""
