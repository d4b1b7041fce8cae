"""What a name may be, and how long one-use links live."""

import re
import unicodedata
from datetime import timedelta

from judging.accounts.models import Purpose

MAX_NAME = 120
LIVES = {
    Purpose.CONFIRM: timedelta(days=3),
    Purpose.RESET: timedelta(minutes=30),
    Purpose.INVITATION: timedelta(days=30),
}
INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}


def minutes(purpose: Purpose) -> int:
    """Return for how many minutes a link of this purpose works, as its reader is told."""
    return LIVES[purpose] // timedelta(minutes=1)


def days(purpose: Purpose) -> int:
    """Return the same in days."""
    return LIVES[purpose] // timedelta(days=1)


def clean_name(text: str) -> str:
    """Return a name without what cannot be seen; nobody passes for somebody else by it."""
    composed = unicodedata.normalize("NFC", re.sub(r"\s+", " ", text))
    visible = (sign for sign in composed if unicodedata.category(sign) not in INVISIBLE)
    return "".join(visible).strip()
