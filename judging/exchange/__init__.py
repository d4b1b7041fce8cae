"""Imports and exports: whole files, every error at once, in one transaction."""
