"""What a name and an address may be, and how long one-use links live."""

import re
import unicodedata
from datetime import timedelta

from judging.accounts.models import FactorRecovery, Purpose, User
from judging.core.i18n import _l
from judging.core.refusals import NotNow, NotYours, Refused

MAX_EMAIL = 254
MAX_NAME = 120
LIVES = {
    Purpose.CONFIRM: timedelta(days=3),
    Purpose.RESET: timedelta(minutes=30),
    Purpose.INVITATION: timedelta(days=30),
}
RECOVERY_WAITS = timedelta(days=3)  # for the second of two people
ADDRESS = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+")
INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}


def canonical_email(text: str) -> str:
    """Return the one spelling under which an address is kept and compared."""
    local, at, domain = unicodedata.normalize("NFKC", text).strip().lower().rpartition("@")
    try:
        domain = domain.encode("idna").decode()
    except UnicodeError:
        return f"{local}{at}{domain}"  # is_email refuses it
    return f"{local}{at}{domain}"


def is_email(canonical: str) -> bool:
    """Tell whether a canonical address can be written to."""
    return len(canonical) <= MAX_EMAIL and ADDRESS.fullmatch(canonical) is not None


def clean_name(text: str) -> str:
    """Return a name without what cannot be seen; nobody passes for somebody else by it."""
    composed = unicodedata.normalize("NFC", re.sub(r"\s+", " ", text))
    visible = (sign for sign in composed if unicodedata.category(sign) not in INVISIBLE)
    return "".join(visible).strip()


def why_not_recover(person: User, by: User) -> Refused | None:
    """Two others remove the second factor of somebody who has one."""
    if person.id == by.id:
        return NotYours(_l("Nobody removes their own second step of signing in this way."), field="person")
    if person.totp_confirmed_at is None:
        return NotNow(_l("This person has no second step of signing in to remove."), field="person")
    return None


def why_not_agree(asked: FactorRecovery, by: User, *, administrator: bool) -> Refused | None:
    """One of the two is the secretary, the other the administrator, and they are two people."""
    if asked.by_administrator == administrator or asked.asked_by_id == by.id:
        return NotNow(
            _l("It has been asked for already; it needs both the secretary and the administrator, two people."),
            field="person",
        )
    return None
