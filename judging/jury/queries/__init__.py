"""What is read of the jury: assignments, seats, progress, rounds."""
