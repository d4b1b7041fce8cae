"""What every page goes through when it is rendered: the marks of written texts, and Polish typography.

A part that is kept is rendered, and so set, once; a page put together of parts is set again, which
changes nothing where all is set already.
"""

import re
from itertools import chain
from typing import Any

from flask import Flask
from jinja2 import Template
from markupsafe import Markup

from judging.core.i18n import DEFAULT, language
from judging.core.richtext import blocks, plain, runs, typed
from judging.core.typography import BETWEEN, tied_page, unbroken
from judging.core.written import CLOSE, OPEN, OR, Worded, Written, wording

TEXT_ALONE = "title|option|textarea|script|style"  # elements that hold nothing but text
PIECES = re.compile(rf"(<({TEXT_ALONE})\b[^>]*>.*?</\2\s*>|<[^>]*>)", re.DOTALL)
WHOLE_OPTION = re.compile(rf"<option\b[^>]*>\s*{OPEN}[^{OPEN}]*{CLOSE}\s*</option\s*>")
DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
IN_TWO = re.compile(f"{OPEN}([^{OPEN}{OR}{CLOSE}]*){OR}([^{OPEN}{CLOSE}]*){CLOSE}")  # a text and its English
TOLD = re.compile(r'\b(?:aria-label|alt|title|placeholder|content|label|data-label|data-irreversible)="[^"]*"')
TO_READ, TO_SEND = r"\2", r"\1"
SENT_BACK = ("<textarea", "<script")  # elements whose text is sent back, or read by a program
SPAN, END = '<span lang="pl">', "</span>"


class Typeset(Template):
    """A template whose pages are set as they leave it."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        """Render it; a mail is no page."""
        text = super().render(*args, **kwargs)
        return typeset(text) if (self.name or "").endswith(".html") else text


def init_app(app: Flask) -> None:
    """Let every template of a page be one of these."""
    app.jinja_env.template_class = Typeset
    app.jinja_env.filters["written"] = Written
    app.jinja_env.filters["worded"] = Worded
    app.jinja_env.filters["begun"] = begun
    app.jinja_env.tests["worded"] = lambda text: isinstance(text, Worded)
    app.jinja_env.filters["blocks"] = blocks
    app.jinja_env.filters["plain"] = plain
    app.jinja_env.filters["runs"] = runs
    app.jinja_env.filters["typed"] = typed
    app.jinja_env.globals["of_written"] = of_written


def begun(text: str) -> str:
    """Return a text that stands alone, beginning with a capital letter."""
    english = wording(text)
    said = english or text
    return (str if english else Written)(f"{said[:1].upper()}{said[1:]}")


def of_written(text: str = "") -> Markup:
    """Return the attribute of an element whose whole text people wrote, or are to write."""
    ours = language() == DEFAULT or wording(text)
    return Markup("") if ours else Markup(f' lang="{DEFAULT}"')  # noqa: S704 -- our own


def typeset(page: str) -> str:
    """Return a page with its written texts in their language, its small words tied in Polish, e-mail on one line."""
    if OPEN in page:
        page = _with_languages(page)
    return unbroken(tied_page(page) if language() == DEFAULT else page)


def _with_languages(page: str) -> str:
    """Put elements where written texts stand in the text of a page; elsewhere there is no place for one.

    All texts at once, as :func:`judging.core.typography.tied_page` does: a page has thousands of tags.
    """
    pieces = PIECES.split(page.replace(BETWEEN, "\N{REPLACEMENT CHARACTER}"))  # text, tag, name of an element
    texts = IN_TWO.sub(TO_READ, BETWEEN.join(pieces[::3])).replace(OPEN, SPAN).replace(CLOSE, END).split(BETWEEN)
    tags = [_without_marks(piece) if OPEN in piece else piece for piece in pieces[1::3]]
    return DRAWING.sub(_in_drawing, "".join(chain.from_iterable(zip(texts, [*tags, ""], strict=True))))


def _without_marks(piece: str) -> str:
    """Take the marks away; an option that is one written text as a whole says so itself.

    In English is what the tag tells people, and what an element says that holds nothing but text;
    what it gives to programs, and what a form sends, stays as it is kept.
    """
    if OR in piece:
        tag, end, rest = piece.partition(">")
        tag = IN_TWO.sub(TO_SEND, TOLD.sub(_told, tag))
        piece = tag + end + IN_TWO.sub(TO_SEND if tag.startswith(SENT_BACK) else TO_READ, rest)
    said = piece.replace("<option", '<option lang="pl"', 1) if WHOLE_OPTION.fullmatch(piece) else piece
    return said.replace(OPEN, "").replace(CLOSE, "")


def _told(found: re.Match[str]) -> str:
    """Return an attribute that people read or hear, in English as far as it is known."""
    return IN_TWO.sub(TO_READ, found[0])


def _in_drawing(found: re.Match[str]) -> str:
    """Give the written texts of a chart the element that a drawing has for a part of a text."""
    return found[0].replace(SPAN, '<tspan lang="pl">').replace(END, "</tspan>")
