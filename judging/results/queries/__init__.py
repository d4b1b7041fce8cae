"""What is read of rounds, sheets and frozen records."""
