"""Of what kind a fault of sending is, for whoever runs the server and reads no letter (pure)."""

import re

KINDS_OF_FAULT = (
    re.compile(r"\b\w*(?:Error|Refused|Unreachable|Unwritable|Disconnected)\b"),  # our word for it
    re.compile(r"\b[45]\d\d\b"),  # the server's
    re.compile(r"\b[45]\.\d{1,3}\.\d{1,3}\b"),
)


def kind_of_fault(error: str) -> str:
    """Return of what kind a fault is, without its words: a server quotes addresses and letters, we name templates."""
    found = [kind.search(error) for kind in KINDS_OF_FAULT]
    return " ".join(match.group() for match in found if match)
