"""Offices: the national register of units, the offices that take part, who acts for them."""
