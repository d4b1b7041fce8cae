"""The published cases of ``tests/cases`` and how the product's functions answer them."""
