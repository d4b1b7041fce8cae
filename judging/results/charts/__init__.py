"""Charts of the results as plain series and shapes; templates draw them."""
