"""What a secretary does with a file of entries: begins, says what its columns are, enters all, gives up."""
