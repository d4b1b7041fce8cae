"""Which pages a secretary may view as an office, and what is taken from them (pure)."""

import re

SEEN = frozenset(  # all are read by a GET that changes nothing
    {
        "drafts.draft_pdf",
        "drafts.language",
        "entries.edit",
        "entries.index",
        "entries.preview",
        "entries.show",
        "entries.submit",
        "papers.download",
        "papers.files",
        "papers.receipt",
        "papers.receipt_pdf",
        "papers.thumbnail",
        "static",
    }
)
CONTROL = re.compile(rb"<(button|input|select|textarea)\b(?![^>]*\sdisabled\b)")


def without_controls(page: bytes) -> bytes:
    """Return a page on which nothing can be typed or pressed but its links.

    Examples
    --------
    >>> without_controls(b'<a href="x">y</a><input name="a"><button disabled>b</button>')
    b'<a href="x">y</a><input disabled name="a"><button disabled>b</button>'
    """
    return CONTROL.sub(rb"<\1 disabled", page)
