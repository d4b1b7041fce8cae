"""Who may call what: every route declares it, one guard asks.

What one may not call answers 404, as an address that does not exist would; a visitor who
is not signed in is sent to sign in. Records inside a page go through the "visible to this
user" query of their slice. Who holds a role, and which edition an address names, is answered by
the slices that own seats and offices: they register with :func:`register`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from judging.core.refusals import Refused

TEXTS = 8 * 1024 * 1024  # bytes of a form of many long texts: a letter may take twelve on its way
View = TypeVar("View", bound=Callable[..., Any])


class Who(StrEnum):
    """Kinds of callers."""

    EVERYBODY = "everybody"
    SIGNED_IN = "signed-in"
    OFFICE = "office"
    JUROR = "juror"
    CHAIR = "chair"
    SUBSTITUTE = "substitute"
    CLERK = "clerk"
    SECRETARY = "secretary"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Access:
    """What a route declares. With ``edition`` its address names one by ``slug``."""

    who: tuple[Who, ...]
    edition: bool = False
    demonstration: bool = False  # exists only in the demonstration
    body: int | None = None  # bytes a request may bring, where files or long texts are taken
    public: bool = False  # every visitor gets the same: no cookie, no form; caches may keep it
    impartial: bool = False  # kept from whoever acts for an office with an entry in the edition


Holds = Callable[[Any], bool]  # of an edition, or of None: of any
Impartial = Callable[..., Refused | None]


@dataclass(slots=True)
class Registered:
    """What the slices answer for the guard."""

    holds: dict[Who, Holds] = field(default_factory=dict)
    edition: Callable[[str], Any] | None = None  # by slug, unless it does not exist for the caller
    signed_out: Callable[[], ResponseReturnValue] | None = None  # answers a form of nobody
    why_not_impartial: Impartial | None = None


def register(
    app: Flask,
    holds: Mapping[Who, Holds],
    *,
    edition: Callable[[str], Any] | None = None,
    signed_out: Callable[[], ResponseReturnValue] | None = None,
) -> None:
    """Let a slice answer who holds a role, and which edition an address names; who answers a form of nobody."""
    registered = _registered(app)
    registered.holds.update(holds)
    registered.edition = edition or registered.edition
    registered.signed_out = signed_out or registered.signed_out


def register_impartial(app: Flask, why_not: Impartial) -> None:
    """Let the slice that owns entries say who has an interest of their own in an edition, and whom they turn to."""
    _registered(app).why_not_impartial = why_not


def _registered(app: Flask) -> Registered:
    found: Registered = app.extensions.setdefault("access", Registered())
    return found


def allow(
    *who: Who,
    edition: bool = False,
    demonstration: bool = False,
    body: int | None = None,
    public: bool = False,
    impartial: bool = False,
) -> Callable[[View], View]:
    """Declare who may call a view."""

    def declare(view: View) -> View:
        view.access = Access(who, edition, demonstration, body, public, impartial)  # type: ignore[attr-defined]  # for the guard
        return view

    return declare


def declared(app: Flask, endpoint: str) -> Access | None:
    """Return what the view of an endpoint declares."""
    if endpoint == "static":
        return Access((Who.EVERYBODY,))
    return getattr(app.view_functions.get(endpoint), "access", None)


def init_app(app: Flask) -> None:
    """Put the guard before every request."""
    app.before_request(_guard)


def refuse_undeclared(app: Flask) -> None:
    """Stop the start when a route declares nothing; called after the last route is added."""
    silent = [rule.endpoint for rule in app.url_map.iter_rules() if not declared(app, rule.endpoint)]
    if silent:
        raise SystemExit(f"these routes declare no access: {', '.join(sorted(set(silent)))}")


def _guard() -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None  # 404 or 405 follows
    access = declared(current_app, request.endpoint)
    if access is None or (access.demonstration and not current_app.config["DEMONSTRATION"]):
        abort(404)
    edition = _edition() if access.edition else None
    if any(may(who, edition) for who in access.who):
        reading = request.method in {"GET", "HEAD"}
        if access.impartial and (refusal := why_not_impartial(edition, reading=reading)):
            raise refusal
        return None
    if not current_user.is_authenticated:
        signed_out = _registered(current_app).signed_out
        if signed_out and request.method not in {"GET", "HEAD"}:
            return signed_out()
        return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")))
    return abort(404)


def may(who: Who, edition: Any = None) -> bool:
    """Tell whether the person who calls is one of these."""
    if who is Who.EVERYBODY:
        return True
    if not current_user.is_authenticated:
        return False
    if who is Who.SIGNED_IN:
        return True
    if who is Who.ADMINISTRATOR:
        return bool(current_user.administrator)
    return _registered(current_app).holds[who](edition)


def why_not_impartial(edition: Any, *, reading: bool = True) -> Refused | None:
    """Tell what keeps the person who calls from the results of an edition: an entry of an office they act for."""
    why_not = _registered(current_app).why_not_impartial
    assert why_not is not None
    return why_not(edition, reading=reading)


def _edition() -> Any:
    """Load the edition of the address, or answer 404."""
    load = _registered(current_app).edition
    assert request.view_args is not None
    assert load is not None
    g.edition = load(request.view_args["slug"]) or abort(404)
    return g.edition
