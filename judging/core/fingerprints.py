"""Fingerprints: the one spelling of a record as bytes, and its SHA-256. Pure."""

import hashlib
import json


def canonical(content: object) -> bytes:
    """Return the content as JSON with sorted keys, no spaces, UTF-8; what JSON cannot say is refused.

    Examples
    --------
    >>> canonical({"b": 1, "a": "ż"}).decode()
    '{"a":"ż","b":1}'
    """
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def fingerprint(content: object) -> str:
    """Return the SHA-256 of the content in its canonical spelling, as 64 hex digits."""
    return hashlib.sha256(canonical(content)).hexdigest()
