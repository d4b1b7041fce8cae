"""The texts of a page as somebody hears or sees them: each with the language it is said to be in."""

from html.parser import HTMLParser
from typing import NamedTuple

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
UNREAD = {"script", "style", "textarea", "pre", "code"}
ONLY_TEXT = {"title", "option"}  # no part of it can have a language of its own


class Text(NamedTuple):
    """A text between two tags."""

    words: str
    language: str
    inside: frozenset[str]


class Page(HTMLParser):
    """The texts of a page."""

    def __init__(self, html: str):
        super().__init__()
        self.texts: list[Text] = []
        self._open: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            here = self._open[-1][1] if self._open else ""
            self._open.append((tag, dict(attrs).get("lang") or here))

    def handle_endtag(self, tag):
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        inside = frozenset(tag for tag, _language in self._open)
        if data.strip() and not inside & UNREAD:
            self.texts.append(Text(data, self._open[-1][1] if self._open else "", inside))
