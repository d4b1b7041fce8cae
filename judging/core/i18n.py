"""Translations, Polish and English: ``_`` in views, the lazy ``_l`` elsewhere."""

from functools import cache, cached_property
from typing import Any

import flask
import flask_babel
from babel.support import NullTranslations, Translations
from flask import Flask, g, request, session
from flask_babel import Babel, get_locale
from flask_babel import force_locale as speaking
from flask_babel import lazy_gettext as _l
from wtforms.i18n import messages_path

from judging.core.clock import HOME_ZONE

LANGUAGES = {"pl": "Polski", "en": "English"}

__all__ = ["LANGUAGES", "_", "_l", "get_locale", "init_app", "ngettext", "speaking"]


def _(message: str, **variables: object) -> str:
    """Say a message in the language of this request."""
    text: str = _catalogue().ugettext(message)
    return text % variables if variables else text


def ngettext(one: str, many: str, num: int, **variables: object) -> str:
    """Say a message about a number, which it finds as ``num``."""
    text: str = _catalogue().ungettext(one, many, num)
    return text % ({"num": num} | variables)


def _catalogue() -> Any:
    """Return the messages of this request's language: as Flask-Babel would, in a fifth of the steps.

    It leaves a note of the language in ``g``; without the note it is asked itself.
    """
    try:
        here = g.get("_flask_babel")
    except RuntimeError:  # outside of an application
        here = None
    locale = getattr(here, "babel_locale", None)
    if here is None or locale is None:
        return flask_babel.get_translations()
    known = getattr(here, "catalogue", None)
    if known is None or known[0] is not locale:
        known = here.catalogue = (locale, flask_babel.get_translations())
    return known[1]


def choose_language() -> str:
    """Take what the person chose, else what the browser prefers, else Polish."""
    if not request:
        return str(g.get("language", "pl"))
    chosen = session.get("language")
    if chosen in LANGUAGES:
        return str(chosen)
    return request.accept_languages.best_match(list(LANGUAGES)) or "pl"


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
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # of Jinja's extension
        lambda message: _catalogue().ugettext(message),
        lambda one, many, num: _catalogue().ungettext(one, many, num),
        newstyle=True,
    )
    app.jinja_env.globals.update(get_locale=get_locale, LANGUAGES=LANGUAGES)
