"""The ways of counting that rules may ask for: named here without loading what counts them."""

COUNTED = ("mean", "trimmed", "median", "majority")
