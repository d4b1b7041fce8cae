"""Letters that a secretary writes: to whom, in two languages, shown first, held back for a minute, each alone."""
