"""How fast the product is, beside a bare handler that does the same job."""
