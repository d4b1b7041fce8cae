"""Pages of the secretary about offices."""
