"""What happens to an edition."""
