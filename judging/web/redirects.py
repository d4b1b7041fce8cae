"""Addresses that come from outside and must stay inside."""

from urllib.parse import urlsplit

from flask import request

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
    if (
        parts.scheme not in {"", "http", "https"}
        or not parts.path.startswith("/")
        or parts.path.startswith("//")
    ):
        return otherwise
    return parts.path + (f"?{parts.query}" if parts.query else "")
