"""Passwords: Argon2id, two at a time, and as slow for nobody as for somebody."""

import threading
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_argon2 = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_two_at_once = threading.BoundedSemaphore(2)  # 19 MiB each: a rush of sign-ins must not eat the memory


def hashed(password: str) -> str:
    """Return how a password is kept; call it before the writing transaction."""
    with _two_at_once:
        return _argon2.hash(_spelled(password))


def matches(kept: str | None, password: str) -> bool:
    """Tell whether the password is the one kept; an unknown person costs the same time."""
    with _two_at_once:
        try:
            right = _argon2.verify(kept or _nobody(), _spelled(password))
        except (VerificationError, InvalidHashError):
            return False
    return right and kept is not None


@cache
def _nobody() -> str:
    return _argon2.hash("nobody has this password")


def _spelled(password: str) -> bytes:
    """Return the same bytes for "ż" typed on any keyboard; nothing is cut off."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
