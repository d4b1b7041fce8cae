"""Translations, Polish and English: ``_`` in views, the lazy ``_l`` elsewhere.

Flask-Babel knows the language of what is being written; the words come straight from the catalogue,
since a page asks for some hundred of them.
"""

from collections.abc import Callable
from functools import cache, cached_property, lru_cache
from gettext import NullTranslations
from pathlib import Path
from typing import Any

import flask
from babel.support import Translations
from flask import Flask, g
from flask_babel import Babel, get_locale
from flask_babel import force_locale as speaking
from flask_babel.speaklater import LazyString
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup, escape
from wtforms.i18n import messages_path

from judging.core.clock import HOME_ZONE

LANGUAGES = {"pl": "Polski", "en": "English"}
DEFAULT = "pl"
PREFIXES = {  # where the addresses of pages in a language begin
    code: "" if code == DEFAULT else f"/{code}" for code in LANGUAGES
}
SOURCE = "en"  # the language of the code, and of words said outside an application
CATALOGUES = Path(__file__).parent.parent / "translations"
MARKED = 4096  # messages kept ready for pages

__all__ = [
    "DEFAULT",
    "LANGUAGES",
    "PREFIXES",
    "_",
    "_l",
    "filled",
    "get_locale",
    "init_app",
    "language",
    "ngettext",
    "speaking",
]


def init_app(app: Flask) -> None:
    """Set up Babel; the catalogues lie beside the code."""
    app.request_class = Request
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(CATALOGUES)
    where = {"default_locale": DEFAULT, "default_timezone": HOME_ZONE}
    Babel(app, **where, locale_selector=choose_language)
    said: dict[str, Callable[..., str]] = {"_": _in_template, "gettext": _in_template}
    app.jinja_env.globals.update(said, ngettext=_number_in_template, get_locale=get_locale, LANGUAGES=LANGUAGES)


def choose_language() -> str:
    """Return the language of this request or command, as it was noted; Polish where it was not."""
    return str(g.get("language", DEFAULT))


class Request(flask.Request):
    """A request that hands forms their catalogue, which Flask-WTF would parse at every request."""

    @cached_property
    def wtforms_translations(self) -> NullTranslations:
        """The messages of WTForms in the language of this request."""
        return _of_wtforms(language())


@cache
def _of_wtforms(code: str) -> NullTranslations:
    return Translations.load(messages_path(), [code], domain="wtforms")


def language() -> str:
    """Return the code of the language that is being spoken."""
    try:
        kept = g.get("_flask_babel")  # where Flask-Babel keeps it
    except RuntimeError:
        return SOURCE
    locale = getattr(kept, "babel_locale", None) or get_locale()
    return locale.language if locale else SOURCE


class Told(str):
    """A text with the way in which a page prints it."""

    __slots__ = ("html",)

    def __new__(cls, text: str, html: str) -> "Told":
        """Keep both."""
        told = super().__new__(cls, text)
        told.html = html  # type: ignore[attr-defined]  # a slot
        return told

    def __html__(self) -> str:
        html: str = self.html  # type: ignore[attr-defined]  # a slot
        return html


class Lazy(LazyString):  # type: ignore[misc]  # Flask-Babel is not typed
    """A message that is translated when it is printed, and then escaped like any text."""

    def __html__(self) -> str:
        """Return it for a page."""
        return escape(self._func(*self._args, **self._kwargs))


def _(message: str, **words: Any) -> str:
    """Return a message in the language spoken, its named places filled."""
    said = _catalogue(language()).gettext(message)
    return filled(said, **words) if words else said


def filled(said: str, **words: Any) -> str:
    """Fill the places of a message; of words that pages print in a way of their own it keeps that way."""
    if language() == DEFAULT or not any(hasattr(word, "__html__") for word in words.values()):
        return said % words
    told = {name: getattr(word, "told", word) for name, word in words.items()}
    return Told(said % told, escape(said) % words)


def ngettext(singular: str, plural: str, num: int, **words: Any) -> str:
    """Return the form of a message that belongs to a number."""
    said = _catalogue(language()).ngettext(singular, plural, num)
    return filled(said, num=num, **words)


def _l(message: str, **words: Any) -> LazyString:
    """Return a message that is translated when it is printed."""
    return Lazy(_, message, **words)


@cache
def _catalogue(code: str) -> NullTranslations:
    return Translations.load(CATALOGUES, [code])


@lru_cache(MARKED)
def _marked(code: str, message: str) -> Markup:
    return Markup(_catalogue(code).gettext(message))  # noqa: S704 -- a message of our own


@lru_cache(MARKED)
def _filled(code: str, message: str) -> Markup:
    """Return a message without places, as a page prints it."""
    return _marked(code, message) % {}


@pass_eval_context
def _in_template(context: EvalContext, message: str, **words: Any) -> str:
    """Return a message for a template: in a page what fills it is escaped."""
    if not context.autoescape:
        return _catalogue(language()).gettext(message) % words
    return _marked(language(), message) % words if words else _filled(language(), message)


@pass_eval_context
def _number_in_template(context: EvalContext, singular: str, plural: str, num: int, **words: Any) -> str:
    said = _catalogue(language()).ngettext(singular, plural, num)
    filled = {"num": num, **words}
    return Markup(said) % filled if context.autoescape else said % filled  # noqa: S704 -- as above
