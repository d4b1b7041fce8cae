"""What must hold in the database at any moment, one named check each."""
