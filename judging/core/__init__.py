"""What knows no slice and no request: clock, settings, database, words, files, documents."""
