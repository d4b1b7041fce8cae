"""The history is read and verified."""
