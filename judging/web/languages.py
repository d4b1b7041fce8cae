"""The language of a page: where everybody reads, the address tells it; elsewhere the person.

Every page open to everybody stands at a Polish address and has an English twin under ``/en/``.
Nothing depends on what the browser prefers: what a cache keeps under an address is right for all.
"""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask, current_app, g, request, session, url_for
from flask_login import current_user

from judging.core.i18n import DEFAULT, LANGUAGES, PREFIXES, language
from judging.web import access
from judging.web.addresses import LateRule
from judging.web.redirects import same_site

NAME = "language"  # the argument of a twin's rule; no view is given it
KEPT = "language"  # the key in the cookie of a person signed in


class Bilingual(Flask):
    """An application that gives each page open to everybody an address in each language."""

    url_rule_class = LateRule

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.twins: set[str] = set()  # endpoints
        super().__init__(*args, **kwargs)

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Call everything as it is: no view and no hook is asynchronous, and asking costs each request."""
        return func

    def add_url_rule(
        self,
        rule: str,
        endpoint: str | None = None,
        view_func: Callable[..., Any] | None = None,
        provide_automatic_options: bool | None = None,
        **options: Any,
    ) -> None:
        """Add a rule; or one for each language, where the view is a page open to everybody."""
        add = super().add_url_rule
        if view_func is None or not _is_page_for_everybody(rule, view_func):
            add(rule, endpoint, view_func, provide_automatic_options, **options)
            return
        endpoint = endpoint or view_func.__name__
        self.twins.add(endpoint)
        defaults = options.pop("defaults", None) or {}
        for code, prefix in PREFIXES.items():
            told = {**defaults, NAME: code}
            add(f"{prefix}{rule}", endpoint, view_func, defaults=told, **options)


def init_app(app: Bilingual) -> None:
    """Read the language before anything else; build addresses in it."""
    app.url_value_preprocessor(_read)
    app.url_defaults(_stay_in_the_language)
    app.context_processor(_around)


def spoken_by(rule: Any) -> str | None:
    """Return the language that a rule tells; None where the person decides."""
    told: str | None = (rule.defaults or {}).get(NAME) if rule else None
    return told


def prefer(preferred: str) -> None:
    """Let a person who signs in go on in English where they were reading it, else as they prefer."""
    here = language()
    session[KEPT] = here if here != DEFAULT else preferred


def home() -> str:
    """Return where a person who has just come in begins, in the language they read."""
    return url_for("public.home", language=_chosen())


def _is_page_for_everybody(rule: str, view: Callable[..., Any]) -> bool:
    """Tell a page from a file and from answers to programs: its address ends with a slash."""
    declared: access.Access | None = getattr(view, "access", None)
    return bool(declared and access.Who.EVERYBODY in declared.who and rule.endswith("/"))


def _read(_endpoint: str | None, arguments: dict[str, Any] | None) -> None:
    """Note the language of this request."""
    told = (arguments or {}).pop(NAME, None)
    g.language = told or _prefixed(request.path) or _chosen()


def _prefixed(path: str) -> str | None:
    """Return the language of an address that leads nowhere."""
    return next((code for code, it in PREFIXES.items() if it and path.startswith(f"{it}/")), None)


def _chosen() -> str:
    chosen = session.get(KEPT)
    return chosen if chosen in LANGUAGES else DEFAULT


def _stay_in_the_language(endpoint: str, values: dict[str, Any]) -> None:
    """Lead from a page to pages of its own language."""
    if endpoint in current_app.twins:  # type: ignore[attr-defined]  # a Bilingual
        values.setdefault(NAME, language())


def _around() -> dict[str, Any]:
    """Give templates the addresses of the page in the other languages, and those for search engines."""
    twins = _twins()
    access_ = access.declared(current_app, request.endpoint or "") if request else None
    base = current_app.config["BASE_URL"].rstrip("/")
    alternates = {code: f"{base}{address}" for code, address in twins.items()}
    return {
        "twins": {code: _with_query(it) for code, it in twins.items() if code != g.language},
        "alternates": alternates if access_ and access_.public else {},
    }


def _twins() -> Mapping[str, str]:
    """Return the address of this page in each language; nothing where the person's choice decides."""
    if not request:
        return {}
    if spoken_by(request.url_rule):
        here = {**(request.view_args or {})}
        return {code: url_for(f"{request.endpoint}", **here, language=code) for code in LANGUAGES}
    if request.url_rule or current_user.is_authenticated:
        return {}
    bare = request.path.removeprefix(PREFIXES[g.language])
    return {code: same_site(f"{request.script_root}{it}{bare}") for code, it in PREFIXES.items()}


def _with_query(address: str) -> str:
    query = request.query_string.decode(errors="replace")
    return f"{address}?{query}" if query else address
