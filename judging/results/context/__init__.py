"""What the templates of the results are given."""
