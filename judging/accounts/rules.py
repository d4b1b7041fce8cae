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
TOLD = {  # what pages and mails say of them, in the unit in which people count it
    "reset_minutes": LIVES[Purpose.RESET] // timedelta(minutes=1),
    "invitation_days": LIVES[Purpose.INVITATION] // timedelta(days=1),
}
INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}


def clean_name(text: str) -> str:
    """Return a name without what cannot be seen; nobody passes for somebody else by it."""
    composed = unicodedata.normalize("NFC", re.sub(r"\s+", " ", text))
    visible = (sign for sign in composed if unicodedata.category(sign) not in INVISIBLE)
    return "".join(visible).strip()
