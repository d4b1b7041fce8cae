"""Addresses that come from outside and must stay inside; the way back from a page."""

from urllib.parse import urlsplit

from flask import current_app, g, request
from werkzeug.exceptions import HTTPException

from judging.web.access import declared, may

FORBIDDEN = {"\\", "\t", "\r", "\n", "\0"}


def same_site(target: str | None, otherwise: str = "/") -> str:
    """Return the path of a target on this site, or ``otherwise`` for anything else."""
    if not target or len(target) > 2000 or not FORBIDDEN.isdisjoint(target):
        return otherwise
    try:
        parts = urlsplit(target)
    except ValueError:  # such as brackets that hold no IPv6 address
        return otherwise
    if parts.netloc and parts.netloc != request.host:
        return otherwise
    if parts.scheme not in {"", "http", "https"} or not parts.path.startswith("/") or parts.path.startswith("//"):
        return otherwise
    return parts.path + (f"?{parts.query}" if parts.query else "")


def way_back() -> str:
    """Return the page one came from, else the nearest one above this address that one may see."""
    came = same_site(request.referrer, "")
    here = request.full_path.rstrip("?")
    if came and (came != here or request.method == "POST"):
        return came
    parts = request.path.rstrip("/").split("/")
    above = ("/".join(parts[:end]) + "/" for end in range(len(parts) - 1, 0, -1))
    return next(filter(_is_open, above), "/")


def _is_open(path: str) -> bool:
    """Tell whether there is a page at this address for the person who asks."""
    adapter = current_app.create_url_adapter(request)
    try:
        endpoint, _arguments = adapter.match(path, method="GET") if adapter else ("", {})
    except HTTPException:  # no such page, or only a redirect
        return False
    access = declared(current_app, endpoint)
    if access is None or (access.edition and "edition" not in g):
        return False
    edition = g.edition if access.edition else None
    return any(may(who, edition) for who in access.who)
