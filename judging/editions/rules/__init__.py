"""What may be done to an edition, and why not."""
