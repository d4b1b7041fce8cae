"""What can happen with paper sheets."""
