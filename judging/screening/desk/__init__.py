"""The secretary's side: the list of submitted entries, the formal check, more time for offices."""
