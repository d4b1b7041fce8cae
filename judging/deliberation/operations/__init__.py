"""What the chapter does: it meets, decides, and seals its protocol."""
