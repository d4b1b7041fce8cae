"""CSRF, headers and the shape of requests: what protects every page alike."""

import logging
import secrets
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, request
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from judging.core import clock
from judging.web import access, page_cache

SAFE = {"GET", "HEAD", "OPTIONS"}
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
        "object-src 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
csrf = CSRFProtect()
log = logging.getLogger("judging.requests")


def init_app(app: Flask) -> None:
    """Protect every request; registered before the other parts, so that its hooks run first."""
    app.before_request(_receive)
    app.before_request(_check_origin)
    csrf.init_app(app)
    app.after_request(_answer)
    if count := app.config["TRUSTED_PROXY_COUNT"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count)  # type: ignore[method-assign]  # Flask's documented way


def _receive() -> None:
    """Stamp the request, allow files where they are taken, refuse a part without a name."""
    clock.arrived()
    g.request_id = secrets.token_hex(8)
    declared = access.declared(current_app, request.endpoint or "")
    if declared and declared.body:
        request.max_content_length = declared.body
        request.max_form_memory_size = min(declared.body, access.TEXTS)
    if request.method not in SAFE and (None in request.form or None in request.files):
        abort(400)  # Flask-WTF would answer 500 to it


def _check_origin() -> None:
    """Refuse a form sent from another site, even with a stolen token."""
    origin = request.headers.get("Origin")
    if request.method in SAFE or not origin:
        return
    try:
        site = urlsplit(origin).netloc
    except ValueError:  # such as brackets that hold no address
        abort(400)
    if site not in {request.host, urlsplit(current_app.config["BASE_URL"]).netloc}:
        abort(400)


def _missing(response: Response) -> list[tuple[str, str]]:
    """Return the headers that a view has not set itself, found in one walk instead of one for each."""
    present = {name.lower() for name, _value in response.headers}
    return [(name, value) for name, value in HEADERS.items() if name.lower() not in present]


def _answer(response: Response) -> Response:
    """Set the headers of every answer; a cache keeps only what is alike for all."""
    response.headers.extend(_missing(response))
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    response.headers["X-Request-Id"] = g.get("request_id", "-")
    page_cache.set_caching(response)
    if response.status_code in {403, 404, 409, 429} and request.endpoint:
        log.info("refused %s %s %s", response.status_code, request.method, request.url_rule)
    return response
