"""Names in quotation marks: a text names a thing before anybody knows in which language it will be read.

Pure. :class:`judging.exchange.wording.Wording` turns the marks into those of its language.
"""

OPENING, CLOSING = "\ue000", "\ue001"  # of the private use area: in no file a person makes


def quoted(name: object) -> str:
    """Return a name between marks."""
    return f"{OPENING}{name}{CLOSING}"
