"""What makes a result public, takes it back, and tells those it concerns."""
