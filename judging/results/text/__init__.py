"""What the figures say, in words."""
