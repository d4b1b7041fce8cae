"""Chaining and verifying a history. Pure: bytes in, digests out.

Each event's MAC covers its own facts, the digest of its details and the MAC before it, so
that a changed, removed or swapped event breaks the chain at its place.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from judging.core.fingerprints import canonical


@dataclass(frozen=True, slots=True)
class Link:
    """The facts of one event that its MAC covers."""

    chain: str
    number: int
    at: datetime
    by_id: int | None
    action: str
    subject: str
    details_digest: str


def plain(details: dict[str, Any]) -> dict[str, Any]:
    """Return the details as the database will give them back: strings, numbers, lists, mappings."""
    told: dict[str, Any] = json.loads(json.dumps(details, default=str))
    return told


def details_digest(salt: str, details: object) -> str:
    """Return the salted SHA-256 of an event's details."""
    return hashlib.sha256(salt.encode() + canonical(details)).hexdigest()


def link_mac(key: bytes, before: str, link: Link) -> str:
    """Return the MAC of an event that follows the one whose MAC is ``before``."""
    facts = [
        before,
        link.chain,
        link.number,
        link.at.isoformat(),
        link.by_id,
        link.action,
        link.subject,
        link.details_digest,
    ]
    return hmac.new(key, canonical(facts), hashlib.sha256).hexdigest()


def first_bad(key: bytes, links: Iterable[tuple[Link, str]]) -> int | None:
    """Return the number of the first event that does not follow from the one before it, or None."""
    before = ""
    for expected, (link, mac) in enumerate(links, start=1):
        if link.number != expected or not hmac.compare_digest(mac, link_mac(key, before, link)):
            return expected
        before = mac
    return None
