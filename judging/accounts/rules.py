"""What a name may be, how long one-use links live, and after how many failed attempts one waits."""

import re
import unicodedata
from datetime import timedelta

from judging.accounts.models import FactorRecovery, Purpose, User
from judging.core.i18n import _l
from judging.core.refusals import Incomplete, NotNow, NotYours, Refused

MAX_NAME = 120
LIVES = {
    Purpose.CONFIRM: timedelta(days=3),
    Purpose.RESET: timedelta(minutes=30),
    Purpose.INVITATION: timedelta(days=30),
    Purpose.SPOKEN: timedelta(minutes=15),
    Purpose.SHOWN: timedelta(minutes=5),
}
CHALLENGE_LIVES = timedelta(minutes=5)
CLAIM_LIVES = timedelta(days=1)
CLAIMS_AN_HOUR = 5  # of one person
MOST_ADDRESSES = 5  # of one person, beside the main one
MOST_PASSKEYS = 10  # of one person
RECOVERY_WAITS = timedelta(days=3)  # for the second of two people
TOLD = {  # what pages and mails say of them, in the unit in which people count it
    "reset_minutes": LIVES[Purpose.RESET] // timedelta(minutes=1),
    "spoken_minutes": LIVES[Purpose.SPOKEN] // timedelta(minutes=1),
    "invitation_days": LIVES[Purpose.INVITATION] // timedelta(days=1),
}
FREE = 5  # failures on one account before it slows down
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
WINDOW = timedelta(hours=1)
NETWORK_FREE = 100  # failures from one network in its window: a building full of slips
NETWORK_WINDOW = timedelta(minutes=15)
KNOWN = timedelta(days=30)  # how long a success makes a network known to an account
INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}


def clean_name(text: str) -> str:
    """Return a name without what cannot be seen; nobody passes for somebody else by it."""
    composed = unicodedata.normalize("NFC", re.sub(r"\s+", " ", text))
    visible = (sign for sign in composed if unicodedata.category(sign) not in INVISIBLE)
    return "".join(visible).strip()


def why_not_read_out(person: User, by: User, *, elsewhere: bool, leads: bool) -> Refused | None:
    """A code on the telephone lets in whoever has no right but the seat that the reader of the code looks after."""
    if person.id == by.id:
        return NotYours(_l("Nobody reads a code out to themselves."), field="reason")
    if person.administrator or elsewhere:
        return NotYours(
            _l(
                "This person has rights beside this seat: in another edition, for an office, or as a secretary. "
                "They set a new password by a link in a mail only: ask them to press “I do not remember the password”."
            ),
            field="reason",
        )
    if leads and not person.has_second_factor:
        return NotYours(
            _l("This person leads the chapter and has no second step of signing in: a code would give away a seal."),
            field="reason",
        )
    if person.deactivated_at:
        return NotNow(_l("This account is closed."), field="reason")
    return None


def why_not_add_address(person: User, email: str) -> Refused | None:
    """A person adds a handful of addresses that are not theirs yet."""
    if email in person.addresses:
        return Incomplete(_l("This is an address of yours already."), field="email")
    if len(person.addresses) > MOST_ADDRESSES:
        return NotNow(_l("You have five addresses beside the main one. Remove one that you do not use any more."))
    return None


def why_not_add_passkey(held: int) -> Refused | None:
    """A person holds a handful of passkeys."""
    if held >= MOST_PASSKEYS:
        return NotNow(_l("You have ten passkeys already. Remove one that you do not use any more."))
    return None


def why_not_remove_passkey(person: User, held: int, *, required: bool) -> Refused | None:
    """Whoever must have a second factor keeps the last one."""
    if required and held == 1 and person.totp_confirmed_at is None:
        return NotNow(
            _l(
                "This is your only second step of signing in, and your role requires one. "
                "Add another passkey or set up the application with codes first; then remove this one."
            )
        )
    return None


def why_not_recover(person: User, by: User) -> Refused | None:
    """Two others remove the second factor of somebody who has one."""
    if person.id == by.id:
        return NotYours(_l("Nobody removes their own second step of signing in this way."), field="person")
    if not person.has_second_factor:
        return NotNow(_l("This person has no second step of signing in to remove."), field="person")
    return None


def why_not_remove_on_server(person: User, reason: str, *, has_seat: bool) -> Refused | None:
    """On the server it is removed of administrators and of people without a seat; of others by two people."""
    if not person.has_second_factor:
        return NotNow(_l("This person has no second step of signing in to remove."))
    if has_seat and not person.administrator:
        return NotYours(
            _l(
                "This person holds a seat: the secretary and the administrator remove it together, on the page "
                "“A lost telephone” of the edition."
            )
        )
    if not reason.strip():
        return Incomplete(_l("Give the reason."), field="reason")
    return None


def why_not_agree(asked: FactorRecovery, by: User, *, administrator: bool) -> Refused | None:
    """One of the two is the secretary, the other the administrator, and they are two people."""
    if asked.by_administrator == administrator or asked.asked_by_id == by.id:
        return NotNow(
            _l("It has been asked for already; it needs both the secretary and the administrator, two people."),
            field="person",
        )
    return None
