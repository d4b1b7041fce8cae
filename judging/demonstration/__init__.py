"""Demonstration: an invented edition to try everything on, and the public archive of the real ones."""
