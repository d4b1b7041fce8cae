"""What a secretary settles in the formal check and in the lists."""
