"""Receipts: a juror can prove what was handed in, and nobody can guess it. Pure.

The receipt of a sheet is the SHA-256 of a random salt and the canonical content; the root
over all receipts of a round, made public when it closes, fixes every sheet at once.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime

from judging.core.fingerprints import canonical


@dataclass(frozen=True, slots=True)
class ReceiptContent:
    """What a receipt covers; identifiers are the public ones, scores are whole steps."""

    assignment: str
    entry_digest: str  # of the version of the entry that was scored
    scores: Mapping[str, int]
    comments: Mapping[str, str]  # for the chapter
    for_office: Mapping[str, str]
    submitted_at: datetime


def spelled(content: ReceiptContent) -> bytes:
    """Return the one JSON spelling of a sheet: sorted keys, no spaces, UTF-8, UTC."""
    named = {each.name: getattr(content, each.name) for each in fields(content)}  # asdict would copy all of it
    return canonical(named | {"submitted_at": content.submitted_at.isoformat()})


def receipt(salt: str, content: ReceiptContent) -> str:
    """Return the salted SHA-256 of a sheet, in hexadecimal digits."""
    return hashlib.sha256(salt.encode() + b"\n" + spelled(content)).hexdigest()


def root(receipts: Iterable[str]) -> str:
    """Return the SHA-256 over all receipts of a round, one a line and sorted.

    Examples
    --------
    >>> root(["b", "a"]) == root(["a", "b"])
    True
    """
    return hashlib.sha256(listed(receipts)).hexdigest()


def listed(receipts: Iterable[str]) -> bytes:
    """Return the list whose SHA-256 the root is: whoever holds a receipt finds it there and counts the root again."""
    return "".join(f"{line}\n" for line in sorted(receipts)).encode()
