"""Pages of whoever types paper sheets in, and of the secretary who prepares them."""
