"""Searches of the secretary's lists kept under a name: of entries, of offices, of people, of the mail, in one way."""
