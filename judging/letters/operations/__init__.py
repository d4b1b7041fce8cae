"""What a secretary does with letters and wordings."""
