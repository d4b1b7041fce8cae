"""Translations, Polish and English: ``_`` in views, the lazy ``_l`` elsewhere."""

from collections.abc import Callable
from functools import cache, cached_property

import flask
import flask_babel
from babel.support import NullTranslations, Translations
from flask import Flask, g
from flask_babel import Babel, get_locale
from flask_babel import force_locale as speaking
from flask_babel import lazy_gettext as _l
from wtforms.i18n import messages_path

from judging.core.clock import HOME_ZONE

_: Callable[..., str] = flask_babel.gettext
ngettext: Callable[..., str] = flask_babel.ngettext

LANGUAGES = {"pl": "Polski", "en": "English"}
DEFAULT = "pl"
PREFIXES = {  # where the addresses of pages in a language begin
    code: "" if code == DEFAULT else f"/{code}" for code in LANGUAGES
}

__all__ = [
    "DEFAULT",
    "LANGUAGES",
    "PREFIXES",
    "_",
    "_l",
    "get_locale",
    "init_app",
    "ngettext",
    "speaking",
]


def choose_language() -> str:
    """Return the language of this request or command, as it was noted; Polish where it was not."""
    return str(g.get("language", DEFAULT))


class Request(flask.Request):
    """A request that hands forms their catalogue, which Flask-WTF would parse at every request."""

    @cached_property
    def wtforms_translations(self) -> NullTranslations:
        """The messages of WTForms in the language of this request."""
        return _of_wtforms(str(get_locale()))


@cache
def _of_wtforms(language: str) -> NullTranslations:
    return Translations.load(messages_path(), [language], domain="wtforms")


def init_app(app: Flask) -> None:
    """Set up Babel; the catalogues lie beside the code."""
    app.request_class = Request
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    Babel(app, default_locale="pl", default_timezone=HOME_ZONE, locale_selector=choose_language)
    app.jinja_env.globals.update(get_locale=get_locale, LANGUAGES=LANGUAGES)
