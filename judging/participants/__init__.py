"""Offices that take part in an edition, as its secretary lists, searches and looks at them."""
