"""A message is written, then sent."""
